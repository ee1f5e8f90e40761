package io.ignitezs.pool;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How often something took how long. Its counts are shared by all threads, so it is for what is rare, or for a sample of what is not.
 * Bounds are the same everywhere: they double over what memory takes, and are wide apart over what disks take.
 */
public final class LatencyHistogram {
    private static final long[] BOUNDS_NANOS = {
        1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000, 1_000_000, 10_000_000, 100_000_000};

    /** How many counts there are: one up to and with each bound, and one above the last. */
    public static final int BUCKETS = BOUNDS_NANOS.length + 1;

    private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);

    /** Ascending. */
    public static long[] boundsNanos() {
        return BOUNDS_NANOS.clone();
    }

    public void add(long nanos) {
        int bucket = 0;
        while (bucket < BOUNDS_NANOS.length && nanos > BOUNDS_NANOS[bucket])
            bucket++;
        counts.getAndIncrement(bucket);
    }

    /** By bucket, at about one moment. */
    public long[] counts() {
        long[] copy = new long[BUCKETS];
        for (int bucket = 0; bucket < BUCKETS; bucket++)
            copy[bucket] = counts.get(bucket);
        return copy;
    }
}
