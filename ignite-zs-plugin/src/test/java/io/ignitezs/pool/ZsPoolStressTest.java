package io.ignitezs.pool;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hypothesis: what {@link PoolStress} says. {@code stress.sh} goes on for minutes. */
class ZsPoolStressTest {
    private static final int ROUNDS = 5;
    private static final int STEPS = 20_000;

    @ParameterizedTest(name = "seed {0}") @ValueSource(longs = {21, 22})
    void everythingAtOnce(long seed) throws Exception {
        try (PoolStress stress = new PoolStress(seed)) {
            for (int round = 0; round < ROUNDS; round++)
                stress.round(STEPS);
            System.out.println("seed " + seed + ": " + stress.summary());
        }
    }
}
