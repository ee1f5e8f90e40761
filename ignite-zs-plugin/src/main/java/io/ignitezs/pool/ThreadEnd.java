package io.ignitezs.pool;

/** Waits for background threads that have been told to end. */
public final class ThreadEnd {
    private ThreadEnd() {
    }

    /** Waits for it even if the calling thread is interrupted, which it then is again: what the other one uses is given back next. */
    public static void await(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            }
            catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted)
            Thread.currentThread().interrupt();
    }
}
