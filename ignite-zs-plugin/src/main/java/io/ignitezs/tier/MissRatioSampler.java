package io.ignitezs.tier;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Finds from the pages that are read which share of the reads a pool of any size would have answered, had it dropped the page that was not used for the
 * longest time. Follows a few pages only, picked by a hash of their numbers, and takes what happens to them for all: that keeps the distances between two
 * reads of the same page in proportion. The pages are divided into parts, each an estimate of its own; how they differ says how good they are. Thread-safe.
 * Idea: SHARDS, Waldspurger et al., FAST 2015; the correction for the number of reads is {@link MissRatioCurve}'s own.
 */
public final class MissRatioSampler {
    static final int PARTS = 8;

    /** Enough for a standard error of about a hundredth. */
    public static final int DEFAULT_MAX_PAGES = 1 << 16;

    private final LongAdder reads = new LongAdder();
    private final ReuseDistances[] parts = new ReuseDistances[PARTS];
    private final int shownOneOf;

    /** Null if all pages are shown. */
    private final LeftOutRuns leftOut;

    /** @param maxPages to be followed at a time; a page takes about 150 bytes */
    public MissRatioSampler(int maxPages) {
        this(maxPages, 1);
    }

    /** @param shownOneOf one of each so many runs of pages is shown to this, each as long as a chunk of the index; the curve is to be that of all */
    public MissRatioSampler(int maxPages, int shownOneOf) {
        this.shownOneOf = shownOneOf;
        leftOut = shownOneOf == 1 ? null : new LeftOutRuns(maxPages, shownOneOf);
        for (int part = 0; part < PARTS; part++)
            parts[part] = new ReuseDistances(Math.max(1, maxPages / PARTS), 1.0 / PARTS);
    }

    /** As a trace has it; only reads and the end of files matter. */
    public void record(PageEvent event, int indexNumber, int pageIndex, boolean hit) {
        if (event == PageEvent.READ || event == PageEvent.TAKE)
            read(indexNumber, pageIndex, hit);
        else if (event == PageEvent.CLEAR)
            clear(indexNumber);
    }

    private void clear(int indexNumber) {
        for (ReuseDistances part : parts)
            part.clear(indexNumber);
        if (leftOut != null)
            leftOut.clear(indexNumber);
    }

    private void read(int indexNumber, int pageIndex, boolean hit) {
        reads.increment();
        long key = key(indexNumber, pageIndex);
        long hash = hash(key);
        parts[(int)(hash >>> Long.SIZE - 3)].read(key, (int)hash & ReuseDistances.HASH_MASK, hit);
        if (leftOut != null)
            leftOut.read(key, (int)hash & ReuseDistances.HASH_MASK, (pageIndex >>> EntryChunks.SHIFT) / shownOneOf + (int)hash(key(indexNumber, 0)), hit);
    }

    private static long key(int indexNumber, int pageIndex) {
        return (long)indexNumber << Integer.SIZE | Integer.toUnsignedLong(pageIndex);
    }

    /** What was found so far. */
    public MissRatioCurve curve() {
        double[][] missed = new double[PARTS][];
        double[] first = new double[PARTS];
        double[] firstHits = new double[PARTS];
        long total = reads.sum();
        double pages = 0;
        for (int part = 0; part < PARTS; part++) {
            ReuseDistances.Counts counts = parts[part].counts();
            double expectedReads = total == 0 ? 1 : total * counts.rate;
            missed[part] = counts.perRead(expectedReads);
            first[part] = counts.first / expectedReads;
            firstHits[part] = counts.firstHits / expectedReads;
            pages += counts.pages / counts.rate / PARTS;
        }
        return new MissRatioCurve(total, Math.round(pages), missed, first, firstHits, shownOneOf, leftOut == null ? List.of() : leftOut.curves());
    }

    /** The finalizer of MurmurHash3. */
    private static long hash(long key) {
        long hash = key * 0x9E3779B97F4A7C15L;
        hash = (hash ^ hash >>> 33) * 0xFF51AFD7ED558CCDL;
        hash = (hash ^ hash >>> 33) * 0xC4CEB9FE1A85EC53L;
        return hash ^ hash >>> 33;
    }
}
