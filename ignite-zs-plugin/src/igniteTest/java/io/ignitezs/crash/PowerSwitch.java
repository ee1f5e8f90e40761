package io.ignitezs.crash;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Power of one machine, which fails once. File operations are counted here; a planned one, or anybody else, makes the power fail:
 * when no file operation is running, what is on the disk is kept for the next life. The node is not told: it goes on in a world of its
 * own, whose files nobody reads again, so it needs no time to find out that it is dead, and can be stopped in peace.
 */
final class PowerSwitch {
    /** A file operation. */
    interface Operation<R> {
        R run() throws IOException;
    }

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final CountDownLatch off = new CountDownLatch(1);
    private final Operation<?> whenItFails;
    private CutPlan plan = CutPlan.NEVER;
    private volatile boolean on = true;
    private final AtomicLongArray counts = new AtomicLongArray(IoEvent.values().length);
    private volatile String end = "at the end";

    /** @param whenItFails runs while no file operation does; keeps what is on the disk */
    PowerSwitch(Operation<?> whenItFails) {
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

    /** Makes it fail now, if it has not. What is on the disk has been kept when this returns. */
    void cut() throws IOException {
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
        cut();
    }

    /** @return null if the power is not to fail at this one */
    private synchronized CutPlan dueAt(IoEvent event) {
        return on && plan.isDue(event) ? plan : null;
    }
}
