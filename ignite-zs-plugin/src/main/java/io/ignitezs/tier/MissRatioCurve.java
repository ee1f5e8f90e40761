package io.ignitezs.tier;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The share of reads that a pool of so many pages would have answered, as {@link MissRatioSampler} has found it. Immutable. */
public final class MissRatioCurve {
    private final long reads;
    private final long pages;
    private final int shownOneOf;

    /** By part of the pages. */
    private final MissCounts[] parts;

    /** That each part would have, were it like all others. */
    private final double[] expectedReads;

    /** Of all but some of the runs that were shown, each time others. Empty if all pages were shown. */
    private final List<MissRatioCurve> leftOut;

    /** @param shownOneOf one of so many pages was shown, of which all other numbers are */
    MissRatioCurve(long reads, MissCounts[] parts, double[] expectedReads, int shownOneOf, List<MissRatioCurve> leftOut) {
        this.reads = reads;
        this.parts = parts;
        this.expectedReads = expectedReads;
        this.shownOneOf = shownOneOf;
        this.leftOut = leftOut;
        pages = shownOneOf * Math.round(Arrays.stream(parts).mapToDouble(part -> part.pages / part.rate).average().orElse(0));
    }

    /** Reads that were seen. */
    public long reads() {
        return reads;
    }

    /** Pages that were seen, about. */
    public long pages() {
        return pages;
    }

    /** The share of reads that were the first of their page since the sampler has looked on; whether a pool would have had it cannot be known. */
    public double firstShare() {
        return mean(perRead(part -> part.first));
    }

    /**
     * By part of the pages: the share of reads that such a pool would not have answered; their mean is the estimate, single ones may be below 0
     * or above 1. First reads are not answered, unless the pool that there was has answered them and the pool in question is no smaller.
     * @param poolPages  pages that the pool in question holds
     * @param knownPages pages that the pool holds whose answers were recorded
     */
    public double[] missRatios(double poolPages, double knownPages) {
        boolean knowsFirst = poolPages >= knownPages;
        return withoutWhatReadsExplain(perRead(part -> part.first - (knowsFirst ? part.firstHits : 0) + part.missedAgain(poolPages / shownOneOf)));
    }

    private double[] perRead(ToDoubleFunction<MissCounts> count) {
        return IntStream.range(0, parts.length).mapToDouble(part -> count.applyAsDouble(parts[part]) / expectedReads[part]).toArray();
    }

    /** The share that such a pool would have answered, of all parts together. Arguments as for {@link #missRatios}. */
    public double hitRatio(double poolPages, double knownPages) {
        return reads == 0 ? 0 : Math.min(1, Math.max(0, 1 - mean(missRatios(poolPages, knownPages))));
    }

    /**
     * How far that may be from the truth: in 95 of 100 samples it is no farther. If all pages were shown, by how the parts of those that were
     * followed differ; else by what leaving out some of the runs that were shown changes (jackknife), for how many runs are read much, and how
     * many want room, differs from one sample to the next. Arguments as for {@link #missRatios}. NaN if too little was read
     */
    public double hitRatioError(double poolPages, double knownPages) {
        if (reads == 0)
            return Double.NaN;
        double[] ratios = leftOut.isEmpty() ? missRatios(poolPages, knownPages)
            : leftOut.stream().mapToDouble(each -> each.reads == 0 ? Double.NaN : each.hitRatio(poolPages, knownPages)).toArray();
        double mean = mean(ratios);
        double variance = Arrays.stream(ratios).map(ratio -> (ratio - mean) * (ratio - mean)).sum() / (ratios.length - 1);
        double ofMean = leftOut.isEmpty() ? variance / ratios.length : variance * (ratios.length - 1) * (ratios.length - 1) / ratios.length;
        return Student.quantile(ratios.length - 1) * Math.sqrt(ofMean);
    }

    /**
     * As {@link #hitRatioError}, if the pool that there is was full before anybody looked on. Wider by what pools in miniature, which begin
     * empty, cannot know: by how far the one of the pool's own size is off, which is seen; for a larger pool by the first reads that the pool has
     * not answered, and for a smaller one by those that it has: how many of them are hits nobody can say.
     */
    public double hitRatioErrorInUse(double poolPages, double knownPages) {
        return hitRatioError(poolPages, knownPages) + offAt(knownPages) + unknownFirst(poolPages, knownPages);
    }

    private double offAt(double knownPages) {
        return Math.abs(mean(perRead(part -> part.first - part.firstHits + part.missedAgain(knownPages / shownOneOf) - (part.reads - part.hits))));
    }

    private double unknownFirst(double poolPages, double knownPages) {
        if (poolPages == knownPages)
            return 0;
        return mean(perRead(part -> poolPages > knownPages ? part.first - part.firstHits : part.firstHits));
    }

    /**
     * Parts have more reads or fewer, by the few pages that are read very often. How much of that shows in what is not answered depends on whether those pages
     * fit into the pool: it is found by regression, and taken out, for of all pages together the number of reads is known.
     */
    private double[] withoutWhatReadsExplain(double[] ratios) {
        double[] partReads = perRead(part -> part.reads);
        double mean = mean(ratios);
        double meanReads = mean(partReads);
        double together = 0;
        double alone = 0;
        for (int part = 0; part < ratios.length; part++) {
            together += (partReads[part] - meanReads) * (ratios[part] - mean);
            alone += (partReads[part] - meanReads) * (partReads[part] - meanReads);
        }
        double slope = alone == 0 ? 0 : Math.min(1, Math.max(0, together / alone));
        return IntStream.range(0, ratios.length).mapToDouble(part -> ratios[part] - slope * (partReads[part] - 1)).toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }
}
