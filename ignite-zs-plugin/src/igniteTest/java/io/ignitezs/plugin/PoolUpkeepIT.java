package io.ignitezs.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.ResidentMemory;
import io.ignitezs.ignite.CacheModel;
import io.ignitezs.ignite.NodeHarness;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.Ignition;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A pool is compacted and resized by its user, while its rows change and are compared. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class PoolUpkeepIT {
    /** The pool has what is written, also while it is in the data region. */
    private static ZsConfiguration inclusive() {
        return new ZsConfiguration().setResidency(ZsResidency.INCLUSIVE);
    }

    private static final long SEED = 20261125;
    private static final int KEYS = 60_000;
    private static final long REGION_BYTES = 48L << 20;

    /** Often, because Ignite fails when all pages of a region have become dirty. */
    private static final long CHECKPOINT_MILLIS = 2_000;

    /** What else the process takes meanwhile, such as for compiled code, hides some of what a pool gives back: that ends. */
    private static final int MAX_ROUNDS = 8;

    private final Nodes nodes = new Nodes();
    private final RecordingLogger log = new RecordingLogger();

    @TempDir
    private Path work;

    @AfterEach void stop() {
        Ignition.stopAll(true);
    }

    @Test void compactsUnderLoad() throws IgniteCheckedException {
        Ignite ignite = start(inclusive().setMaxSize("32m").setCompaction(false));
        ZsPlugin zs = plugin(ignite);
        ChangingRows rows = ChangingRows.begin(cache(ignite), loaded(ignite));
        long moved = 0;
        while (!rows.hasEnded() && (moved == 0 || rows.comparisons() < 5)) {
            NodeHarness.checkpoint(ignite);
            moved += zs.compact().getMovedObjects();
        }
        assertEquals(List.of(), rows.end(), "wrong rows, seed " + SEED);
        assertTrue(zs.stats().getMovedObjects() >= moved, zs.stats()::toString);
        assertTrue(zs.stats().getFreedBytes() > 0, zs.stats()::toString);
        assertEquals(0, zs.stats().getCorruptions());
    }

    /** Off means off; asked for, it works and tells how far it is. */
    @Test void compactsOnlyWhenAskedIfThatIsOff() throws IgniteCheckedException {
        Ignite ignite = start(inclusive().setMaxSize("32m").setCompaction(false));
        ZsPlugin zs = plugin(ignite);
        makeHoles(ignite, loaded(ignite));
        assertEquals(List.of(), compactionThreads());
        assertEquals(0, zs.stats().getMovedObjects());
        assertTrue(zs.stats().getFreeableBytes() > 0, zs.stats()::toString);
        List<Double> shares = new ArrayList<>();
        ZsCompaction done = zs.compact(shares::add);
        assertTrue(done.getMovedObjects() > 0 && done.getMovedBytes() > 0 && done.getFreedBytes() > 0, done::toString);
        assertEquals(done.getMovedObjects(), zs.stats().getMovedObjects());
        List<Double> ascending = new ArrayList<>(shares);
        Collections.sort(ascending);
        assertEquals(ascending, shares);
        assertEquals(1.0, shares.get(shares.size() - 1));
        assertTrue(zs.stats().getFreeableShare() < 0.01, zs.stats()::toString);
    }

    @Test void compactsInTheBackgroundByDefault() throws IgniteCheckedException {
        Ignite ignite = start(inclusive().setMaxSize("32m"));
        assertEquals(1, compactionThreads().size());
        makeHoles(ignite, loaded(ignite));
        Awaitility.await().atMost(1, TimeUnit.MINUTES).until(() -> plugin(ignite).stats().getMovedObjects() > 0);
        ignite.close();
        assertEquals(List.of(), compactionThreads());
    }

    @Test void whatProgressThrowsEndsACompactionAndIsPassedOn() {
        ZsPlugin zs = plugin(start(inclusive().setMaxSize("32m")));
        IllegalArgumentException enough = new IllegalArgumentException("enough");
        assertSame(enough, assertThrows(IllegalArgumentException.class, () -> zs.compact(share -> {
            throw enough;
        })));
        zs.compact();
    }

    @Test void deactivationEndsACompaction() throws InterruptedException {
        Ignite ignite = start(inclusive().setMaxSize("32m"));
        ZsPlugin zs = plugin(ignite);
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<ZsCompaction> compaction = CompletableFuture.supplyAsync(() -> zs.compact(share -> {
            begun.countDown();
            // No longer used means that the pool is about to be closed, and waits for this.
            Awaitility.await().until(() -> zs.stats().getUsedBytes() == 0);
        }));
        begun.await();
        ignite.cluster().state(ClusterState.INACTIVE);
        Throwable end = assertThrows(CompletionException.class, compaction::join).getCause();
        assertTrue(end instanceof IllegalStateException && end.getMessage().startsWith("Ended early [operation=compact "), end::toString);
        assertEquals(0, zs.compact().getMovedObjects());
        ignite.cluster().state(ClusterState.ACTIVE);
        zs.compact();
    }

    @Test void resizesUnderLoad() throws IgniteCheckedException {
        Ignite ignite = start(inclusive().setMaxSize("32m"));
        ZsPlugin zs = plugin(ignite);
        ChangingRows rows = ChangingRows.begin(cache(ignite), loaded(ignite));
        for (int round = 0; !rows.hasEnded() && rows.comparisons() < 6; round++) {
            String size = round % 2 == 0 ? "4m" : "32m";
            zs.resize(size);
            ZsStats stats = zs.stats();
            assertEquals(MemorySize.parse(size, 0), stats.getLimitBytes());
            assertTrue(stats.getUsedBytes() <= stats.getLimitBytes(), stats::toString);
            awaitComparison(rows);
        }
        assertEquals(List.of(), rows.end(), "wrong rows, seed " + SEED);
        assertEquals(0, zs.stats().getCorruptions());
    }

    /** The rest of the process grows when it likes, and hides a little of it: the best of some rounds. */
    @Test void memoryGoesBackToTheSystem() throws IgniteCheckedException {
        Ignite ignite = start(inclusive().setMaxSize("64m"));
        ZsPlugin zs = plugin(ignite);
        double share = 0;
        for (int round = 0; round < MAX_ROUNDS && share <= 0.9; round++) {
            zs.resize("64m");
            fill(ignite);
            share = Math.max(share, shareGivenBack(zs));
        }
        assertTrue(share > 0.9, share + " of what the pool has returned");
    }

    /** Of what a pool returns, by how much the process became smaller. */
    private static double shareGivenBack(ZsPlugin zs) {
        long usedBytes = zs.stats().getUsedBytes();
        long residentBytes = ResidentMemory.besideHeapBytes();
        zs.resize("4m");
        long fallenBytes = residentBytes - ResidentMemory.besideHeapBytes();
        long returnedBytes = usedBytes - zs.stats().getUsedBytes();
        assertTrue(returnedBytes > 16 << 20, () -> usedBytes + " used before; " + zs.stats());
        return (double)fallenBytes / returnedBytes;
    }

    @Test void aSizeHoldsUntilTheNodeStops() throws IgniteCheckedException {
        Ignite ignite = start(inclusive().setMaxSize("32m"));
        ZsPlugin zs = plugin(ignite);
        zs.resize("16m");
        assertEquals(1, log.linesWith("Compressed pool was resized [maxSize=16m, size=16.0 MiB]").size());
        ignite.cluster().state(ClusterState.INACTIVE);
        assertEquals(16 << 20, zs.stats().getLimitBytes());
        zs.resize("8m");
        ignite.cluster().state(ClusterState.ACTIVE);
        assertEquals(8 << 20, zs.stats().getLimitBytes());
        fill(ignite);
        assertTrue(zs.stats().getPages() > 0 && zs.stats().getUsedBytes() <= 8 << 20, zs.stats()::toString);
        ignite.close();
        assertEquals(32 << 20, plugin(start(inclusive().setMaxSize("32m"))).stats().getLimitBytes());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "much", "-1", "0", "1k", "101%", "9000t"})
    void refusesABadSize(String size) {
        ZsPlugin zs = plugin(start(inclusive().setMaxSize("32m")));
        String refusal = assertThrows(IllegalArgumentException.class, () -> zs.resize(size)).getMessage();
        assertTrue(refusal.startsWith("Bad size of the compressed pool [value=" + size
            + ", allowed=bytes, 512m, 4g or 25%, from 1.0 MiB to "), refusal);
        assertTrue(refusal.endsWith(" that this process may use]"), refusal);
        assertEquals(32 << 20, zs.stats().getLimitBytes());
    }

    /** With large pages its few least frames and its tables are more than the least that every pool must have. */
    @Test void refusesLessThanItNeeds() throws IgniteCheckedException {
        IgniteConfiguration node = node(inclusive().setMaxSize("64m"));
        node.getDataStorageConfiguration().setPageSize(16 << 10);
        Ignite ignite = start(node);
        ZsPlugin zs = plugin(ignite);
        fill(ignite);
        String refusal = assertThrows(IllegalArgumentException.class, () -> zs.resize("1m")).getMessage();
        assertTrue(refusal.startsWith("Bad size of the compressed pool [value=1m, allowed=bytes, 512m, 4g or 25%, from "), refusal);
        assertFalse(refusal.contains("from 1.0 MiB"), refusal);
        assertEquals(64 << 20, zs.stats().getLimitBytes());
        assertTrue(zs.stats().getUsedBytes() > 16 << 20, zs.stats()::toString);
    }

    @Test void refusesWhereThereIsNoPool() {
        Ignite ignite = start(new ZsConfiguration().setEnabled(false));
        ZsPlugin zs = plugin(ignite);
        assertEquals("This node has no compressed pool", assertThrows(IllegalStateException.class, zs::compact).getMessage());
        assertEquals("This node has no compressed pool",
            assertThrows(IllegalStateException.class, () -> zs.resize("32m")).getMessage());
    }

    @Test void refusesAfterTheNodeHasStopped() {
        Ignite ignite = start(inclusive().setMaxSize("32m"));
        ZsPlugin zs = plugin(ignite);
        ignite.close();
        assertThrows(IllegalStateException.class, zs::compact);
        assertThrows(IllegalStateException.class, () -> zs.resize("32m"));
    }

    private static void makeHoles(Ignite ignite, CacheModel model) throws IgniteCheckedException {
        NodeHarness.checkpoint(ignite);
        for (int step = 0; step < 300; step++)
            model.randomStep(cache(ignite));
        NodeHarness.checkpoint(ignite);
    }

    private static void fill(Ignite ignite) throws IgniteCheckedException {
        CacheModel model = loaded(ignite);
        assertEquals(List.of(), model.differences(cache(ignite)));
        assertEquals(List.of(), model.differences(cache(ignite)));
    }

    private static CacheModel loaded(Ignite ignite) throws IgniteCheckedException {
        CacheModel model = new CacheModel(SEED, KEYS);
        model.load(ignite, cache(ignite));
        return model;
    }

    private static void awaitComparison(ChangingRows rows) {
        int before = rows.comparisons();
        Awaitility.await().atMost(2, TimeUnit.MINUTES).until(() -> rows.hasEnded() || rows.comparisons() > before);
    }

    private static List<String> compactionThreads() {
        List<String> names = new ArrayList<>();
        for (Thread thread : Thread.getAllStackTraces().keySet())
            if (thread.getName().startsWith("zs-compaction-"))
                names.add(thread.getName());
        return names;
    }

    private Ignite start(ZsConfiguration bean) {
        return start(node(bean));
    }

    private static Ignite start(IgniteConfiguration node) {
        Ignite ignite = Ignition.start(node);
        ignite.cluster().state(ClusterState.ACTIVE);
        return ignite;
    }

    private IgniteConfiguration node(ZsConfiguration bean) {
        IgniteConfiguration node = nodes.server(work, "upkeep").setGridLogger(log)
            .setPluginProviders(new ZsPluginProvider().setConfiguration(bean));
        node.getDataStorageConfiguration().setWriteThrottlingEnabled(true).setCheckpointFrequency(CHECKPOINT_MILLIS)
            .getDefaultDataRegionConfiguration()
            .setInitialSize(REGION_BYTES).setMaxSize(REGION_BYTES);
        return node;
    }

    private static IgniteCache<Integer, byte[]> cache(Ignite ignite) {
        return ignite.getOrCreateCache(
            new CacheConfiguration<Integer, byte[]>("words").setAffinity(new RendezvousAffinityFunction(false, 32)));
    }

    private static ZsPlugin plugin(Ignite ignite) {
        return ignite.plugin(ZsPluginProvider.NAME);
    }
}
