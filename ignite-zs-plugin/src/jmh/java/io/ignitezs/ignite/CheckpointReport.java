package io.ignitezs.ignite;

import io.ignitezs.crash.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.internal.IgniteEx;
import org.apache.ignite.spi.metric.LongMetric;

/**
 * What a checkpoint costs and how long gets take meanwhile: stock Ignite, write-through and write-back, with buffered and with direct I/O, one after the
 * other, some rounds of each. Each round changes rows all over the cache, then begins a checkpoint and gets rows at random until it has ended. Calls and bytes
 * are those that the whole process wrote meanwhile, as the kernel counts them.
 */
final class CheckpointReport {
    private static final int ROWS = 120_000;
    private static final int ROW_BYTES = 1000;
    private static final int CHANGES = 6_000;
    private static final long REGION_BYTES = 48L << 20;
    private static final long POOL_BYTES = 96L << 20;
    private static final int ROUNDS = 12;
    private static final int QUICK_ROUNDS = 3;
    private static final int WARM_UP_ROUNDS = 2;

    /** Ignite's least; a checkpoint runs when this asks for it. */
    private static final long NO_CHECKPOINT_MILLIS = 3_600_000;

    private CheckpointReport() {
    }

    static void print(boolean quick) throws Exception {
        System.out.printf("%n%-24s %9s %9s %9s %9s %9s %9s %9s %9s%n", "checkpoint", "ms", "pages", "calls", "MiB", "gets", "p50 us", "p99 us", "p99.9 us");
        for (boolean direct : new boolean[] {false, true}) {
            List<Kind> kinds = new ArrayList<>();
            for (Mode mode : Mode.values())
                kinds.add(new Kind(mode, direct, quick ? QUICK_ROUNDS : ROUNDS));
            for (Kind kind : kinds)
                kind.run();
        }
    }

    private enum Mode {
        STOCK, WRITE_THROUGH, WRITE_BACK
    }

    private static final class Kind {
        private final Mode mode;
        private final boolean direct;
        private final int rounds;
        private final Random random = new Random(42);
        private final HalfRows halfRows = new HalfRows(random, ROW_BYTES);
        private final Latencies gets = new Latencies();
        private final double[] millis;
        private final double[] calls;
        private final double[] bytes;

        private Kind(Mode mode, boolean direct, int rounds) {
            this.mode = mode;
            this.direct = direct;
            this.rounds = rounds;
            millis = new double[rounds];
            calls = new double[rounds];
            bytes = new double[rounds];
        }

        private void run() throws Exception {
            Path directory = Files.createTempDirectory(Paths.get(System.getProperty("benchmark.pages")).getParent(), "checkpoints");
            try (NodeHarness harness = harness(directory)) {
                Ignite node = harness.start("one");
                IgniteCache<Integer, byte[]> cache = halfRows.fill(node, ROWS, CHANGES);
                for (int round = -WARM_UP_ROUNDS; round < rounds; round++)
                    round(node, cache, round);
                print(node);
            }
            finally {
                Directories.delete(directory);
            }
        }

        private NodeHarness harness(Path directory) {
            NodeHarness harness = new NodeHarness(directory).regionBytes(REGION_BYTES).configure(this::configure);
            harness.settings().limitBytes = POOL_BYTES;
            harness.settings().writeBack = mode == Mode.WRITE_BACK;
            return mode == Mode.STOCK ? harness.withoutTier() : harness;
        }

        @SuppressWarnings("deprecation")
        private void configure(IgniteConfiguration configuration) {
            configuration.getDataStorageConfiguration().setMetricsEnabled(true).setCheckpointFrequency(NO_CHECKPOINT_MILLIS);
            if (direct)
                DirectIo.use(configuration);
        }

        private void round(Ignite node, IgniteCache<Integer, byte[]> cache, int round) throws Exception {
            for (int change = 0; change < CHANGES; change++)
                cache.put(random.nextInt(ROWS), halfRows.row());
            Latencies found = new Latencies();
            Map<String, Long> before = written();
            long begun = System.nanoTime();
            FutureTask<Void> checkpoint = new FutureTask<>(() -> {
                NodeHarness.checkpoint(node);
                return null;
            });
            new Thread(checkpoint).start();
            while (!checkpoint.isDone())
                get(cache, found);
            checkpoint.get();
            if (round >= 0)
                count(round, System.nanoTime() - begun, before, found);
        }

        private void get(IgniteCache<Integer, byte[]> cache, Latencies into) {
            long begun = System.nanoTime();
            cache.get(random.nextInt(ROWS));
            into.add(System.nanoTime() - begun);
        }

        private void count(int round, long nanos, Map<String, Long> before, Latencies found) throws IOException {
            Map<String, Long> after = written();
            millis[round] = nanos / 1e6;
            calls[round] = after.get("syscw") - before.get("syscw");
            bytes[round] = after.get("wchar") - before.get("wchar");
            gets.addAll(found);
        }

        private void print(Ignite node) {
            gets.sort();
            System.out.printf("%-24s %9.0f %9d %9.0f %9.1f %9d %9.1f %9.1f %9.1f%n", mode + (direct ? " direct" : " buffered"), Medians.of(millis),
                pages(node), Medians.of(calls), Medians.of(bytes) / (1 << 20), gets.count(),
                gets.nanos(0.5) / 1e3, gets.nanos(0.99) / 1e3, gets.nanos(0.999) / 1e3);
        }
    }

    /** How many pages the last checkpoint wrote. */
    private static long pages(Ignite node) {
        LongMetric metric = ((IgniteEx)node).context().metric().registry("io.datastorage").findMetric("LastCheckpointTotalPagesNumber");
        return metric.value();
    }

    private static Map<String, Long> written() throws IOException {
        Map<String, Long> counters = new HashMap<>();
        for (String line : Files.readAllLines(Paths.get("/proc/self/io")))
            counters.put(line.substring(0, line.indexOf(':')), Long.parseLong(line.substring(line.indexOf(' ') + 1)));
        return counters;
    }
}
