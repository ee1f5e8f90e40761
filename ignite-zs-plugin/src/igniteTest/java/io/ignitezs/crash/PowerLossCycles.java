package io.ignitezs.crash;

import io.ignitezs.ignite.NodeHarness;
import io.ignitezs.tier.TierStats;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.configuration.DataStorageConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.configuration.WALMode;

/**
 * A node whose power fails again and again: each cycle starts it on what the last power loss left, compares all rows with the model,
 * and loads it until the power fails.
 */
final class PowerLossCycles {
    private static final int KEYS = 6_000;
    private static final int FILLED_AT_ONCE = 50;
    private static final long REGION_BYTES = 16L << 20;
    private static final long[] TIER_BYTES = {8L << 20, 16L << 20, 64L << 20};

    private static final int[] CHECKPOINT_MILLIS = {100, 300, 1_000};
    private static final int MOST_MILLIS_INTO_CHECKPOINT = 60;
    private static final int MOST_MILLIS_TO_PLANNED = 500;

    private final CrashMode mode;
    private final long seed;
    private final Path directory;
    private final RowModel model;
    private int cycle;

    /** @param directory empty; gets one directory for each cycle */
    PowerLossCycles(CrashMode mode, long seed, Path directory) {
        this.mode = mode;
        this.seed = seed;
        this.directory = directory;
        model = new RowModel(seed, CrashCaches.COUNT, KEYS);
    }

    /** Starts, compares, loads, and turns the power off. */
    CycleResult next() throws IOException, InterruptedException {
        CycleResult result = new CycleResult();
        Random random = new Random(seed * 1000 + cycle);
        PowerLossFiles files = new PowerLossFiles(work(cycle), work(cycle + 1), random);
        NodeHarness harness = harness(files, random);
        long started = System.nanoTime();
        Ignite node = harness.start("one");
        result.startMillis = millisSince(started);
        compareAndCreate(node, result);
        result.compareMillis = millisSince(started);
        if (cycle == 0)
            fill(node);
        load(node, files.power(), random, result);
        result.loadMillis = millisSince(started);
        TierStats stats = NodeHarness.tierStats(node);
        result.hits = stats.hits;
        result.stores = stats.stores;
        result.losses = files.losses();
        result.lostMillis = millisSince(started);
        harness.close();
        Directories.delete(directory(cycle));
        cycle++;
        result.endMillis = millisSince(started);
        return result;
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    private void load(Ignite node, PowerSwitch power, Random random, CycleResult result) throws IOException, InterruptedException {
        CutPlan plan = CutPlan.random(random);
        CrashLoad load = new CrashLoad(node, model, power::isOn, 100 + random.nextInt(400));
        power.plan(plan);
        load.begin(random.nextLong());
        while (load.isRunning() && !power.awaitOff(5))
            continue;
        if (power.isOn())
            beginCheckpoint(node, power, plan.event == IoEvent.OTHER ? random.nextInt(MOST_MILLIS_INTO_CHECKPOINT) : MOST_MILLIS_TO_PLANNED);
        power.cut();
        load.end();
        result.event = power.reason();
        result.acknowledged = load.acknowledged();
        result.differences.addAll(load.failures());
    }

    /** The load is over, but a checkpoint may still come to the point. */
    private static void beginCheckpoint(Ignite node, PowerSwitch power, long millis) throws InterruptedException {
        NodeHarness.beginCheckpoint(node);
        power.awaitOff(millis);
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
            changes.putAll(model.begin(java.util.Set.of(new Row(number, key)), random));
        Map<Integer, byte[]> values = new TreeMap<>();
        changes.forEach((row, version) -> {
            if (version != RowModel.GONE)
                values.put(row.key, model.value(row, version));
        });
        CrashCaches.cache(node, number).putAll(values);
        model.acknowledge(changes);
    }

    private NodeHarness harness(PowerLossFiles files, Random random) {
        NodeHarness harness = new NodeHarness(directory(cycle)).regionBytes(REGION_BYTES).configure(c -> configure(c, files, random));
        harness.settings().limitBytes = TIER_BYTES[random.nextInt(TIER_BYTES.length)];
        mode.apply(harness);
        return harness;
    }

    private static void configure(IgniteConfiguration configuration, PowerLossFiles files, Random random) {
        DataStorageConfiguration storage = configuration.getDataStorageConfiguration();
        storage.setFileIOFactory(files)
            .setWalMode(WALMode.FSYNC)
            .setWalSegmentSize(2 << 20)
            .setWalSegments(3)
            .setCheckpointFrequency(CHECKPOINT_MILLIS[random.nextInt(CHECKPOINT_MILLIS.length)])
            .setCheckpointThreads(2);
    }

    private Path directory(int cycle) {
        return directory.resolve("cycle-" + cycle);
    }

    private Path work(int cycle) {
        return directory(cycle).resolve("work");
    }

    public static void main(String[] arguments) throws Exception {
        CrashMode mode = CrashMode.valueOf(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        PowerLossCycles cycles = new PowerLossCycles(mode, seed, Path.of(arguments[3]));
        for (int count = Integer.parseInt(arguments[2]); count > 0; count--)
            System.out.println("CYCLE " + cycles.cycle + " " + cycles.next());
        Runtime.getRuntime().halt(0);
    }
}
