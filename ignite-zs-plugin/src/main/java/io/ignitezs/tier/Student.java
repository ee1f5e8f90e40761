package io.ignitezs.tier;

/** How many standard errors make an interval of 95 %, given that the error itself is estimated. */
public final class Student {
    private static final double NORMAL = 1.959964;

    /** Where the series below is not good enough yet. */
    private static final double[] EXACT = {12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306};

    private Student() {
    }

    /** @param freedom values less one, 1 or more. By the first terms of the Cornish-Fisher series */
    public static double quantile(double freedom) {
        if (freedom <= EXACT.length)
            return EXACT[(int)freedom - 1];
        double cube = NORMAL * NORMAL * NORMAL;
        double fifth = cube * NORMAL * NORMAL;
        return NORMAL + (cube + NORMAL) / (4 * freedom) + (5 * fifth + 16 * cube + 3 * NORMAL) / (96 * freedom * freedom);
    }
}
