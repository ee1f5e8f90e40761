package io.ignitezs.tier;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link FaultStress}, short; {@code stress.sh faults} goes on. */
@Timeout(120)
class FaultStressTest {
    @ParameterizedTest(name = "seed {0}") @ValueSource(longs = {31, 32, 33})
    void whatIsAnsweredIsRight(long seed) {
        System.out.println("seed " + seed + ": " + FaultStress.run(seed, 150));
    }
}
