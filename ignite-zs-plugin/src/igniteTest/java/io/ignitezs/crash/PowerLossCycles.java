package io.ignitezs.crash;

import io.ignitezs.ignite.NodeHarness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.apache.ignite.Ignite;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.configuration.WALMode;

/**
 * A machine whose power fails again and again: each cycle starts its nodes on what the last power loss left, compares all rows with the
 * model, and loads them until the power fails.
 */
final class PowerLossCycles implements Cycles {
    private static final int LEAST_STEPS = 40;
    private static final int MOST_STEPS = 250;
    private static final int MOST_MILLIS_TO_PLANNED = 10_000;

    private final CrashMode mode;
    private final int nodeCount;
    private final long seed;
    private final Path directory;
    private final CrashRows rows;
    private final Random modes;
    private int cycle;

    /** @param directory empty; gets one directory for each cycle */
    PowerLossCycles(CrashMode mode, int nodeCount, long seed, Path directory) {
        this.mode = mode;
        this.nodeCount = nodeCount;
        this.seed = seed;
        this.directory = directory;
        rows = new CrashRows(mode, seed, true);
        modes = new Random(seed);
    }

    @Override public CycleResult next() throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        CycleResult result = new CycleResult();
        CrashMode drawn = mode.drawn(modes);
        result.setMode(mode, drawn);
        Random random = new Random(seed * 1000 + cycle);
        PowerLossFiles files = new PowerLossFiles(work(cycle), work(cycle + 1), Survival.SOME, random);
        try (NodeHarness harness = harness(drawn, files, random)) {
            CrashNodes nodes = new CrashNodes(harness, nodeCount, cycle == 0);
            result.startMillis = millisSince(startNanos);
            result.differences.addAll(rows.compareAndCreate(nodes.first(), cycle == 0));
            result.tornTransactions = rows.model.tornTransactions();
            rows.fill(nodes.first(), random, cycle == 0);
            nodes.grow(harness, nodeCount);
            load(nodes, files.power(), random, result);
            count(nodes, files, result);
        }
        result.differences.addAll(rows.strayFiles(work(cycle + 1)));
        Directories.delete(directory(cycle++));
        result.millis = millisSince(startNanos);
        return result;
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    private void load(CrashNodes nodes, PowerSwitch power, Random random, CycleResult result) throws IOException, InterruptedException {
        Ignite node = nodes.any(random.nextInt(2));
        CrashLoad load = new CrashLoad(node, rows.model, power::isOn);
        if (nodeCount > 1)
            load.withoutDrops();
        int steps = LEAST_STEPS + random.nextInt(MOST_STEPS - LEAST_STEPS);
        power.plan(CutPlan.random(random));
        load.begin(random.nextLong());
        while (load.isRunning() && load.acknowledged() < steps && !power.awaitOff(5))
            continue;
        if (power.isOn())
            letCheckpointEnd(node, power, random);
        power.cut();
        load.end();
        result.acknowledged = load.acknowledged();
        result.differences.addAll(load.failures());
    }

    /** The load did not come to what was planned. */
    private static void letCheckpointEnd(Ignite node, PowerSwitch power, Random random) throws InterruptedException {
        power.plan(CutPlan.duringCheckpoint(random));
        NodeHarness.beginCheckpoint(node);
        power.awaitOff(MOST_MILLIS_TO_PLANNED);
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

    private NodeHarness harness(CrashMode drawn, PowerLossFiles files, Random random) {
        return drawn.harness(directory(cycle), random, node -> configure(node, files));
    }

    private static void configure(IgniteConfiguration node, PowerLossFiles files) {
        node.getDataStorageConfiguration().setFileIOFactory(files)
            .setWalMode(WALMode.FSYNC); // Otherwise what is acknowledged need not survive.
    }

    private Path directory(int cycle) {
        return directory.resolve("cycle-" + cycle);
    }

    private Path work(int cycle) {
        return directory(cycle).resolve("work");
    }
}
