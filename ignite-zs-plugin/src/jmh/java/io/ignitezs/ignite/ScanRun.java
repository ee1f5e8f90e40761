package io.ignitezs.ignite;

import io.ignitezs.crash.Directories;
import io.ignitezs.tier.EvictionOrders;
import io.ignitezs.tier.TierStats;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Random;
import javax.cache.Cache;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.cache.query.QueryCursor;
import org.apache.ignite.cache.query.ScanQuery;

/** One node under Zipf gets, with a full scan in the middle of them, some times over. See {@link ScanReport}. */
final class ScanRun {
    /** Ends of the times behind a scan that are told apart, in shares of the scan's own time. */
    static final double[] ENDS = {0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1};

    /** A quick run has all sizes divided by this. */
    private static final int QUICK_SHARE = 4;

    private static final int ROWS = 400_000;
    private static final int ROW_BYTES = 900;
    private static final int BATCH = 5_000;
    private static final double SKEW = 0.99;
    private static final long REGION_BYTES = 64L << 20;
    private static final long POOL_BYTES = 48L << 20;

    private final int share;
    private final EvictionOrders order;
    private final boolean exclusive;
    private final int scans;
    private final int rows;
    private final Random random = new Random(42);
    private final HalfRows halfRows = new HalfRows(random, ROW_BYTES);
    private final ZipfKeys keys;
    private final ScanFigures figures = new ScanFigures(ENDS.length);

    ScanRun(boolean quick, EvictionOrders order, boolean exclusive, int scans) {
        share = quick ? QUICK_SHARE : 1;
        this.order = order;
        this.exclusive = exclusive;
        this.scans = scans;
        rows = ROWS / share;
        keys = new ZipfKeys(rows, SKEW, random);
    }

    ScanFigures run() throws Exception {
        Path directory = Files.createTempDirectory(Paths.get(System.getProperty("benchmark.pages")).getParent(), "scan");
        try (NodeHarness harness = new NodeHarness(directory).regionBytes(REGION_BYTES / share).configure(DirectIo::use)) {
            harness.settings().limitBytes = POOL_BYTES / share;
            harness.settings().exclusive = exclusive;
            harness.settings().keepsTakenPages = exclusive;
            harness.settings().evictionOrder = order;
            Ignite node = harness.start("one");
            IgniteCache<Integer, byte[]> cache = halfRows.fill(node, rows, BATCH);
            get(cache, rows);
            for (int scan = 0; scan < scans; scan++)
                aroundScan(node, cache);
            return figures;
        }
        finally {
            Directories.delete(directory);
        }
    }

    private void aroundScan(Ignite node, IgniteCache<Integer, byte[]> cache) throws IgniteCheckedException {
        get(cache, rows);
        TierStats begun = NodeHarness.tierStats(node);
        get(cache, rows / 2);
        figures.before.add(begun, NodeHarness.tierStats(node), rows / 2);
        long scanNanos = scan(cache);
        long from = System.nanoTime();
        for (int part = 0; part < ENDS.length; part++)
            getUntil(from + (long)(ENDS[part] * scanNanos), node, cache, figures.behind[part]);
    }

    private static long scan(IgniteCache<Integer, byte[]> cache) {
        long begun = System.nanoTime();
        try (QueryCursor<Cache.Entry<Integer, byte[]>> entries = cache.query(new ScanQuery<>())) {
            entries.forEach(entry -> { });
        }
        return System.nanoTime() - begun;
    }

    private void getUntil(long endNanos, Ignite node, IgniteCache<Integer, byte[]> cache, ScanFigures.Part part) throws IgniteCheckedException {
        TierStats begun = NodeHarness.tierStats(node);
        int gets = 0;
        for (; System.nanoTime() < endNanos; gets++)
            get(cache, 1);
        part.add(begun, NodeHarness.tierStats(node), gets);
    }

    private void get(IgniteCache<Integer, byte[]> cache, int gets) {
        for (int get = 0; get < gets; get++)
            cache.get((int)keys.next());
    }
}
