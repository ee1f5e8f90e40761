package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.tier.TierStats;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.configuration.DiskPageCompression;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages that Ignite's disk page compression has made shorter are kept as they are and come back as they were. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DiskCompressionIT {
    /** Ignite wants pages of at least two blocks of the file system. */
    private static final int PAGE_BYTES = 8192;
    private static final int KEYS = 40_000;
    private static final long SEED = 5;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"SKIP_GARBAGE, false", "ZSTD, false", "LZ4, false", "SKIP_GARBAGE, true", "ZSTD, true", "LZ4, true"})
    void compressedPagesComeBack(DiskPageCompression compression, boolean writeBack) throws IgniteCheckedException {
        CacheModel model = new CacheModel(SEED, KEYS);
        try (NodeHarness harness = new NodeHarness(directory).pageBytes(PAGE_BYTES)) {
            harness.settings().exclusive = false;
            harness.settings().writeBack = writeBack;
            Ignite node = harness.start("one");
            model.load(cache(node, compression));
            for (int step = 0; step < 50; step++)
                model.randomStep(cache(node, compression));
            NodeHarness.checkpoint(node);
            assertEquals(List.of(), model.differences(cache(node, compression)), "from the tier");
            assertTrue(NodeHarness.verify(node) > 1_000, "pages as in their files");
            harness.stop(node);
            node = harness.start("one");
            assertEquals(List.of(), model.differences(cache(node, compression)), "from the files");
            TierStats before = NodeHarness.tierStats(node);
            assertEquals(List.of(), model.differences(cache(node, compression)), "from the tier, filled from the files");
            TierStats after = NodeHarness.tierStats(node);
            assertTrue(after.hits - before.hits > 1_000, () -> "faults answered: " + (after.hits - before.hits));
            assertTrue(after.rawPages > 1_000, () -> "pages kept as they are: " + after.rawPages);
            assertEquals(List.of(), harness.warnings());
        }
    }

    private static IgniteCache<Integer, byte[]> cache(Ignite node, DiskPageCompression compression) {
        return node.getOrCreateCache(new CacheConfiguration<Integer, byte[]>("words")
            .setDiskPageCompression(compression)
            .setAffinity(new RendezvousAffinityFunction(false, 16)));
    }
}
