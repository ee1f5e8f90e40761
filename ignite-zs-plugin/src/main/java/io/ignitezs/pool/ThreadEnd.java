package io.ignitezs.pool;

import java.util.concurrent.TimeUnit;

/** Waits for background threads that have been told to end. */
public final class ThreadEnd {
    private ThreadEnd() {
    }

    /** Waits for it even if the calling thread is interrupted, which it then is again: what the other one uses is given back next. */
    public static void await(Thread thread) {
        await(thread, Long.MAX_VALUE);
    }

    /** The same, but not for ever. @return whether it has ended */
    public static boolean await(Thread thread, long millis) {
        boolean interrupted = false;
        long begun = System.nanoTime();
        for (long left = millis; left > 0 && thread.isAlive(); left = millis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)) {
            try {
                thread.join(left);
            }
            catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted)
            Thread.currentThread().interrupt();
        return !thread.isAlive();
    }
}
