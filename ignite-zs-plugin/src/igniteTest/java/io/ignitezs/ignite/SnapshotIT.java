package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.cache.CacheAtomicityMode;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.internal.IgniteEx;
import org.apache.ignite.internal.processors.cache.persistence.snapshot.IgniteSnapshotManager;
import org.apache.ignite.internal.processors.cache.persistence.snapshot.SnapshotPartitionsVerifyTaskResult;
import org.apache.ignite.lang.IgniteFuture;
import org.apache.ignite.spi.metric.LongMetric;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A snapshot that is made while rows change, checkpoints run and pages wait in the pool is what the caches were at one moment. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SnapshotIT {
    private static final int KEYS = 8_000;
    private static final long REGION_BYTES = 20L << 20;

    /** So slow that several checkpoints begin and end while files are copied. */
    private static final long COPIED_BYTES_PER_SECOND = 6L << 20;

    /** Until enough has happened meanwhile: on a busy machine all would be copied before. */
    private static final long HELD_UP_BYTES_PER_SECOND = 128L << 10;

    private static final int STEPS_WHILE_COPIED = 3;

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "nodes={0}, writeBack={1}") @CsvSource({"1, true", "2, true", "1, false"})
    void whatIsRestoredIsWhatWasThereAtOneMoment(int nodeCount, boolean writeBack) throws Exception {
        try (NodeHarness harness = harness(writeBack)) {
            List<Ignite> nodes = start(harness, nodeCount);
            List<Changes> changes = List.of(new Changes(nodes, "words", 1), new Changes(nodes, "names", 2));
            for (Changes each : changes)
                each.begin();
            long dirtyPages = createSnapshot(nodes, changes, writeBack);
            for (Changes each : changes)
                each.end();
            assertEquals(writeBack, dirtyPages > 0, "pages that waited while files were copied: " + dirtyPages);
            limitCopying(nodes.get(0), 0);
            checkSnapshot(nodes.get(0));
            destroy(harness, nodes, changes);
            restore(nodes.get(0), changes);
            goOn(harness, nodes, changes);
            assertEquals(List.of(), harness.warnings());
        }
    }

    private NodeHarness harness(boolean writeBack) {
        NodeHarness harness = new NodeHarness(directory).regionBytes(REGION_BYTES)
            .configure(node -> node.setSnapshotThreadPoolSize(1));
        harness.settings().writeBack = writeBack;
        return harness;
    }

    private static List<Ignite> start(NodeHarness harness, int count) {
        List<Ignite> nodes = new ArrayList<>();
        for (int node = 0; node < count; node++)
            nodes.add(harness.start("node" + node));
        nodes.get(0).cluster().setBaselineTopology(nodes.get(0).cluster().topologyVersion());
        return nodes;
    }

    private static void limitCopying(Ignite node, long bytesPerSecond) throws IgniteCheckedException {
        ((IgniteEx)node).context().distributedConfiguration().property(IgniteSnapshotManager.SNAPSHOT_TRANSFER_RATE_DMS_KEY)
            .propagate(bytesPerSecond);
    }

    /** @param pagesWait copying is held up until some do @return how many pages waited at once in some pool, while it was made */
    private static long createSnapshot(List<Ignite> nodes, List<Changes> changes, boolean pagesWait) throws IgniteCheckedException {
        long[] mostDirty = new long[1];
        limitCopying(nodes.get(0), HELD_UP_BYTES_PER_SECOND);
        IgniteFuture<Void> made = nodes.get(0).snapshot().createSnapshot("all");
        await(nodes, mostDirty, () -> made.isDone() || copiedBytes(nodes.get(0)) > 0);
        changes.forEach(Changes::filesAreCopied);
        await(nodes, mostDirty, () -> made.isDone() || changes.stream().allMatch(Changes::haveGoneOn) && (mostDirty[0] > 0 || !pagesWait));
        limitCopying(nodes.get(0), COPIED_BYTES_PER_SECOND);
        await(nodes, mostDirty, made::isDone);
        made.get();
        return mostDirty[0];
    }

    private static void await(List<Ignite> nodes, long[] mostDirty, BooleanSupplier end) {
        Awaitility.await().atMost(5, TimeUnit.MINUTES).pollInterval(1, TimeUnit.MILLISECONDS).until(() -> {
            for (Ignite node : nodes)
                mostDirty[0] = Math.max(mostDirty[0], NodeHarness.tierStats(node).dirtyPages);
            return end.getAsBoolean();
        });
    }

    /** Of the snapshot that is being made. */
    private static long copiedBytes(Ignite node) {
        LongMetric copied = ((IgniteEx)node).context().metric().registry(IgniteSnapshotManager.SNAPSHOT_METRICS).findMetric("CurrentSnapshotProcessedSize");
        return copied.value();
    }

    private static void checkSnapshot(Ignite node) throws IgniteCheckedException {
        SnapshotPartitionsVerifyTaskResult result =
            ((IgniteEx)node).context().cache().context().snapshotMgr().checkSnapshot("all", null).get();
        assertEquals(Map.of(), result.exceptions());
        assertFalse(result.idleVerifyResult().hasConflicts(), () -> print(result));
    }

    private static String print(SnapshotPartitionsVerifyTaskResult result) {
        StringBuilder text = new StringBuilder();
        result.print(text::append);
        return text.toString();
    }

    /** On other nodes Ignite does that later, and refuses to restore into what is still there. */
    private static void destroy(NodeHarness harness, List<Ignite> nodes, List<Changes> changes) {
        for (Changes each : changes)
            nodes.get(0).destroyCache(each.name);
        for (Ignite node : nodes)
            for (Changes each : changes)
                Awaitility.await().atMost(2, TimeUnit.MINUTES)
                    .until(() -> isGone(harness.storage(node.configuration().getConsistentId().toString()).resolve("cache-" + each.name)));
    }

    private static boolean isGone(Path directory) {
        String[] files = directory.toFile().list();
        return files == null || files.length == 0;
    }

    private static void restore(Ignite node, List<Changes> changes) {
        node.snapshot().restoreSnapshot("all", null).get();
        for (Changes each : changes)
            each.findRestored(node.cache(each.name));
    }

    /** What was restored is changed, written and read like any other cache, also after a restart. */
    private static void goOn(NodeHarness harness, List<Ignite> nodes, List<Changes> changes) throws IgniteCheckedException {
        for (Changes each : changes)
            for (int step = 0; step < 20; step++)
                each.model.randomStep(nodes.get(0).cache(each.name));
        for (Ignite node : nodes) {
            NodeHarness.checkpoint(node);
            NodeHarness.verify(node);
        }
        compare(nodes.get(0), changes);
        harness.stopAll();
        Ignite again = null;
        for (int node = 0; node < nodes.size(); node++)
            again = harness.join("node" + node);
        NodeHarness.awaitActive(again);
        compare(again, changes);
    }

    private static void compare(Ignite node, List<Changes> changes) {
        for (Changes each : changes)
            assertEquals(List.of(), each.model.differences(node.cache(each.name)), each.name);
    }

    /** Of one cache, all the time, with one checkpoint after the other. */
    private static final class Changes {
        final String name;
        CacheModel model;
        private final List<Ignite> nodes;
        private final long seed;
        private final FutureTask<Void> task = new FutureTask<>(this::change, null);
        private int stepsBefore;
        private int stepsBeforeCopying;
        private volatile int steps;
        private volatile boolean ending;

        Changes(List<Ignite> nodes, String name, long seed) {
            this.nodes = nodes;
            this.name = name;
            this.seed = seed;
            model = new CacheModel(seed, KEYS);
        }

        /** Returns while changes go on. */
        void begin() throws IgniteCheckedException {
            model.load(nodes.get(0), cache());
            new Thread(task, name).start();
            Awaitility.await().atMost(2, TimeUnit.MINUTES).until(() -> steps > 10 || task.isDone());
            stepsBefore = steps;
        }

        private void change() {
            while (!ending) {
                model.randomStep(cache());
                steps = model.steps();
                nodes.forEach(NodeHarness::beginCheckpoint);
            }
        }

        void filesAreCopied() {
            stepsBeforeCopying = steps;
        }

        boolean haveGoneOn() {
            return task.isDone() || steps >= stepsBeforeCopying + STEPS_WHILE_COPIED;
        }

        void end() throws Exception {
            ending = true;
            task.get();
            assertTrue(steps >= stepsBeforeCopying + STEPS_WHILE_COPIED, "hardly anything changed while files were copied");
        }

        /** A batch is in the snapshot or it is not: on one node because Ignite waits for it, on two because it is a transaction. */
        private IgniteCache<Integer, byte[]> cache() {
            return nodes.get(0).getOrCreateCache(new CacheConfiguration<Integer, byte[]>(name)
                .setAtomicityMode(nodes.size() > 1 ? CacheAtomicityMode.TRANSACTIONAL : CacheAtomicityMode.ATOMIC)
                .setBackups(1).setAffinity(new RendezvousAffinityFunction(false, 16)));
        }

        /** The model becomes that of the one step between begin and end after which the cache was as it is now. */
        void findRestored(IgniteCache<Integer, byte[]> cache) {
            model = new CacheModel(seed, KEYS);
            model.load((IgniteCache<Integer, byte[]>)null);
            List<String> differences = List.of("none tried");
            while (!differences.isEmpty() && model.steps() <= steps) {
                if (model.steps() >= stepsBefore)
                    differences = model.differences(cache);
                if (!differences.isEmpty())
                    model.randomStep(null);
            }
            assertEquals(List.of(), differences, name + " is as after none of the steps " + stepsBefore + ".." + steps);
        }
    }
}
