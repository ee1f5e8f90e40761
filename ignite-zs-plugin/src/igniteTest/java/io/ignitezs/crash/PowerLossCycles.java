package io.ignitezs.crash;

import io.ignitezs.ignite.NodeHarness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.configuration.DataStorageConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.configuration.WALMode;

/**
 * A machine whose power fails again and again: each cycle starts its nodes on what the last power loss left, compares all rows with the
 * model, and loads them until the power fails.
 */
final class PowerLossCycles {
    private static final int KEYS = 6_000;
    private static final int FILLED_AT_ONCE = 50;
    private static final long REGION_BYTES = 16L << 20;
    private static final long[] TIER_BYTES = {8L << 20, 16L << 20, 64L << 20};
    private static final int[] CHECKPOINT_MILLIS = {100, 300, 1_000};
    private static final int WAL_SEGMENT_BYTES = 2 << 20;
    private static final int LEAST_STEPS = 100;
    private static final int MOST_STEPS = 500;
    private static final int MOST_MILLIS_INTO_CHECKPOINT = 60;
    private static final int MOST_MILLIS_TO_PLANNED = 500;

    private final CrashMode mode;
    private final int nodeCount;
    private final long seed;
    private final Path directory;
    private final RowModel model;
    private int cycle;

    /** @param directory empty; gets one directory for each cycle */
    PowerLossCycles(CrashMode mode, int nodeCount, long seed, Path directory) {
        this.mode = mode;
        this.nodeCount = nodeCount;
        this.seed = seed;
        this.directory = directory;
        model = new RowModel(seed, CrashCaches.COUNT, KEYS);
    }

    /** Starts, compares, loads, and lets the power fail. After something was wrong there is no next. */
    CycleResult next() throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        CycleResult result = new CycleResult();
        Random random = new Random(seed * 1000 + cycle);
        PowerLossFiles files = new PowerLossFiles(work(cycle), work(cycle + 1), random);
        try (NodeHarness harness = harness(files, random)) {
            CrashNodes nodes = new CrashNodes(harness, nodeCount);
            result.startMillis = millisSince(startNanos);
            compareAndCreate(nodes.first(), result);
            if (cycle == 0)
                fill(nodes.first());
            if (nodes.areMany())
                nodes.beginToMove();
            load(nodes, files.power(), random, result);
            count(nodes, files, result);
        }
        Directories.delete(directory(cycle++));
        result.millis = millisSince(startNanos);
        return result;
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    private void load(CrashNodes nodes, PowerSwitch power, Random random, CycleResult result) throws IOException, InterruptedException {
        CutPlan plan = CutPlan.random(random);
        Ignite node = nodes.any(random.nextInt(2));
        CrashLoad load = new CrashLoad(node, model, power::isOn, LEAST_STEPS + random.nextInt(MOST_STEPS - LEAST_STEPS));
        power.plan(plan);
        load.begin(random.nextLong());
        while (load.isRunning() && !power.awaitOff(5))
            continue;
        if (power.isOn())
            beginCheckpoint(node, power, plan.event == IoEvent.OTHER ? random.nextInt(MOST_MILLIS_INTO_CHECKPOINT) : MOST_MILLIS_TO_PLANNED);
        power.cut();
        load.end();
        result.acknowledged = load.acknowledged();
        result.differences.addAll(load.failures());
    }

    /** The load is over, but a checkpoint may still come to the point. */
    private static void beginCheckpoint(Ignite node, PowerSwitch power, long millis) throws InterruptedException {
        NodeHarness.beginCheckpoint(node);
        power.awaitOff(millis);
    }

    private static void count(CrashNodes nodes, PowerLossFiles files, CycleResult result) {
        PowerSwitch power = files.power();
        result.end = power.end();
        result.checkpoints = power.count(IoEvent.END_MARKER);
        result.replacementWrites = power.count(IoEvent.REPLACEMENT_WRITE);
        result.lostSectors = files.losses().lostSectors;
        result.keptSectors = files.losses().keptSectors;
        result.hits = nodes.hits();
    }

    private void compareAndCreate(Ignite node, CycleResult result) {
        for (int number = 0; number < CrashCaches.COUNT; number++) {
            boolean mustBeThere = cycle > 0 && !model.mayBeGone(number);
            IgniteCache<Integer, byte[]> cache = CrashCaches.cache(node, number);
            if (cache == null && mustBeThere)
                result.differences.add("cache " + number + " is gone");
            if (cache == null)
                cache = CrashCaches.create(node, number);
            result.differences.addAll(model.compare(number, cache));
        }
        result.tornTransactions = model.tornTransactions();
    }

    /** Most rows are there before the first power loss. */
    private void fill(Ignite node) {
        Random random = new Random(seed);
        for (int number = 0; number < CrashCaches.COUNT; number++)
            for (int from = 0; from < KEYS; from += FILLED_AT_ONCE)
                fill(node, number, from, random);
    }

    private void fill(Ignite node, int number, int from, Random random) {
        Map<Row, Integer> changes = new TreeMap<>();
        for (int key = from; key < from + FILLED_AT_ONCE; key++)
            changes.putAll(model.begin(Set.of(new Row(number, key)), random));
        Map<Integer, byte[]> values = new TreeMap<>();
        changes.forEach((row, version) -> {
            if (version != RowModel.GONE)
                values.put(row.key, model.value(row, version));
        });
        CrashCaches.cache(node, number).putAll(values);
        model.acknowledge(changes);
    }

    private NodeHarness harness(PowerLossFiles files, Random random) {
        NodeHarness harness = new NodeHarness(directory(cycle)).regionBytes(REGION_BYTES);
        int checkpointMillis = CHECKPOINT_MILLIS[random.nextInt(CHECKPOINT_MILLIS.length)];
        harness.configure(configuration -> configure(configuration, files, checkpointMillis));
        harness.settings().limitBytes = TIER_BYTES[random.nextInt(TIER_BYTES.length)];
        mode.apply(harness);
        return harness;
    }

    private static void configure(IgniteConfiguration configuration, PowerLossFiles files, int checkpointMillis) {
        DataStorageConfiguration storage = configuration.getDataStorageConfiguration();
        storage.setFileIOFactory(files)
            .setWalMode(WALMode.FSYNC) // Otherwise what is acknowledged need not survive.
            .setWalSegmentSize(WAL_SEGMENT_BYTES)
            .setWalSegments(3)
            .setCheckpointFrequency(checkpointMillis)
            .setCheckpointThreads(2);
    }

    private Path directory(int cycle) {
        return directory.resolve("cycle-" + cycle);
    }

    private Path work(int cycle) {
        return directory(cycle).resolve("work");
    }
}
