package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.codec.Codecs;
import io.ignitezs.codec.Lz4Codec;
import io.ignitezs.plugin.MetricIdentities;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is damaged is told by what was found damaged of it. */
class DamageKindsTest {
    private static final int PAGES = 100;

    private final Random random = new Random(11);
    private final FaultyCodec codec = new FaultyCodec(Codecs.parse("lz4"), random);
    private final PageTier tier = PageTier.open(configuration());
    private final PageIndex index = tier.openIndex("part-7.bin");
    private final ByteBuffer page = TestPages.direct(4096);

    @AfterEach void close() {
        tier.close();
    }

    @Test void decoding() {
        store();
        long compressed = tier.stats().pagesByKind[Lz4Codec.ID];
        codec.failsOnceIn(1);
        assertEquals(PAGES - compressed, readAll());
        assertTrue(compressed > 0, "nothing was compressed");
        assertEquals(compressed, tier.stats().decodeFailures);
        assertEquals(compressed, tier.stats().damagedDropped);
        assertEquals(compressed, tier.stats().corruptions);
        assertEquals(List.of(), MetricIdentities.broken(tier.stats()));
    }

    /** The object of such a page stays, counted, because nobody knows which it is. Some bits only say how the page was used lately, or nothing. */
    @Test void entries() {
        store();
        Damage damage = new Damage(tier, random);
        for (int pageIndex = 0; pageIndex < PAGES; pageIndex++)
            damage.inflict(Damage.Place.ENTRY, index, pageIndex);
        int damaged = PAGES - readAll();
        assertTrue(damaged > PAGES / 2, damaged + " were damaged");
        assertEquals(damaged, tier.stats().damagedEntries);
        assertEquals(damaged, tier.stats().corruptions);
        assertEquals(damaged, tier.stats().lostObjects);
        assertEquals(0, tier.stats().damagedDropped);
        assertEquals(List.of(), MetricIdentities.broken(tier.stats()));
    }

    /** @return how many were there */
    private int readAll() {
        int hits = 0;
        for (int pageIndex = 0; pageIndex < PAGES; pageIndex++)
            hits += tier.read(index, pageIndex, page) ? 1 : 0;
        return hits;
    }

    private void store() {
        for (int pageIndex = 0; pageIndex < PAGES; pageIndex++) {
            TestPages.fill(page, pageIndex, 1, random);
            tier.endWrite(index, pageIndex, tier.beginWrite(index, pageIndex), page, 0);
        }
    }

    private TierConfiguration configuration() {
        TierConfiguration configuration = new TierConfiguration();
        configuration.limitBytes = 2 << 20;
        configuration.codec = codec;
        return configuration;
    }
}
