package io.ignitezs.estimate;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/** The processor time of this thread, so that other programs do not count; less what looking at it takes. */
final class CpuTimer {
    private static final int TRIES = 1001;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final boolean supported = threads.isCurrentThreadCpuTimeSupported();
    private final long lookNanos = lookNanos();
    private long startNanos;

    void start() {
        startNanos = now();
    }

    /** @return nanoseconds since {@link #start} */
    long stop() {
        return Math.max(0, now() - startNanos - lookNanos);
    }

    private long now() {
        return supported ? threads.getCurrentThreadCpuTime() : System.nanoTime();
    }

    private long lookNanos() {
        long[] looks = new long[TRIES];
        for (int i = 0; i < TRIES; i++) {
            long before = now();
            looks[i] = now() - before;
        }
        Arrays.sort(looks);
        return looks[TRIES / 2];
    }
}
