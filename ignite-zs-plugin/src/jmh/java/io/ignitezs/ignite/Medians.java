package io.ignitezs.ignite;

import java.util.Arrays;

/** The middle one of values that were measured in turns; the upper one of two. */
final class Medians {
    private Medians() {
    }

    static double of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Of the ratios of values that belong together, such as those of one round. */
    static double ofRatios(double[] values, double[] others) {
        double[] ratios = new double[values.length];
        Arrays.setAll(ratios, round -> values[round] / others[round]);
        return of(ratios);
    }
}
