package io.ignitezs.estimate;

import io.ignitezs.pool.CpuClock;
import java.util.Arrays;

/** The processor time of this thread, so that other programs do not count; less what looking at it takes. */
final class CpuTimer {
    private static final int TRIES = 1001;

    private final CpuClock clock = new CpuClock();
    private final long lookNanos = lookNanos();
    private long startNanos;

    void start() {
        startNanos = clock.nanos();
    }

    /** @return nanoseconds since {@link #start} */
    long stop() {
        return Math.max(0, clock.nanos() - startNanos - lookNanos);
    }

    private long lookNanos() {
        long[] looks = new long[TRIES];
        for (int i = 0; i < TRIES; i++) {
            long before = clock.nanos();
            looks[i] = clock.nanos() - before;
        }
        Arrays.sort(looks);
        return looks[TRIES / 2];
    }
}
