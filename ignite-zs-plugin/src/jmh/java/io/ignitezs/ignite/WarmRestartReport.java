package io.ignitezs.ignite;

import io.ignitezs.crash.Directories;
import io.ignitezs.tier.TierStats;
import io.ignitezs.tier.WarmUpState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;

/**
 * A node at work is stopped and started again, with a warm restart and without, each time from the same files: gets of one thread, Zipf, with direct I/O and
 * at most 2000 a second, as of users who do not come faster because the node is fast. Told second by second: the share of page reads that the pool answers, and
 * when it is back to 95 % of what it was before the stop.
 */
final class WarmRestartReport {
    /** A quick run has all sizes divided by this. */
    private static final int QUICK_SHARE = 4;

    private static final int ROWS = 400_000;
    private static final int ROW_BYTES = 900;
    private static final int BATCH = 5_000;
    private static final int GETS_PER_SECOND = 2_000;
    private static final double SKEW = 0.9;
    private static final double BACK_SHARE = 0.95;
    private static final int MAX_SECONDS = 240;
    private static final int SETTLE_SECONDS = 30;
    private static final int TOLD_SECONDS = 10;
    private static final long REGION_BYTES = 64L << 20;
    private static final long POOL_BYTES = 160L << 20;

    private final int share;
    private final int rows;
    private final Random random = new Random(42);
    private final HalfRows halfRows = new HalfRows(random, ROW_BYTES);
    private final ZipfKeys keys;
    private final Path directory;

    /** Of the second that was measured last; seconds measured of this start. */
    private int getsOfSecond;
    private int seconds;

    private WarmRestartReport(int share, Path directory) {
        this.share = share;
        this.directory = directory;
        rows = ROWS / share;
        keys = new ZipfKeys(rows, SKEW, random);
    }

    static void print(boolean quick) throws Exception {
        Path directory = Files.createTempDirectory(Paths.get(System.getProperty("benchmark.pages")).getParent(), "warm");
        try {
            new WarmRestartReport(quick ? QUICK_SHARE : 1, directory).run();
        }
        finally {
            Directories.delete(directory);
        }
    }

    private void run() throws Exception {
        double before = fillAndStop();
        System.out.printf("%n%-14s %10s %12s %10s %10s   %s%n", "after restart", "before", "back after s", "warm-up s", "gets/s", "hit ratio of each of the first seconds");
        restart("cold", false, before);
        restart("warm", true, before);
    }

    private double fillAndStop() throws IgniteCheckedException {
        try (NodeHarness harness = harness(true)) {
            Ignite node = harness.start("one");
            halfRows.fill(node, rows, BATCH);
            for (int second = 0; second < SETTLE_SECONDS; second++)
                second(node, Integer.MAX_VALUE);
            double ratios = 0;
            for (int second = 0; second < TOLD_SECONDS; second++)
                ratios += second(node, GETS_PER_SECOND);
            return ratios / TOLD_SECONDS;
        }
    }

    private void restart(String name, boolean warm, double before) throws IgniteCheckedException {
        try (NodeHarness harness = harness(warm)) {
            Ignite node = harness.start("one");
            seconds = 0;
            StringBuilder told = new StringBuilder();
            int back = -1;
            int warmed = -1;
            double all = 0;
            for (int second = 0; second < MAX_SECONDS && (back < 0 || second < TOLD_SECONDS || warm && warmed < 0); second++) {
                double ratio = second(node, GETS_PER_SECOND);
                all += getsOfSecond;
                if (second < TOLD_SECONDS)
                    told.append(String.format(" %.2f", ratio));
                if (back < 0 && ratio >= BACK_SHARE * before)
                    back = second + 1;
                TierStats stats = NodeHarness.tierStats(node);
                if (warmed < 0 && stats.warmUpPages > 0 && stats.warmUpState != WarmUpState.RUNNING)
                    warmed = second + 1;
            }
            System.out.printf("%-14s %10.3f %12s %10s %10.0f  %s%n", name, before, back < 0 ? "> " + MAX_SECONDS : Integer.toString(back), warmed < 0 ? "-" : Integer.toString(warmed),
                all / Math.max(1, seconds), told);
        }
    }

    /** @param maxGets in a second, spread over it @return the share of the page reads that was answered from the pool */
    private double second(Ignite node, int maxGets) {
        IgniteCache<Integer, byte[]> cache = node.cache("rows");
        TierStats before = NodeHarness.tierStats(node);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        getsOfSecond = 0;
        seconds++;
        for (long now = System.nanoTime(); now < end; now = System.nanoTime())
            if (maxGets == Integer.MAX_VALUE || getsOfSecond < maxGets * (1 - (end - now) / 1e9)) {
                cache.get((int)keys.next());
                getsOfSecond++;
            }
        TierStats after = NodeHarness.tierStats(node);
        long hits = after.hits - before.hits;
        return (double)hits / Math.max(1, hits + after.misses - before.misses);
    }

    private NodeHarness harness(boolean warm) {
        NodeHarness harness = new NodeHarness(directory).regionBytes(REGION_BYTES / share).configure(DirectIo::use);
        harness.settings().limitBytes = POOL_BYTES / share;
        harness.settings().keepsTakenPages = true;
        harness.settings().warmRestart = warm;
        return harness;
    }
}
