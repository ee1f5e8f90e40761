package io.ignitezs.tier;

/** What {@link MiniaturePools} have counted. Immutable. */
final class MissCounts {
    /** The share of all pages that was followed. */
    final double rate;

    /** That are followed. */
    final int pages;

    /** All of these: of pages that are followed; and how many of them the pool that there is has answered. */
    final double reads;
    final double hits;

    /** Reads of pages that had not been seen; and how many of these the pool that there is has answered. */
    final double first;
    final double firstHits;

    /** Pages that pools have room for, from small to large, and the reads that each has missed beside the first ones. */
    private final double[] poolPages;
    private final double[] missed;

    MissCounts(double rate, int pages, double reads, double hits, double first, double firstHits, double[] poolPages, double[] missed) {
        this.rate = rate;
        this.pages = pages;
        this.reads = reads;
        this.hits = hits;
        this.first = first;
        this.firstHits = firstHits;
        this.poolPages = poolPages;
        this.missed = missed;
    }

    /** Reads beside the first ones that a pool of this size would have missed. */
    double missedAgain(double pages) {
        int above = 0;
        while (above < poolPages.length && poolPages[above] <= pages)
            above++;
        if (above == poolPages.length)
            return missed[above - 1];
        return above == 0 ? reads - first + (missed[0] - reads + first) * pages / poolPages[0] : between(above - 1, Math.log(pages));
    }

    /** A cubic through both pools that neither rises nor overshoots (Fritsch and Carlson, 1980), over the logarithm of their pages. */
    private double between(int below, double logPages) {
        double width = Math.log(poolPages[below + 1]) - Math.log(poolPages[below]);
        double at = (logPages - Math.log(poolPages[below])) / width;
        double chord = missed[below + 1] - missed[below];
        double from = width * slope(below);
        double to = width * slope(below + 1);
        return missed[below] + at * (from + at * (3 * chord - 2 * from - to + at * (from + to - 2 * chord)));
    }

    /** The harmonic mean of those at both sides; at an end, that of a parabola. */
    private double slope(int pool) {
        int last = poolPages.length - 1;
        if (last == 1)
            return chord(0);
        if (pool == 0 || pool == last)
            return pool == 0 ? atEnd(chord(0), slope(1)) : atEnd(chord(last - 1), slope(last - 1));
        double left = chord(pool - 1);
        double right = chord(pool);
        return left * right <= 0 ? 0 : 2 * left * right / (left + right);
    }

    /** Of the sign of the chord, and no more than three times it: else the cubic would overshoot. */
    private static double atEnd(double chord, double otherSlope) {
        double sign = Math.signum(chord);
        return sign * Math.min(3 * Math.abs(chord), Math.max(0, sign * (2 * chord - otherSlope)));
    }

    private double chord(int below) {
        return (missed[below + 1] - missed[below]) / (Math.log(poolPages[below + 1]) - Math.log(poolPages[below]));
    }
}
