package io.ignitezs.ignite;

import java.util.Arrays;

/** Times of single calls, each kept, so that percentiles are exact. For one thread at a time. */
final class Latencies {
    private int[] nanos = new int[1 << 16];
    private int count;

    void add(long nanoseconds) {
        if (count == nanos.length)
            nanos = Arrays.copyOf(nanos, 2 * count);
        nanos[count++] = (int)Math.min(nanoseconds, Integer.MAX_VALUE);
    }

    void addAll(Latencies others) {
        if (count + others.count > nanos.length)
            nanos = Arrays.copyOf(nanos, 2 * (count + others.count));
        System.arraycopy(others.nanos, 0, nanos, count, others.count);
        count += others.count;
    }

    void clear() {
        count = 0;
    }

    int count() {
        return count;
    }

    /** To be called before {@link #nanos}, and again after more was added. */
    Latencies sort() {
        Arrays.sort(nanos, 0, count);
        return this;
    }

    /** @param share of the calls that took no longer, 0..1 */
    int nanos(double share) {
        return count == 0 ? 0 : nanos[Math.min(count - 1, (int)(share * count))];
    }
}
