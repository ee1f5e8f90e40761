package io.ignitezs.crash;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;

/**
 * Power of one machine, which fails once. File operations are counted here; a planned one, or anybody else, makes the power fail:
 * when no file operation is running, what is on the disk is kept for the next life. The node is not told: it goes on in a world of its
 * own, whose files nobody reads again, so it needs no time to find out that it is dead, and can be stopped in peace. What may not be interrupted puts it off.
 */
final class PowerSwitch {
    /** A file operation. */
    interface Operation<R> {
        R run() throws IOException;
    }

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final CountDownLatch off = new CountDownLatch(1);
    private static final long MOST_NANOS_PUT_OFF = TimeUnit.MINUTES.toNanos(2);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final BooleanSupplier mayFail;
    private final Operation<?> whenItFails;
    private CutPlan plan = CutPlan.NEVER;
    private volatile boolean on = true;
    private final AtomicLongArray counts = new AtomicLongArray(IoEvent.values().length);
    private volatile String end = "at the end";

    /** It was to fail when it could not. */
    private volatile boolean isPutOff;

    /** @param mayFail whether it may fail now; otherwise it does soon after @param whenItFails runs while no file operation does; keeps what is on the disk */
    PowerSwitch(BooleanSupplier mayFail, Operation<?> whenItFails) {
        this.mayFail = mayFail;
        this.whenItFails = whenItFails;
    }

    synchronized void plan(CutPlan plan) {
        this.plan = plan;
    }

    boolean isOn() {
        return on;
    }

    /** What the power failed at. */
    String end() {
        return end;
    }

    /** How many there were before the power failed. */
    long count(IoEvent event) {
        return counts.get(event.ordinal());
    }

    /** @return false if the time is over and the power still on */
    boolean awaitOff(long millis) throws InterruptedException {
        return off.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Makes it fail now, if it has not, or as soon as it may. What is on the disk has been kept when this returns. */
    void cut() throws IOException {
        for (long begun = System.nanoTime(); !mayFail.getAsBoolean() && System.nanoTime() - begun < MOST_NANOS_PUT_OFF; )
            LockSupport.parkNanos(LOOK_NANOS);
        fail();
    }

    private void fail() throws IOException {
        lock.writeLock().lock();
        try {
            if (!on)
                return;
            on = false;
            whenItFails.run();
        }
        finally {
            lock.writeLock().unlock();
            off.countDown();
        }
    }

    <R> R use(IoEvent event, Operation<R> operation) throws IOException {
        if (on)
            counts.incrementAndGet(event.ordinal());
        if (isPutOff && mayFail.getAsBoolean())
            fail();
        CutPlan due = dueAt(event);
        if (due != null && due.before)
            cutAt(due);
        R result = powered(operation);
        if (due != null && !due.before)
            cutAt(due);
        return result;
    }

    private <R> R powered(Operation<R> operation) throws IOException {
        lock.readLock().lock();
        try {
            return operation.run();
        }
        finally {
            lock.readLock().unlock();
        }
    }

    private void cutAt(CutPlan due) throws IOException {
        end = due.toString();
        if (mayFail.getAsBoolean())
            fail();
        else
            isPutOff = true;
    }

    /** @return null if the power is not to fail at this one */
    private synchronized CutPlan dueAt(IoEvent event) {
        return on && plan.isDue(event) ? plan : null;
    }
}
