package io.ignitezs.plugin;

import io.ignitezs.codec.Codecs;
import io.ignitezs.estimate.SampleSize;

/**
 * What the operations of a pool can be told at all, on whatever node: for whoever asks people before asking a node. A node has the same rules, and some more of its own.
 * Each method throws {@code IllegalArgumentException} that names the argument, its value and what is allowed.
 */
public final class PoolArguments {
    /** How long an estimate may look at page reads: jobs on a node are not for ever. */
    public static final int MAX_WATCH_SECONDS = 3600;

    /** What a percentage is of is the node's business; this is as good as any. */
    private static final long SOME_BYTES = 1L << 40;

    private static final String SIZES = "bytes, 512m, 4g or 25%";

    private PoolArguments() {
    }

    /** Of a pool. */
    public static void checkSize(String size) {
        if (!isAmount(size, PoolSize.LEAST_BYTES))
            throw new IllegalArgumentException("Bad size of the compressed pool [value=" + size + ", allowed=" + SIZES + ", from "
                + MemorySize.format(PoolSize.LEAST_BYTES) + " to what the node's process may use]");
    }

    /** To be evicted. */
    public static void checkEviction(String amount) {
        if (!isAmount(amount, 1))
            throw badEviction(amount);
    }

    static IllegalArgumentException badEviction(String amount) {
        return new IllegalArgumentException("Bad amount to be evicted from the compressed pool [value=" + amount
            + ", allowed=bytes, 512m or 4g, above 0; up to 100% of what pages take of the pool]");
    }

    /** Of a page trace. @param maxBytes null for the default */
    public static void checkTrace(String maxBytes) {
        if (maxBytes != null && !isAmount(maxBytes, 1))
            throw new IllegalArgumentException("Bad size of a page trace [value=" + maxBytes + ", allowed=" + SIZES + ", up to what is free on its disk]");
    }

    /** Known here, whether or not it can run here. */
    public static void checkCodec(String name) {
        try {
            Codecs.parse(name);
        }
        catch (IllegalStateException | LinkageError e) {
            // There is such a codec; whether it can run on the node the node knows.
        }
    }

    /** @param high, low null where it stays as it is */
    public static void checkWatermarks(Double high, Double low) {
        if (high != null && !(high > 0 && high <= 1) || low != null && !(low > 0 && low < 1) || high != null && low != null && !(low < high))
            throw new IllegalArgumentException("Bad watermarks of the compressed pool [highWatermark=" + text(high) + ", lowWatermark=" + text(low)
                + ", allowed=0 < low < high <= 1]");
    }

    /** @param startShare, stopShare, cpuShare null where it stays as it is */
    public static void checkCompaction(Double startShare, Double stopShare, Double cpuShare) {
        boolean isOrdered = startShare == null || stopShare == null || stopShare <= startShare;
        if (!isOrdered || startShare != null && !isShare(startShare) || stopShare != null && !isShare(stopShare)
            || cpuShare != null && !(cpuShare > 0 && isShare(cpuShare)))
            throw new IllegalArgumentException("Bad compaction of the compressed pool [startShare=" + text(startShare) + ", stopShare=" + text(stopShare)
                + ", cpuShare=" + text(cpuShare) + ", allowed=0 <= stop <= start <= 1, 0 < cpu <= 1]");
    }

    /** @param sample, codecs null for the default */
    public static void checkEstimate(String sample, String codecs, int watchSeconds) {
        if (sample != null)
            SampleSize.parse(sample);
        if (codecs != null)
            for (String codec : codecs.split(",", -1))
                checkCodec(codec);
        if (watchSeconds < 0 || watchSeconds > MAX_WATCH_SECONDS)
            throw new IllegalArgumentException("Bad time to look at page reads [seconds=" + watchSeconds + ", allowed=0.." + MAX_WATCH_SECONDS + ']');
    }

    /** @param leastBytes of an amount that is no percentage; those are up to 100 */
    private static boolean isAmount(String text, long leastBytes) {
        try {
            long bytes = MemorySize.parse(text, SOME_BYTES);
            return text.contains("%") ? bytes <= SOME_BYTES : bytes >= leastBytes;
        }
        catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isShare(double share) {
        return share >= 0 && share <= 1;
    }

    private static String text(Double value) {
        return value == null ? "as it is" : value.toString();
    }
}
