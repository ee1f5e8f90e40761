package io.ignitezs.tier;

import java.util.concurrent.locks.LockSupport;

/** A pause that is as long for an interrupted thread as for any other: that one would not park, and would come to the end of its tries in no time. */
public final class Rest {
    private Rest() {
    }

    /** An interrupted thread stays interrupted. */
    public static void nanos(long nanos) {
        boolean interrupted = false;
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
            interrupted |= Thread.interrupted();
        }
        if (interrupted)
            Thread.currentThread().interrupt();
    }
}
