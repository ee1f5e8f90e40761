package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.tier.TierStats;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.internal.pagemem.PageIdAllocator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One node whose data is about twice its region: what leaves the region comes back right, from the tier, through the whole
 * life of a node.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ColdTierNodeIT {
    private static final int KEYS = 60_000;
    private static final long SEED = 42;

    @TempDir
    private Path directory;

    @Test
    void contentAgreesWithTheModelThroughTheLifeOfANode() throws IgniteCheckedException {
        CacheModel model = new CacheModel(SEED, KEYS);
        try (NodeHarness harness = new NodeHarness(directory)) {
            Ignite node = harness.start("one");
            assertInstanceOf(ZsPageStoreManager.class, NodeHarness.pageStoreManager(node));
            loadAndChange(node, model);
            node = restart(harness, node, model);
            deactivateAndActivate(node, model);
            destroyAndRecreate(node, model);
            harness.stop(node);
            assertEquals(List.of(), harness.warnings());
        }
        stockIgniteReadsTheSameFiles(model);
    }

    /** The tier keeps pages in plain text and takes a share of the memory; both must be possible to withhold from a cache. */
    @Test
    void excludedGroupsStayInTheirFiles() throws IgniteCheckedException {
        try (NodeHarness harness = new NodeHarness(directory)) {
            harness.settings().includedGroup = group -> !group.equals("words") && !group.startsWith("ignite-");
            Ignite node = harness.start("one");
            CacheModel model = new CacheModel(SEED, 2_000);
            model.load(cache(node));
            NodeHarness.checkpoint(node);
            assertEquals(List.of(), model.differences(cache(node)));
            assertEquals(0, NodeHarness.tierStats(node).stores);
        }
    }

    /** A limit that no tier can live in costs the tier, not the node. */
    @Test
    void nodeGoesOnWithoutATier() throws IgniteCheckedException {
        try (NodeHarness harness = new NodeHarness(directory)) {
            harness.settings().limitBytes = 0;
            Ignite node = harness.start("one");
            CacheModel model = new CacheModel(SEED, 2_000);
            model.load(cache(node));
            NodeHarness.checkpoint(node);
            assertEquals(List.of(), model.differences(cache(node)));
            assertEquals(0, NodeHarness.tierStats(node).stores);
            assertFalse(harness.warnings().isEmpty());
            for (String warning : harness.warnings())
                assertTrue(warning.startsWith("Failed to open the cold tier"), warning);
        }
    }

    /** Work in the background may come late. Anything but a checked exception is damage to Ignite's trees, and stops the node. */
    @Test
    void whoAllocatesAPageOfANodeThatIsNotActiveIsRefusedAsByStockIgnite() {
        try (NodeHarness harness = new NodeHarness(directory)) {
            Ignite node = harness.start("one");
            node.cluster().state(ClusterState.INACTIVE);
            awaitNoMemory(node);
            ZsPageStoreManager manager = (ZsPageStoreManager)NodeHarness.pageStoreManager(node);
            assertThrows(IgniteCheckedException.class, () -> manager.allocatePage(1, 1, PageIdAllocator.FLAG_DATA));
        }
    }

    private static void loadAndChange(Ignite node, CacheModel model) throws IgniteCheckedException {
        model.load(cache(node));
        NodeHarness.checkpoint(node);
        for (int step = 0; step < 200; step++)
            model.randomStep(cache(node));
        NodeHarness.checkpoint(node);
        compareReadingFromTheTier(node, model);
    }

    private static Ignite restart(NodeHarness harness, Ignite node, CacheModel model) {
        harness.stop(node);
        Ignite again = harness.start("one");
        assertEquals(0, NodeHarness.tierStats(again).hits, "hits right after the start");
        compareReadingFromTheTier(again, model);
        return again;
    }

    private static void deactivateAndActivate(Ignite node, CacheModel model) {
        node.cluster().state(ClusterState.INACTIVE);
        awaitNoMemory(node);
        node.cluster().state(ClusterState.ACTIVE);
        compareReadingFromTheTier(node, model);
        for (int step = 0; step < 50; step++)
            model.randomStep(cache(node));
        assertEquals(List.of(), model.differences(cache(node)));
    }

    /** The tier of a node that is not active has none; a cluster may say that it is deactivated before its nodes have stopped their stores. */
    private static void awaitNoMemory(Ignite node) {
        Awaitility.await().until(() -> NodeHarness.tierStats(node).usedBytes == 0);
    }

    private static void destroyAndRecreate(Ignite node, CacheModel model) throws IgniteCheckedException {
        cache(node).destroy();
        model.clear();
        assertEquals(List.of(), model.differences(cache(node)), "right after it was created again");
        for (int step = 0; step < 300; step++)
            model.randomStep(cache(node));
        NodeHarness.checkpoint(node);
        assertEquals(List.of(), model.differences(cache(node)));
    }

    /** Compares twice: the first pass brings into the tier what only its file had. */
    private static void compareReadingFromTheTier(Ignite node, CacheModel model) {
        assertEquals(List.of(), model.differences(cache(node)));
        TierStats before = NodeHarness.tierStats(node);
        assertEquals(List.of(), model.differences(cache(node)));
        TierStats after = NodeHarness.tierStats(node);
        assertTrue(after.hits - before.hits > 2_000, () -> "faults answered: " + (after.hits - before.hits));
        assertTrue(after.misses - before.misses < after.hits - before.hits,
            () -> "faults not answered: " + (after.misses - before.misses));
        assertEquals(0, after.corruptions, "corruptions");
    }

    private void stockIgniteReadsTheSameFiles(CacheModel model) {
        try (NodeHarness harness = new NodeHarness(directory).withoutTier()) {
            assertEquals(List.of(), model.differences(cache(harness.start("one"))));
        }
    }

    private static IgniteCache<Integer, byte[]> cache(Ignite node) {
        return node.getOrCreateCache(
            new CacheConfiguration<Integer, byte[]>("words").setAffinity(new RendezvousAffinityFunction(false, 32)));
    }
}
