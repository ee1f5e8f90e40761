package io.ignitezs.tier;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a sampler would have found had it been shown all runs of pages but some, once for each group of runs: pages of a run are often alike, so
 * that it is by runs that one sample differs from another. Runs of a group are spread over each file, as those of a sample are. The same pages
 * are followed each time, apart from those that are left out. Thread-safe.
 */
final class LeftOutRuns {
    private static final int GROUPS = 8;

    private final int maxPages;
    private final int shownOneOf;
    private final MiniaturePools[] without = new MiniaturePools[GROUPS];

    /** @param maxPages to be followed at a time, in all groups together @param shownOneOf as for {@link MissRatioSampler} */
    LeftOutRuns(int maxPages, int shownOneOf, EvictionOrders orders) {
        this.maxPages = Math.max(1, maxPages / GROUPS);
        this.shownOneOf = shownOneOf;
        // These never follow fewer pages by themselves.
        for (int group = 0; group < GROUPS; group++)
            without[group] = new MiniaturePools(this.maxPages + 1, 1 - 1.0 / GROUPS, 1, orders);
    }

    void record(PageEvent event, long key, int hash, int run, boolean hit) {
        if (without[0].follows(hash))
            recordFollowed(event, key, hash, run & GROUPS - 1, hit);
    }

    private synchronized void recordFollowed(PageEvent event, long key, int hash, int leftOut, boolean hit) {
        for (int group = 0; group < GROUPS; group++)
            if (group != leftOut)
                without[group].record(event, key, hash, 0, hit);
        while (Arrays.stream(without).anyMatch(each -> each.pages() > maxPages))
            for (MiniaturePools each : without)
                each.followFewer();
    }

    synchronized void clear(int indexNumber) {
        for (MiniaturePools each : without)
            each.clear(indexNumber);
    }

    synchronized List<MissRatioCurve> curves() {
        return Arrays.stream(without).map(this::curve).collect(Collectors.toList());
    }

    /** By its own reads: how many there are of the pages that were not shown is not known. */
    private MissRatioCurve curve(MiniaturePools each) {
        MissCounts[] counts = each.counts();
        double reads = counts[0].reads;
        return new MissRatioCurve((long)Math.ceil(reads), counts, new double[] {reads}, shownOneOf, List.of());
    }
}
