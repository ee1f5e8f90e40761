package io.ignitezs.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipfTest {
    private static final int RANKS = 1000;
    private static final int DRAWS = 400_000;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 42, -7})
    void drawsEachRankAsOftenAsItsWeightSays(long seed) {
        int[] drawn = counts(0.99, seed);
        double sum = 0;
        for (int rank = 0; rank < RANKS; rank++)
            sum += Math.pow(rank + 1, -0.99);
        for (int rank = 0; rank < RANKS; rank++) {
            double expected = DRAWS * Math.pow(rank + 1, -0.99) / sum;
            // Six standard deviations: one rank in 500 million strays further.
            assertEquals(expected, drawn[rank], 6 * Math.sqrt(expected), "rank " + rank + ", seed " + seed);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 42, -7})
    void repeatsItselfForASeed(long seed) {
        assertArrayEquals(counts(0.99, seed), counts(0.99, seed));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 42, -7})
    void withExponentZeroIsUniform(long seed) {
        for (int drawn : counts(0, seed))
            assertEquals(DRAWS / RANKS, drawn, 6 * Math.sqrt(DRAWS / RANKS), "seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void staysWithinFewRanks(int ranks) {
        Zipf zipf = new Zipf(ranks, 0.99);
        SplittableRandom random = new SplittableRandom(42);
        for (int draw = 0; draw < 1000; draw++) {
            int rank = zipf.next(random);
            assertTrue(rank >= 0 && rank < ranks, "rank " + rank);
        }
    }

    private static int[] counts(double exponent, long seed) {
        Zipf zipf = new Zipf(RANKS, exponent);
        SplittableRandom random = new SplittableRandom(seed);
        int[] counts = new int[RANKS];
        for (int draw = 0; draw < DRAWS; draw++)
            counts[zipf.next(random)]++;
        return counts;
    }
}
