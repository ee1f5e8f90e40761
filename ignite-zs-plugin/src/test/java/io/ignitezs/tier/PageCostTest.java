package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.codec.Codecs;
import io.ignitezs.codec.PageEncoder;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pages are said to cost against what a tier takes for them. */
class PageCostTest {
    @ParameterizedTest(name = "pageBytes={0}, chainLimit={1}, pages={2}, seed={3}")
    @CsvSource({"4096, 8, 6000, 1", "4096, 16, 12000, 2", "8192, 12, 4000, 3", "1024, 4, 9000, 4", "16384, 16, 2000, 5"})
    void agreesWithATier(int pageBytes, int chainLimit, int pages, long seed) {
        TierConfiguration configuration = new TierConfiguration();
        configuration.pageBytes = pageBytes;
        configuration.chainLimit = chainLimit;
        configuration.limitBytes = 2L * pages * pageBytes;
        configuration.codec = Codecs.parse("lz4");
        PageCost cost = new PageCost(pageBytes, chainLimit);
        double[] counts = new double[pageBytes + 1];
        double sum = 0;
        ByteBuffer page = TestPages.direct(pageBytes);
        Random random = new Random(seed);
        try (PageTier tier = PageTier.open(configuration);
            PageEncoder encoder = new PageEncoder(pageBytes, configuration.codec, null, true, cost::objectBytes)) {
            PageIndex index = tier.openIndex("file");
            for (int key = 0; key < pages; key++) {
                TestPages.fill(page, key, 1, random);
                tier.endWrite(index, key, tier.beginWrite(index, key), page, 0);
                encoder.encode(page);
                counts[encoder.storedBytes()]++;
                sum += cost.pageBytes(encoder.storedBytes());
            }
            TierStats stats = tier.stats();
            assertEquals(pages, stats.pages);
            assertEquals(1, cost.poolBytes(counts) / stats.usedBytes, 0.02, "all pages, used " + stats.usedBytes);
            assertTrue(sum <= cost.poolBytes(counts) && sum > 0.5 * cost.poolBytes(counts), "page by page, without zspages that are partly filled: " + sum);
        }
    }
}
