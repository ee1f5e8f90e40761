package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.codec.Codecs;
import io.ignitezs.mem.FaultyMemory;
import io.ignitezs.tier.Damage;
import io.ignitezs.tier.PageTier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.cache.CacheException;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteException;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.internal.util.typedef.X;
import org.apache.ignite.internal.util.typedef.internal.U;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes whose pool is damaged, whose users are interrupted, whose caches and partitions go while they are read: they live on, and every row is right. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class FaultsIT {
    private static final int KEYS = 20_000;
    private static final long SEED = 77;
    private static final int FLIPS_THAT_ARE_CHANCE = 40;
    private static final int FLIPS_THAT_ARE_NOT = 4_000;

    /** All of them in pages that are not in their files: of those in any page hardly one might be in such a page. */
    private static final int DIRTY_FLIPS = 20;

    /** The pool holds few pages, and each is found damaged once: one round may not find enough of them. */
    private static final int ROUNDS = 20;

    @TempDir
    private Path directory;

    @Test void damagedPagesAreReadFromTheirFilesAndManyTurnThePoolOff() throws Exception {
        Random random = new Random(SEED);
        FaultyMemory memory = new FaultyMemory();
        try (NodeHarness harness = harness()) {
            harness.settings().memory = memory;
            Ignite node = harness.start("one");
            CacheModel model = loaded(node, "rows");
            assertEquals(List.of(), model.differences(cache(node, "rows")));
            assertTrue(Damage.inflict(tier(node), FLIPS_THAT_ARE_CHANCE, random) == FLIPS_THAT_ARE_CHANCE);
            memory.refuse(bytes -> random.nextBoolean());
            assertEquals(List.of(), model.differences(cache(node, "rows")));
            memory.refuse(bytes -> false);
            assertTrue(NodeHarness.tierStats(node).corruptions > 0 && !NodeHarness.tierStats(node).passThrough);
            for (int round = 0; round < ROUNDS && !NodeHarness.tierStats(node).passThrough; round++) {
                Damage.inflict(tier(node), FLIPS_THAT_ARE_NOT, random);
                assertEquals(List.of(), model.differences(cache(node, "rows")));
            }
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> memory.takenBytes() == 0);
            assertTrue(NodeHarness.tierStats(node).passThrough);
            assertEquals(1, harness.warnings().stream().filter(warning -> warning.contains("turned itself off")).count());
            change(node, model);
            manager(node).coldTier().turnOn();
            assertEquals(List.of(), model.differences(cache(node, "rows")));
            assertEquals(List.of(), model.differences(cache(node, "rows")));
            assertTrue(NodeHarness.tierStats(node).hits > 0 && !NodeHarness.tierStats(node).passThrough);
        }
    }

    @Test void writeBackIsTurnedOffAndOnUnderLoad() throws Exception {
        try (NodeHarness harness = harness()) {
            harness.settings().writeBack = true;
            Ignite node = harness.start("one");
            CacheModel model = loaded(node, "rows");
            try (Readers readers = new Readers(node, "rows", KEYS)) {
                for (int round = 0; round < 2; round++) {
                    change(node, model);
                    NodeHarness.beginCheckpoint(node);
                    manager(node).coldTier().turnOff();
                    change(node, model);
                    NodeHarness.beginCheckpoint(node);
                    manager(node).coldTier().turnOn();
                    readers.interrupt();
                }
            }
            assertEquals(List.of(), model.differences(cache(node, "rows")));
            manager(node).coldTier().turnOff();
            node.cluster().state(ClusterState.INACTIVE);
            node.cluster().state(ClusterState.ACTIVE);
            assertTrue(NodeHarness.tierStats(node).passThrough, "it stays off");
            assertEquals(List.of(), model.differences(cache(node, "rows")));
        }
    }

    /** They are nowhere else until the sync of their checkpoint, but for the write-ahead log. */
    @Test void damagedDirtyPagesAreRebuiltFromTheLog() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CacheModel model;
        try (NodeHarness harness = writeBack(new HookedFiles())) {
            Ignite node = harness.start("one");
            model = holdUpSync(node, goOn);
            Random random = new Random(SEED);
            assertEquals(DIRTY_FLIPS, Damage.inflictOnDirtyObjects(tier(node), DIRTY_FLIPS, random));
            assertEquals(List.of(), model.differences(cache(node, "rows")));
            long read = NodeHarness.tierStats(node).rebuilt;
            assertTrue(read > 0);
            assertEquals(DIRTY_FLIPS, Damage.inflictOnDirtyObjects(tier(node), DIRTY_FLIPS, random));
            goOn.countDown();
            NodeHarness.checkpoint(node);
            assertTrue(NodeHarness.tierStats(node).rebuilt > read, "by the sync");
            assertEquals(0, NodeHarness.tierStats(node).dirtyPages);
            assertFalse(NodeHarness.tierStats(node).passThrough);
            assertEquals(List.of(), model.differences(cache(node, "rows")));
        }
        finally {
            goOn.countDown();
        }
        expectAfterRestart(model);
    }

    /** Then nothing can say whether what the log has is what was stored: nothing is read, and the log has it after a restart. */
    @Test void damagedEntriesOfDirtyPagesAreErrorsAndTheirPagesComeBackFromTheLog() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CacheModel model;
        try (NodeHarness harness = writeBack(new HookedFiles())) {
            Ignite node = harness.start("one");
            model = holdUpSync(node, goOn);
            Damage.inflictOnEntries(tier(node), FLIPS_THAT_ARE_NOT, new Random(SEED));
            assertLost(readUntilFailure(model, cache(node, "rows")));
            harness.awaitFailure("CRITICAL_ERROR");
            goOn.countDown();
            harness.stopAll();
            harness.takeFailures();
        }
        finally {
            goOn.countDown();
        }
        expectAfterRestart(model);
    }

    /** Changes rows, and stops the sync of the checkpoint that follows before its first write; the region has other rows by then. */
    private CacheModel holdUpSync(Ignite node, CountDownLatch goOn) throws Exception {
        CountDownLatch heldUp = new CountDownLatch(1);
        CacheModel others = loaded(node, "others");
        CacheModel model = loaded(node, "rows");
        change(node, model);
        files(node).beforeWriteIn("cache-rows", () -> {
            heldUp.countDown();
            U.awaitQuiet(goOn);
        });
        NodeHarness.beginCheckpoint(node);
        assertTrue(heldUp.await(5, TimeUnit.MINUTES));
        assertEquals(List.of(), others.differences(cache(node, "others")));
        assertTrue(NodeHarness.tierStats(node).dirtyPages > 0);
        return model;
    }

    private void expectAfterRestart(CacheModel model) throws Exception {
        try (NodeHarness harness = writeBack(new HookedFiles())) {
            assertEquals(List.of(), model.differences(cache(harness.start("one"), "rows")));
        }
    }

    private static HookedFiles files(Ignite node) {
        return (HookedFiles)node.configuration().getDataStorageConfiguration().getFileIOFactory();
    }

    private NodeHarness writeBack(HookedFiles files) {
        NodeHarness harness = new NodeHarness(directory).regionBytes(10L << 20)
            .configure(node -> node.getDataStorageConfiguration().setFileIOFactory(files).setCheckpointFrequency(TimeUnit.HOURS.toMillis(1)));
        harness.settings().writeBack = true;
        return harness;
    }

    private static Exception readUntilFailure(CacheModel model, IgniteCache<Integer, byte[]> rows) {
        int key = 0;
        try {
            for (; key < KEYS; key++)
                assertTrue(model.isRight(key, rows.get(key)), "wrong row " + key);
        }
        catch (CacheException | IgniteException e) {
            return e;
        }
        throw new AssertionError("no damaged page was met");
    }

    private static void assertLost(Exception failure) {
        LostPage lost = X.cause(failure, LostPage.class);
        assertNotNull(lost, () -> X.getFullStackTrace(failure));
        assertTrue(lost.getMessage().matches("(?s).*file=.*cache-rows.*\\.bin, pageIndex=\\d+, cause=.*"), lost::getMessage);
    }

    /** Two nodes in one JVM, of different settings. Checkpoints have begun when caches, partitions and nodes go, so with write-back pages wait then. */
    @ParameterizedTest(name = "writeBack={0}") @ValueSource(booleans = {false, true})
    void cachesAndPartitionsGoWhileTheyAreRead(boolean writeBack) throws Exception {
        try (NodeHarness harness = harness()) {
            harness.settings().writeBack = writeBack;
            Ignite one = harness.start("one");
            CacheModel model = loaded(one, "rows");
            CacheModel gone = loaded(one, "gone");
            harness.settings().codec = Codecs.parse("zstd:1");
            harness.settings().limitBytes = NodeHarness.TIER_BYTES / 2;
            try (Readers rows = new Readers(one, "rows", KEYS); Readers goneRows = new Readers(one, "gone", KEYS)) {
                Ignite two = harness.start("two");
                goneRows.interrupt();
                changeAndBeginCheckpoint(one, gone, "gone");
                one.cache("gone").destroy(); // While its partitions move, those of others may stop on their way for good: Ignite's threads that move them rest then.
                one.cluster().baselineAutoAdjustEnabled(false);
                changeAndBeginCheckpoint(one, model, "rows");
                one.cluster().setBaselineTopology(two.cluster().topologyVersion());
                rows.interrupt();
                Balance.await("rows", one, two);
                changeAndBeginCheckpoint(one, model, "rows");
                assertEquals(writeBack, NodeHarness.tierStats(one).writeBacks > 0, "pages that waited");
                one.cluster().state(ClusterState.INACTIVE);
                one.cluster().state(ClusterState.ACTIVE);
                rows.interrupt();
            }
            assertEquals(List.of(), model.differences(cache(one, "rows")));
            assertFalse(NodeHarness.tierStats(one).passThrough);
        }
    }

    private static void changeAndBeginCheckpoint(Ignite node, CacheModel model, String name) {
        change(node, model, name);
        NodeHarness.beginCheckpoint(node);
    }

    private NodeHarness harness() {
        return new NodeHarness(directory).regionBytes(20L << 20).destroysUnderLoad();
    }

    private static CacheModel loaded(Ignite node, String name) throws Exception {
        CacheModel model = new CacheModel(SEED, KEYS);
        model.load(node, cache(node, name));
        NodeHarness.checkpoint(node);
        return model;
    }

    private static void change(Ignite node, CacheModel model) {
        change(node, model, "rows");
    }

    private static void change(Ignite node, CacheModel model, String name) {
        for (int step = 0; step < 20; step++)
            model.randomStep(cache(node, name));
    }

    private static ZsPageStoreManager manager(Ignite node) {
        return (ZsPageStoreManager)NodeHarness.pageStoreManager(node);
    }

    private static PageTier tier(Ignite node) {
        return manager(node).tier().tier;
    }

    private static IgniteCache<Integer, byte[]> cache(Ignite node, String name) {
        return node.getOrCreateCache(new CacheConfiguration<Integer, byte[]>(name).setAffinity(new RendezvousAffinityFunction(false, 16)));
    }
}
