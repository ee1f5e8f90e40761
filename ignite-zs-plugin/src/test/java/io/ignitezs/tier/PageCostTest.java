package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.codec.PageEncoder;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pages are said to cost against what a tier takes for them. */
class PageCostTest {
    @ParameterizedTest(name = "pageBytes={0}, chainLimit={1}, pages={2}, seed={3}")
    @CsvSource({"4096, 8, 6000, 1", "4096, 16, 12000, 2", "8192, 12, 4000, 3", "1024, 4, 9000, 4", "16384, 16, 2000, 5"})
    void agreesWithATier(int pageBytes, int chainLimit, int pages, long seed) {
        TierConfiguration configuration = TestTiers.ofBytes(2L * pages * pageBytes, pageBytes);
        configuration.chainLimit = chainLimit;
        PageCost cost = new PageCost(pageBytes, chainLimit);
        long[] objects = new long[cost.sizeClasses()];
        double bytes = PageCost.entryBytes(pages);
        ByteBuffer page = TestPages.direct(pageBytes);
        Random random = new Random(seed);
        try (PageTier tier = PageTier.open(configuration);
            PageEncoder encoder = new PageEncoder(pageBytes, configuration.codec, null, true, cost::objectBytes)) {
            PageIndex index = tier.openIndex("file");
            for (int key = 0; key < pages; key++) {
                TestPages.fill(page, key, 1, random);
                tier.endWrite(index, key, tier.beginWrite(index, key), page, 0);
                encoder.encode(page);
                if (encoder.storedBytes() > 0)
                    objects[cost.sizeClass(encoder.storedBytes())]++;
                bytes += cost.pageBytes(encoder.storedBytes());
            }
            TierStats stats = tier.stats();
            assertEquals(pages, stats.pages);
            assertTrue(bytes <= stats.usedBytes && bytes > 0.5 * stats.usedBytes, "without zspages that are partly filled: " + bytes + " of " + stats.usedBytes);
            assertEquals(1, (bytes + freeBytes(cost, objects)) / stats.usedBytes, 0.02, "used " + stats.usedBytes);
        }
    }

    /** Of the last zspage of each class. */
    private static double freeBytes(PageCost cost, long[] objects) {
        double bytes = 0;
        for (int sizeClass = 0; sizeClass < objects.length; sizeClass++)
            bytes += Math.floorMod(-objects[sizeClass], cost.slots(sizeClass)) * cost.zspageBytes(sizeClass) / cost.slots(sizeClass);
        return bytes;
    }

    @Test void entriesComeInChunks() {
        assertEquals(0, PageCost.entryBytes(0));
        assertEquals(PageCost.entryBytes(1), PageCost.entryBytes(32));
        assertEquals(2 * PageCost.entryBytes(32), PageCost.entryBytes(33));
    }
}
