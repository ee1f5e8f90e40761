package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.codec.Codecs;
import io.ignitezs.codec.GarbageMeter;
import io.ignitezs.codec.Lz4Codec;
import io.ignitezs.codec.PageKind;
import io.ignitezs.codec.ZstdCodec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By one thread, which has one context of each sort, so that what is picked can be told. */
class TimingsTest {
    private static final int PAGES = 200;
    private static final int ROUNDS = 40;

    private final ByteBuffer page = TestPages.direct(4096);

    @ParameterizedTest(name = "{0}") @ValueSource(strings = {"lz4", "zstd:1"})
    void oneCallOfEachSixtyFourIsTimed(String codec) {
        try (PageTier tier = open(codec)) {
            PageIndex index = tier.openIndex("part-1.bin");
            store(tier, index);
            for (int read = 0; read < ROUNDS * PAGES; read++)
                assertTrue(tier.read(index, read % PAGES, page), "page " + read);
            TierStats stats = tier.stats();
            assertEquals(stats.hits / Sampler.EVERY, total(stats.readLatency));
            assertEquals(stats.stores / Sampler.EVERY, Arrays.stream(stats.storeLatency).sum());
            for (int kind = 0; kind < PageKind.LIMIT; kind++)
                assertTrue(Arrays.stream(stats.readLatency[kind]).sum() <= stats.hitsByKind[kind], "kind " + kind);
            int id = codec.equals("lz4") ? Lz4Codec.ID : ZstdCodec.ID;
            assertTrue(stats.hitsByKind[id] > 0 && Arrays.stream(stats.readLatency[id]).sum() > 0, "nothing of the codec");
            assertTrue(stats.encodingNanos > 0 && stats.decodingNanos > 0, stats.encodingNanos + ", " + stats.decodingNanos);
        }
    }

    /** So many reads at once that each sort of measurement is among them. Stores are not looked at: assertions make them write poison, with garbage. */
    @ParameterizedTest(name = "{0}") @ValueSource(strings = {"lz4", "zstd:1"})
    void measuringMakesNoGarbage(String codec) {
        try (PageTier tier = open(codec)) {
            PageIndex index = tier.openIndex("part-1.bin");
            store(tier, index);
            assertEquals(0, new GarbageMeter(() -> {
                for (int pageIndex = 0; pageIndex < Sampler.EVERY; pageIndex++)
                    tier.read(index, pageIndex, page);
            }).bytesPerOperation());
            assertTrue(total(tier.stats().readLatency) > 0 && tier.stats().decodingNanos > 0, "nothing was measured");
        }
    }

    /** Reads that find nothing take no time worth knowing. */
    @ParameterizedTest(name = "{0}") @ValueSource(strings = "lz4")
    void missesAreNotTimed(String codec) {
        try (PageTier tier = open(codec)) {
            PageIndex index = tier.openIndex("part-1.bin");
            for (int read = 0; read < ROUNDS * PAGES; read++)
                tier.read(index, read, page);
            assertEquals(ROUNDS * PAGES, tier.stats().misses);
            assertEquals(0, total(tier.stats().readLatency));
            assertEquals(0, tier.stats().decodingNanos);
        }
    }

    private void store(PageTier tier, PageIndex index) {
        Random random = new Random(1);
        for (int pageIndex = 0; pageIndex < PAGES; pageIndex++) {
            TestPages.fill(page, pageIndex, 1, random);
            tier.endWrite(index, pageIndex, tier.beginWrite(index, pageIndex), page, 0);
        }
    }

    private static PageTier open(String codec) {
        TierConfiguration configuration = new TierConfiguration();
        configuration.limitBytes = 4 << 20;
        configuration.codec = Codecs.parse(codec);
        return PageTier.open(configuration);
    }

    private static long total(long[][] histograms) {
        return Arrays.stream(histograms).flatMapToLong(Arrays::stream).sum();
    }
}
