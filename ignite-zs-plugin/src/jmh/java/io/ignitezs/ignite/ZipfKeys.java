package io.ignitezs.ignite;

import java.util.Arrays;
import java.util.Random;

/** Keys whose k-th most frequent comes with a probability proportional to 1 / k^skew, spread over all keys. */
final class ZipfKeys {
    private final double[] cumulated;
    private final Random random;

    ZipfKeys(int keys, double skew, Random random) {
        this.random = random;
        cumulated = new double[keys];
        double sum = 0;
        for (int rank = 0; rank < keys; rank++)
            cumulated[rank] = sum += 1 / Math.pow(rank + 1, skew);
    }

    long next() {
        int found = Arrays.binarySearch(cumulated, random.nextDouble() * cumulated[cumulated.length - 1]);
        long rank = found < 0 ? -found - 1 : found;
        return Math.min(rank, cumulated.length - 1) * 0x9E3779B1L % cumulated.length;
    }
}
