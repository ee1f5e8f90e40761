package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.pool.MoveCounts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.internal.IgniteEx;
import org.apache.ignite.internal.processors.cache.persistence.GridCacheDatabaseSharedManager;
import org.apache.ignite.internal.processors.cache.persistence.checkpoint.CheckpointListener;
import org.apache.ignite.testframework.GridTestUtils;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Background compaction that would never begin by itself begins when Ignite's side wakes it. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class CompactionTriggerIT {
    private static final long SEED = 4711;

    @TempDir
    private Path directory;

    @Test void checkpointsWakeItAlsoAfterDeactivationAndActivation() throws IgniteCheckedException {
        try (NodeHarness harness = harness()) {
            Ignite node = harness.start("one");
            CacheModel model = new CacheModel(SEED, 20_000);
            model.load(node, cache(node));
            NodeHarness.checkpoint(node);
            changeUntilCheckpointsMove(node, model);
            assertEquals(1, triggers(node));
            node.cluster().state(ClusterState.INACTIVE);
            Awaitility.await().until(() -> triggers(node) == 0);
            node.cluster().state(ClusterState.ACTIVE);
            changeUntilCheckpointsMove(node, model);
            assertEquals(1, triggers(node));
            assertEquals(List.of(), model.differences(cache(node)));
            assertEquals(List.of(), harness.warnings());
        }
    }

    /** Pages leave this pool long before it is full, because a full pool compacts by itself. */
    @Test void pressureOnTheRegionWakesIt() throws IgniteCheckedException {
        try (NodeHarness harness = harness().regionBytes(24L << 20)) {
            harness.settings().limitBytes = 24L << 20;
            harness.settings().highWatermark = 0.4;
            harness.settings().lowWatermark = 0.2;
            Ignite node = harness.start("one");
            CacheModel model = new CacheModel(SEED, 60_000);
            model.load(node, cache(node));
            NodeHarness.checkpoint(node);
            AtomicInteger checkpoints = countCheckpoints(node);
            readUntilMoved(node, awaitQuiet(node), model.keys());
            assertEquals(0, checkpoints.get(), "checkpoints while only the region's pressure was to wake it");
            assertEquals(List.of(), harness.warnings());
        }
    }

    private NodeHarness harness() {
        NodeHarness harness = new NodeHarness(directory)
            .configure(node -> node.getDataStorageConfiguration().setCheckpointFrequency(TimeUnit.HOURS.toMillis(1)));
        harness.settings().exclusive = false;
        harness.settings().compactionStartShare = 1;
        harness.settings().compactionStopShare = 0;
        harness.settings().compactionCpuShare = 1;
        return harness;
    }

    private static void changeUntilCheckpointsMove(Ignite node, CacheModel model) throws IgniteCheckedException {
        for (int round = 0; round < 10 && moves(node).movedObjects == 0; round++) {
            for (int step = 0; step < 100; step++)
                model.randomStep(cache(node));
            NodeHarness.checkpoint(node);
            awaitQuiet(node);
        }
        assertTrue(moves(node).movedObjects > 0, () -> "nothing moved, seed " + SEED);
    }

    private static void readUntilMoved(Ignite node, long movedBefore, int keys) {
        Random random = new Random(SEED);
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
        while (moves(node).movedObjects == movedBefore && System.nanoTime() - end < 0)
            for (int read = 0; read < 1000; read++)
                cache(node).get(random.nextInt(keys));
        assertTrue(moves(node).movedObjects > movedBefore, () -> "nothing moved, seed " + SEED);
    }

    /** @return objects moved so far, when nothing moves any more */
    private static long awaitQuiet(Ignite node) {
        long[] moved = {-1};
        Awaitility.await().pollInterval(300, TimeUnit.MILLISECONDS).until(() -> {
            long before = moved[0];
            moved[0] = moves(node).movedObjects;
            return moved[0] == before;
        });
        return moved[0];
    }

    private static MoveCounts moves(Ignite node) {
        return NodeHarness.tierStats(node).pool.moves;
    }

    private static AtomicInteger countCheckpoints(Ignite node) {
        AtomicInteger checkpoints = new AtomicInteger();
        database(node).addCheckpointListener(new CheckpointListener() {
            @Override public void onMarkCheckpointBegin(Context context) {
                checkpoints.incrementAndGet();
            }

            @Override public void onCheckpointBegin(Context context) {
            }

            @Override public void beforeCheckpointBegin(Context context) {
            }
        });
        return checkpoints;
    }

    private static long triggers(Ignite node) {
        Map<CheckpointListener, ?> listeners =
            GridTestUtils.getFieldValue(database(node), "checkpointManager", "checkpointWorkflow", "lsnrs");
        return listeners.keySet().stream().filter(CompactionTrigger.class::isInstance).count();
    }

    private static GridCacheDatabaseSharedManager database(Ignite node) {
        return (GridCacheDatabaseSharedManager)((IgniteEx)node).context().cache().context().database();
    }

    private static IgniteCache<Integer, byte[]> cache(Ignite node) {
        return node.getOrCreateCache(
            new CacheConfiguration<Integer, byte[]>("words").setAffinity(new RendezvousAffinityFunction(false, 32)));
    }
}
