package io.ignitezs.tier;

import java.util.Arrays;

/** The share of reads that a pool of so many pages would have answered, as {@link MissRatioSampler} has found it. Immutable. */
public final class MissRatioCurve {
    private final long reads;
    private final long pages;

    /** By part of the pages: reads by distance, for each read. */
    private final double[][] byDistance;
    private final double[] first;
    private final double[] firstHits;

    MissRatioCurve(long reads, long pages, double[][] byDistance, double[] first, double[] firstHits) {
        this.reads = reads;
        this.pages = pages;
        this.byDistance = byDistance;
        this.first = first;
        this.firstHits = firstHits;
    }

    /** Reads that were seen. */
    public long reads() {
        return reads;
    }

    /** Pages that were read, about. */
    public long pages() {
        return pages;
    }

    /** The share of reads that were the first of their page since the sampler has looked on; whether a pool would have had it cannot be known. */
    public double firstShare() {
        return mean(first);
    }

    /**
     * By part of the pages: the share of reads that such a pool would not have answered; their mean is the estimate, single ones may be above 1. First reads are not answered, unless the pool that there was has
     * answered them and the pool in question is no smaller.
     * @param poolPages  pages that the pool in question holds
     * @param knownPages pages that the pool holds whose answers were recorded
     */
    public double[] missRatios(double poolPages, double knownPages) {
        double[] ratios = new double[byDistance.length];
        for (int part = 0; part < ratios.length; part++) {
            double known = poolPages >= knownPages ? firstHits[part] : 0;
            ratios[part] = first[part] - known + beyond(byDistance[part], poolPages);
        }
        return ratios;
    }

    private static double beyond(double[] counts, double poolPages) {
        double sum = 0;
        for (int step = 0; step < counts.length; step++)
            sum += counts[step] * shareBeyond(step, poolPages);
        return sum;
    }

    /** As if the reads of a step were spread evenly over it. */
    private static double shareBeyond(int step, double poolPages) {
        double from = ReuseDistances.pages(step);
        double to = ReuseDistances.pages(step + 1);
        return Math.min(1, Math.max(0, (to - poolPages) / (to - from)));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }
}
