package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.tier.Damage;
import io.ignitezs.tier.PageTier;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.configuration.CacheConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tier is compared with its files, in each way to keep pages, while rows change; and what is wrong is found. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class VerifierIT {
    private static final long SEED = 20261128;
    private static final int KEYS = 60_000;

    @TempDir
    private Path directory;

    @ParameterizedTest @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void findsNothingWrongWhileRowsChange(boolean exclusive, boolean writeBack) throws IgniteCheckedException {
        CacheModel model = new CacheModel(SEED, KEYS);
        try (NodeHarness harness = new NodeHarness(directory)) {
            harness.settings().exclusive = exclusive;
            harness.settings().writeBack = writeBack;
            Ignite node = harness.start("one");
            model.load(node, cache(node));
            long compared = 0;
            for (int round = 0; round < 5; round++) {
                for (int step = 0; step < 20; step++)
                    model.randomStep(cache(node));
                NodeHarness.beginCheckpoint(node);
                compared += NodeHarness.verify(node);
                assertEquals(List.of(), model.differences(cache(node)), "seed " + SEED);
            }
            assertTrue(compared > 1_000, compared + " pages compared");
        }
    }

    @Test void findsDamagedPages() throws IgniteCheckedException {
        CacheModel model = new CacheModel(SEED, KEYS);
        try (NodeHarness harness = new NodeHarness(directory)) {
            harness.settings().exclusive = false;
            Ignite node = harness.start("one");
            model.load(node, cache(node));
            NodeHarness.checkpoint(node);
            ZsPageStoreManager manager = (ZsPageStoreManager)NodeHarness.pageStoreManager(node);
            PageTier tier = manager.tier().tier;
            assertTrue(Damage.inflict(tier, 5, new Random(SEED)) > 0);
            Verification found = manager.coldTier().verify(null);
            assertTrue(found.problemCount > 0);
            assertFalse(found.problems.isEmpty());
            assertEquals(List.of(), model.differences(cache(node)), "seed " + SEED);
        }
    }

    /** Whoever works with the node wants its disk, too. */
    @Test void readsFilesWithinItsBudget() throws IgniteCheckedException {
        long bytesPerSecond = 2 << 20;
        CacheModel model = new CacheModel(SEED, KEYS);
        try (NodeHarness harness = new NodeHarness(directory)) {
            harness.settings().exclusive = false;
            harness.settings().warmUpBytesPerSecond = bytesPerSecond;
            Ignite node = harness.start("one");
            model.load(node, cache(node));
            NodeHarness.checkpoint(node);
            long begin = System.nanoTime();
            Verification found = ((ZsPageStoreManager)NodeHarness.pageStoreManager(node)).coldTier().verify(null);
            double seconds = (System.nanoTime() - begin) / 1e9;
            assertTrue(found.comparedPages > 100, found.comparedPages + " pages compared");
            double leastSeconds = (double)found.comparedPages * node.configuration().getDataStorageConfiguration().getPageSize() / bytesPerSecond - 0.1;
            assertTrue(seconds >= leastSeconds, found.comparedPages + " pages in " + seconds + " s, at least " + leastSeconds + " s were to be taken");
        }
    }

    private static IgniteCache<Integer, byte[]> cache(Ignite node) {
        return node.getOrCreateCache(new CacheConfiguration<Integer, byte[]>("words").setAffinity(new RendezvousAffinityFunction(false, 32)));
    }
}
