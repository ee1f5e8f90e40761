package io.ignitezs.tier;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Finds from what happens to pages which share of the reads a pool of any size would have answered, by the order of eviction that the tier has. Follows a few
 * pages only, picked by a hash of their numbers, and takes what happens to them for all. The pages are divided into parts, each an estimate of its own; how they
 * differ says how good they are. Thread-safe. Ideas: SHARDS, Waldspurger et al., FAST 2015, and {@link MiniaturePools}; the correction for the number of reads is
 * {@link MissRatioCurve}'s own.
 */
public final class MissRatioSampler {
    static final int PARTS = 8;

    /** Enough for a standard error of about a hundredth. */
    public static final int DEFAULT_MAX_PAGES = 1 << 16;

    private final LongAdder reads = new LongAdder();
    private final MiniaturePools pools;
    private final int shownOneOf;

    /** Null if all pages are shown. */
    private final LeftOutRuns leftOut;

    /** @param maxPages to be followed at a time; a page takes about 200 bytes */
    public MissRatioSampler(int maxPages, EvictionOrders orders) {
        this(maxPages, 1, orders);
    }

    /** @param shownOneOf one of each so many runs of pages is shown to this, each as long as a chunk of the index; the curve is to be that of all */
    public MissRatioSampler(int maxPages, int shownOneOf, EvictionOrders orders) {
        this.shownOneOf = shownOneOf;
        leftOut = shownOneOf == 1 ? null : new LeftOutRuns(maxPages, shownOneOf, orders);
        pools = new MiniaturePools(maxPages, 1, PARTS, orders);
    }

    /** As a trace has it. */
    public void record(PageEvent event, int indexNumber, int pageIndex, boolean hit) {
        if (event == PageEvent.CLEAR)
            clear(indexNumber);
        else if (MiniaturePools.mayChange(event, hit))
            record(event, key(indexNumber, pageIndex), hit);
    }

    private void record(PageEvent event, long key, boolean hit) {
        if (MiniaturePools.isRead(event))
            reads.increment();
        long hash = hash(key);
        int low = (int)hash & MiniaturePools.HASH_MASK;
        pools.record(event, key, low, (int)(hash >>> Long.SIZE - 3), hit);
        if (leftOut != null)
            leftOut.record(event, key, low, run(key), hit);
    }

    /** Runs that follow each other in a file have numbers that do. */
    private int run(long key) {
        return ((int)key >>> EntryChunks.SHIFT) / shownOneOf + (int)hash(key >>> Integer.SIZE << Integer.SIZE);
    }

    private void clear(int indexNumber) {
        pools.clear(indexNumber);
        if (leftOut != null)
            leftOut.clear(indexNumber);
    }

    private static long key(int indexNumber, int pageIndex) {
        return (long)indexNumber << Integer.SIZE | Integer.toUnsignedLong(pageIndex);
    }

    /** What was found so far. */
    public MissRatioCurve curve() {
        long total = reads.sum();
        MissCounts[] counts = pools.counts();
        double[] expectedReads = Arrays.stream(counts).mapToDouble(part -> total == 0 ? 1 : total * part.rate).toArray();
        return new MissRatioCurve(total, counts, expectedReads, shownOneOf, leftOut == null ? List.of() : leftOut.curves());
    }

    /** The finalizer of MurmurHash3. */
    private static long hash(long key) {
        long hash = key * 0x9E3779B97F4A7C15L;
        hash = (hash ^ hash >>> 33) * 0xFF51AFD7ED558CCDL;
        hash = (hash ^ hash >>> 33) * 0xC4CEB9FE1A85EC53L;
        return hash ^ hash >>> 33;
    }
}
