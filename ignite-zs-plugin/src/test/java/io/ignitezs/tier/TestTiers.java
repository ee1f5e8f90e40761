package io.ignitezs.tier;

import io.ignitezs.codec.Codecs;

/** What tiers of tests are opened with, as a start: LZ4, and all else as by default. */
public final class TestTiers {
    private TestTiers() {
    }

    public static TierConfiguration ofBytes(long limitBytes) {
        TierConfiguration configuration = new TierConfiguration();
        configuration.limitBytes = limitBytes;
        configuration.codec = Codecs.parse("lz4");
        return configuration;
    }

    public static TierConfiguration ofBytes(long limitBytes, int pageBytes) {
        TierConfiguration configuration = ofBytes(limitBytes);
        configuration.pageBytes = pageBytes;
        return configuration;
    }
}
