package io.ignitezs.pool;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/*
 * Nothing that is due is slept through. Whoever makes something due writes that, then looks whether the worker is awake; the worker writes that it
 * is not, then looks whether something is due. Each is a volatile store before a volatile load, sequentially consistent, so at least one of the two
 * sees what the other one wrote. Whoever wakes the worker between its look and its parking leaves a permit, with which it does not park.
 *
 * What is due by a LongAdder, whose update is only a release, may be missed by both. That is benign: whoever adds to it looks again at each page,
 * and at the latest the next one wakes the worker.
 *
 * field   written by                  read by
 * awake   the worker, who wakes it    everybody; while false the worker sleeps, or is about to look whether something is due
 * closed  who closes it, only to true everybody
 */
/** A thread that sleeps until there is something to do, does it, and goes on after failures. Nobody waits for it but who closes it. */
public final class BackgroundWorker implements AutoCloseable {
    /** Pause after work that was in vain, or failed. */
    private static final long BACK_OFF_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Work work;
    private final Consumer<Throwable> failures;
    private final Thread thread;
    private volatile boolean awake;
    private volatile boolean closed;

    /** What is to be done, by the worker only. */
    public interface Work {
        /** Whether there is something to do. Cheap, and asked by others, too: by {@link #isIdle}. */
        boolean isDue();

        /** @return false if it was in vain: then the worker rests before it tries again */
        boolean run() throws Exception;
    }

    /** Has to be started: its work may need whoever makes it. @param failures told of what work throws */
    public BackgroundWorker(Work work, Consumer<Throwable> failures, String threadName) {
        this.work = work;
        this.failures = failures;
        thread = new Thread(this::run, threadName);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** To be asked after something has become due, and before {@link #wake}, which costs more. */
    public boolean isAwake() {
        return awake;
    }

    /** Has it look whether there is something to do. Never waits. */
    public void wake() {
        awake = true;
        LockSupport.unpark(thread);
    }

    /** Whether it sleeps and has no reason to wake up. */
    public boolean isIdle() {
        return !awake && !work.isDue();
    }

    /** For work that takes long: it is to end soon. */
    public boolean isClosed() {
        return closed;
    }

    /** Waits for the thread to end. */
    @Override public void close() {
        closed = true;
        wake();
        ThreadEnd.await(thread);
    }

    private void run() {
        while (!closed) {
            try {
                sleep();
                if (!closed && work.isDue() && !work.run())
                    backOff();
            }
            catch (Throwable e) {
                Failures.tell(failures, e);
                backOff();
            }
        }
    }

    /** May return though nothing is due. */
    private void sleep() {
        awake = false;
        if (!closed && !work.isDue())
            LockSupport.park(this);
        awake = true;
    }

    private void backOff() {
        LockSupport.parkNanos(this, BACK_OFF_NANOS);
    }
}
