package io.ignitezs.pool;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link PoolStress}, short; {@code stress.sh} goes on for minutes. */
class ZsPoolStressTest {
    @ParameterizedTest(name = "seed {0}") @ValueSource(longs = {21, 22})
    void everythingAtOnce(long seed) throws Exception {
        System.out.println("seed " + seed + ": " + PoolStress.run(seed));
    }
}
