package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TierConfigurationTest {
    private static final long MIB = 1 << 20;

    @ParameterizedTest
    @CsvSource({"1, 4096, 0, 5", "48, 4096, 0, 5", "49, 4096, 0, 8", "128, 4096, 0, 8", "512, 4096, 0, 12", "513, 4096, 0, 16",
        "100000, 4096, 0, 16", "192, 16384, 0, 5", "193, 16384, 0, 8", "1, 4096, 16, 16", "513, 4096, 4, 4"})
    void chainLimitFollowsTheSizeUnlessGiven(long limitMebibytes, int pageBytes, int chainLimit, int expected) {
        TierConfiguration configuration = new TierConfiguration();
        configuration.limitBytes = limitMebibytes * MIB;
        configuration.pageBytes = pageBytes;
        configuration.chainLimit = chainLimit;
        assertEquals(expected, configuration.effectiveChainLimit());
    }
}
