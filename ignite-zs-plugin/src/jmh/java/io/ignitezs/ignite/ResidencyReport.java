package io.ignitezs.ignite;

import io.ignitezs.crash.Directories;
import io.ignitezs.tier.TierStats;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntSupplier;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;

/**
 * Exclusive against inclusive residency with the same region and the same pool: gets of one thread from a cache, uniform and Zipf, with direct I/O; the
 * pool has room for half of the pages, and for all. "Strict" leaves no page in the pool that the region has, even while there is room. Processor time is that
 * of the getting thread.
 */
final class ResidencyReport {
    /** A quick run has all sizes divided by this. */
    private static final int QUICK_SHARE = 4;

    private static final int ROWS = 200_000;
    private static final int ROW_BYTES = 900;
    private static final int BATCH = 5_000;
    private static final int GETS = 200_000;
    private static final double SKEW = 0.99;
    private static final long REGION_BYTES = 64L << 20;
    private static final long[] POOL_BYTES = {48L << 20, 160L << 20};

    private enum Kind {
        INCLUSIVE, STRICT, EXCLUSIVE
    }

    private final int share;
    private final Kind kind;
    private final boolean zipf;
    private final long poolBytes;
    private final int rows;
    private final int gets;
    private final Random random = new Random(42);
    private final HalfRows halfRows = new HalfRows(random, ROW_BYTES);

    private ResidencyReport(int share, Kind kind, boolean zipf, long poolBytes) {
        this.share = share;
        this.kind = kind;
        this.zipf = zipf;
        this.poolBytes = poolBytes / share;
        rows = ROWS / share;
        gets = GETS / share;
    }

    static void print(boolean quick) throws Exception {
        System.out.printf("%n%-30s %7s %7s %7s %7s %9s %8s %8s %8s %11s %14s%n", "residency", "pages", "in RAM", "twice", "hit", "file/get", "gets/s",
            "p50 us", "p99 us", "cpu us/get", "lock us 50/99");
        for (long poolBytes : POOL_BYTES)
            for (boolean zipf : new boolean[] {false, true})
                for (Kind kind : Kind.values())
                    new ResidencyReport(quick ? QUICK_SHARE : 1, kind, zipf, poolBytes).run();
    }

    private void run() throws Exception {
        Path directory = Files.createTempDirectory(Paths.get(System.getProperty("benchmark.pages")).getParent(), "residency");
        try (NodeHarness harness = new NodeHarness(directory).regionBytes(REGION_BYTES / share).configure(DirectIo::use)) {
            harness.settings().limitBytes = poolBytes;
            harness.settings().exclusive = kind != Kind.INCLUSIVE;
            harness.settings().keepsTakenPages = kind == Kind.EXCLUSIVE;
            Ignite node = harness.start("one");
            IgniteCache<Integer, byte[]> cache = halfRows.fill(node, rows, BATCH);
            measure(node, cache);
        }
        finally {
            Directories.delete(directory);
        }
    }

    private void measure(Ignite node, IgniteCache<Integer, byte[]> cache) throws IgniteCheckedException {
        ZipfKeys skewed = new ZipfKeys(rows, SKEW, random);
        IntSupplier keys = zipf ? () -> (int)skewed.next() : () -> random.nextInt(rows);
        get(cache, keys, new Latencies());
        Latencies underLock = new Latencies();
        Residency residency = ((ZsPageStoreManager)NodeHarness.pageStoreManager(node)).tier().residency;
        if (residency != null)
            residency.time(nanos -> add(underLock, nanos));
        TierStats before = NodeHarness.tierStats(node);
        Latencies found = new Latencies();
        long cpu = CpuClock.nanos();
        long begun = System.nanoTime();
        get(cache, keys, found);
        double seconds = (System.nanoTime() - begun) / 1e9;
        print(node, (poolBytes >> 20) + " MiB, " + (zipf ? "Zipf, " : "uniform, ") + kind.name().toLowerCase(Locale.ROOT), before, found.sort(), seconds, CpuClock.nanos() - cpu,
            underLock.sort());
    }

    /** Other threads of Ignite may replace pages too. */
    private static synchronized void add(Latencies latencies, long nanos) {
        latencies.add(nanos);
    }

    private void print(Ignite node, String name, TierStats before, Latencies found, double seconds, long cpuNanos, Latencies underLock)
        throws IgniteCheckedException {
        TierStats after = NodeHarness.tierStats(node);
        long hits = after.hits - before.hits;
        long misses = after.misses - before.misses;
        Whereabouts pages = Whereabouts.of(node, "rows");
        System.out.printf("%-30s %7d %7d %7d %6.1f%% %9.3f %8.0f %8.1f %8.1f %11.1f %14s%n", name, pages.distinct() + pages.inFileOnly, pages.distinct(),
            pages.inBoth, 100.0 * hits / Math.max(1, hits + misses), (double)misses / gets, gets / seconds, found.nanos(0.5) / 1e3,
            found.nanos(0.99) / 1e3, cpuNanos / 1e3 / gets,
            underLock.count() == 0 ? "-" : String.format("%.2f / %.2f", underLock.nanos(0.5) / 1e3, underLock.nanos(0.99) / 1e3));
    }

    private void get(IgniteCache<Integer, byte[]> cache, IntSupplier keys, Latencies into) {
        for (int get = 0; get < gets; get++) {
            int key = keys.getAsInt();
            long begun = System.nanoTime();
            cache.get(key);
            into.add(System.nanoTime() - begun);
        }
    }
}
