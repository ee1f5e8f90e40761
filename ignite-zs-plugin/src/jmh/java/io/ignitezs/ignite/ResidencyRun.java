package io.ignitezs.ignite;

import io.ignitezs.crash.Directories;
import io.ignitezs.mem.Memory;
import io.ignitezs.mem.MemorySource;
import io.ignitezs.tier.TierStats;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;

/** One node with one kind of residency, loaded, read until it is as it stays, and measured. See {@link ResidencyReport}. */
final class ResidencyRun {
    /** A quick run has all sizes divided by this. */
    private static final int QUICK_SHARE = 4;

    private static final int ROWS = 200_000;
    private static final int ROW_BYTES = 900;
    private static final int BATCH = 5_000;
    private static final int GETS = 200_000;
    private static final int GETS_PER_COPY = 8;
    private static final double SKEW = 0.99;
    private static final int PAGE_BYTES = 4096;
    private static final long REGION_BYTES = 64L << 20;

    enum Kind {
        INCLUSIVE, STRICT, EXCLUSIVE
    }

    private final Kind kind;
    private final boolean zipf;
    private final long poolBytes;
    private final long regionBytes;
    private final int rows;
    private final int gets;
    private final Random random = new Random(42);
    private final HalfRows halfRows = new HalfRows(random, ROW_BYTES);

    ResidencyRun(boolean quick, Kind kind, boolean zipf, long poolBytes) {
        int share = quick ? QUICK_SHARE : 1;
        this.kind = kind;
        this.zipf = zipf;
        this.poolBytes = poolBytes / share;
        regionBytes = REGION_BYTES / share;
        rows = ROWS / share;
        gets = GETS / share;
    }

    /** @return the columns of the table */
    double[] run() throws Exception {
        Path directory = Files.createTempDirectory(Paths.get(System.getProperty("benchmark.pages")).getParent(), "residency");
        try (NodeHarness harness = new NodeHarness(directory).regionBytes(regionBytes).configure(DirectIo::use)) {
            harness.settings().limitBytes = poolBytes;
            harness.settings().exclusive = kind != Kind.INCLUSIVE;
            harness.settings().keepsTakenPages = kind == Kind.EXCLUSIVE;
            Ignite node = harness.start("one");
            IgniteCache<Integer, byte[]> cache = halfRows.fill(node, rows, BATCH);
            return measure(node, cache);
        }
        finally {
            Directories.delete(directory);
        }
    }

    private double[] measure(Ignite node, IgniteCache<Integer, byte[]> cache) throws IgniteCheckedException {
        ZipfKeys skewed = new ZipfKeys(rows, SKEW, random);
        IntSupplier keys = zipf ? () -> (int)skewed.next() : () -> random.nextInt(rows);
        get(cache, keys, new Latencies());
        Latencies underLock = new Latencies();
        time(node, nanos -> add(underLock, nanos));
        TierStats before = NodeHarness.tierStats(node);
        Latencies found = new Latencies();
        long cpu = CpuClock.nanos();
        long begun = System.nanoTime();
        get(cache, keys, found);
        double seconds = (System.nanoTime() - begun) / 1e9;
        cpu = CpuClock.nanos() - cpu;
        time(node, null);
        TierStats after = NodeHarness.tierStats(node);
        return figures(node, after.hits - before.hits, after.misses - before.misses, found.sort(), seconds, cpu, underLock.sort(), copyBetween(cache, keys).sort());
    }

    private static void time(Ignite node, LongConsumer watch) {
        Residency residency = ((ZsPageStoreManager)NodeHarness.pageStoreManager(node)).tier().residency;
        if (residency != null)
            residency.time(watch);
    }

    /** Other threads of Ignite may replace pages too. */
    private static synchronized void add(Latencies latencies, long nanos) {
        latencies.add(nanos);
    }

    private double[] figures(Ignite node, long hits, long misses, Latencies found, double seconds, long cpuNanos, Latencies underLock, Latencies alone)
        throws IgniteCheckedException {
        Whereabouts pages = Whereabouts.of(node, "rows");
        return new double[] {pages.distinct() + pages.inFileOnly, pages.distinct(), pages.inBoth, 100.0 * hits / Math.max(1, hits + misses),
            (double)misses / gets, gets / seconds, found.nanos(0.5) / 1e3, found.nanos(0.99) / 1e3, cpuNanos / 1e3 / gets,
            cpuNanos / 1e3 / Math.max(1, hits + misses),
            underLock.nanos(0.5) / 1e3, underLock.nanos(0.99) / 1e3, alone.nanos(0.5) / 1e3, alone.nanos(0.99) / 1e3};
    }

    private void get(IgniteCache<Integer, byte[]> cache, IntSupplier keys, Latencies into) {
        for (int get = 0; get < gets; get++) {
            int key = keys.getAsInt();
            long begun = System.nanoTime();
            cache.get(key);
            into.add(System.nanoTime() - begun);
        }
    }

    /** Copies of pages from memory as large as the region, between gets, which use the processor's caches meanwhile. */
    private Latencies copyBetween(IgniteCache<Integer, byte[]> cache, IntSupplier keys) {
        Latencies copies = new Latencies();
        MemorySource source = MemorySource.os();
        long from = source.allocate(regionBytes);
        long to = source.allocate(PAGE_BYTES);
        Memory.fill(from, regionBytes, (byte)1);
        for (int get = 0; get < gets; get++) {
            cache.get(keys.getAsInt());
            if (get % GETS_PER_COPY == 0)
                copies.add(copyNanos(from + (long)random.nextInt((int)(regionBytes / PAGE_BYTES)) * PAGE_BYTES, to));
        }
        source.free(from, regionBytes);
        source.free(to, PAGE_BYTES);
        return copies;
    }

    private static long copyNanos(long from, long to) {
        long begun = System.nanoTime();
        Memory.copy(from, to, PAGE_BYTES);
        return System.nanoTime() - begun;
    }
}
