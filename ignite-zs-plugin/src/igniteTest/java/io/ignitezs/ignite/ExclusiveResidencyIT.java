package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.tier.TierStats;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.configuration.PageReplacementMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Real nodes whose pages are either in the data region or in the pool. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ExclusiveResidencyIT {
    private static final int KEYS = 16_000;
    private static final long REGION_BYTES = 11L << 20;

    /** Ignite fails when all pages of a region are dirty. */
    private static final long CHANGING_REGION_BYTES = 18L << 20;

    @TempDir
    private Path directory;

    @ParameterizedTest @EnumSource(PageReplacementMode.class)
    void noPageIsInTheRegionAndInThePool(PageReplacementMode mode) throws IgniteCheckedException {
        CacheModel model = new CacheModel(mode.ordinal(), KEYS);
        try (NodeHarness harness = harness(mode)) {
            harness.settings().keepsTakenPages = false;
            Ignite node = harness.start("one");
            model.load(node, cache(node, "words"));
            NodeHarness.checkpoint(node);
            readTwiceAndCheck(node, model);
            node.cluster().state(ClusterState.INACTIVE);
            node.cluster().state(ClusterState.ACTIVE);
            readTwiceAndCheck(node, model);
            assertEquals(List.of(), harness.warnings());
        }
    }

    private static void readTwiceAndCheck(Ignite node, CacheModel model) throws IgniteCheckedException {
        assertEquals(List.of(), model.differences(cache(node, "words")));
        TierStats before = NodeHarness.tierStats(node);
        assertEquals(List.of(), model.differences(cache(node, "words")));
        TierStats after = NodeHarness.tierStats(node);
        assertTrue(after.exclusive);
        assertTrue(after.leftRegion > before.leftRegion && after.copiesStored > before.copiesStored);
        assertTrue(after.hits - before.hits > 10 * (after.misses - before.misses),
            () -> "faults answered: " + (after.hits - before.hits) + ", not answered: " + (after.misses - before.misses));
        Whereabouts pages = Whereabouts.of(node, "words");
        assertEquals(0, pages.inBoth, pages::toString);
        assertTrue(pages.inRegion > 500 && pages.inTier > 500, pages::toString);
    }

    /** Updates of two caches, checkpoints, and a third cache that comes and goes, all at once; every row is as its model says. */
    @ParameterizedTest @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void rowsAreRightWhilePagesMove(boolean writeBack, boolean keepsTakenPages) throws Exception {
        try (NodeHarness harness = new NodeHarness(directory).regionBytes(CHANGING_REGION_BYTES).destroysUnderLoad()) {
            harness.settings().writeBack = writeBack;
            harness.settings().keepsTakenPages = keepsTakenPages;
            Ignite node = harness.start("one");
            List<FutureTask<Void>> tasks = new ArrayList<>();
            tasks.add(start(() -> changeAndCompare(node, "one", 1)));
            tasks.add(start(() -> changeAndCompare(node, "two", 2)));
            List<FutureTask<Void>> others = List.copyOf(tasks);
            tasks.add(start(() -> createAndDestroy(node, others)));
            for (FutureTask<Void> task : tasks)
                task.get();
            TierStats stats = NodeHarness.tierStats(node);
            assertTrue(stats.hits > 0 && stats.copiesStored > 0, () -> stats.hits + " hits, " + stats.copiesStored + " copies");
            assertEquals(0, stats.corruptions);
            NodeHarness.checkpoint(node);
            assertEquals(List.of(), harness.warnings());
        }
    }

    /** Two nodes in one process do not see each other's pages; one of them is inclusive. */
    @Test
    void nodesHaveTheirOwnResidency() throws IgniteCheckedException {
        CacheModel model = new CacheModel(9, KEYS);
        try (NodeHarness exclusive = harness(PageReplacementMode.CLOCK);
            NodeHarness inclusive = new NodeHarness(directory.resolve("other")).regionBytes(REGION_BYTES)) {
            exclusive.settings().keepsTakenPages = false;
            inclusive.settings().exclusive = false;
            Ignite one = exclusive.start("one");
            Ignite other = inclusive.start("other");
            model.load(one, cache(one, "words"));
            CacheModel otherModel = new CacheModel(10, KEYS / 2);
            otherModel.load(other, cache(other, "words"));
            assertEquals(List.of(), model.differences(cache(one, "words")));
            assertEquals(List.of(), otherModel.differences(cache(other, "words")));
            assertTrue(NodeHarness.tierStats(one).exclusive);
            assertFalse(NodeHarness.tierStats(other).exclusive);
            assertEquals(0, NodeHarness.tierStats(other).leftRegion);
            assertEquals(0, Whereabouts.of(one, "words").inBoth);
        }
    }

    private static Void changeAndCompare(Ignite node, String name, long seed) throws IgniteCheckedException {
        CacheModel model = new CacheModel(seed, KEYS / 2);
        model.load(node, cache(node, name));
        for (int round = 0; round < 4; round++) {
            for (int step = 0; step < 20; step++)
                model.randomStep(cache(node, name));
            NodeHarness.beginCheckpoint(node);
            assertEquals(List.of(), model.differences(cache(node, name)), name);
        }
        return null;
    }

    private static Void createAndDestroy(Ignite node, List<FutureTask<Void>> others) {
        for (int round = 0; others.stream().anyMatch(task -> !task.isDone()); round++) {
            CacheModel model = new CacheModel(round, 500);
            model.load(cache(node, "transient"));
            assertEquals(List.of(), model.differences(cache(node, "transient")), "transient, round " + round);
            node.destroyCache("transient");
        }
        return null;
    }

    private NodeHarness harness(PageReplacementMode mode) {
        return new NodeHarness(directory).regionBytes(REGION_BYTES).configure(configuration ->
            configuration.getDataStorageConfiguration().getDefaultDataRegionConfiguration().setPageReplacementMode(mode));
    }

    private static FutureTask<Void> start(Callable<Void> task) {
        FutureTask<Void> future = new FutureTask<>(task);
        new Thread(future, "rows").start();
        return future;
    }

    private static IgniteCache<Integer, byte[]> cache(Ignite node, String name) {
        return node.getOrCreateCache(
            new CacheConfiguration<Integer, byte[]>(name).setAffinity(new RendezvousAffinityFunction(false, 32)));
    }
}
