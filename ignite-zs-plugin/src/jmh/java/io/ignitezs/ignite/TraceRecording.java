package io.ignitezs.ignite;

import io.ignitezs.crash.Directories;
import io.ignitezs.tier.PageTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.IgniteDataStreamer;
import org.apache.ignite.cache.CachePeekMode;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.cache.query.ScanQuery;
import org.apache.ignite.cache.query.SqlFieldsQuery;
import org.apache.ignite.configuration.CacheConfiguration;

/**
 * Records what real nodes ask of their tiers: a table several times as large as the data region, under each of the workloads by which eviction
 * orders are compared.
 */
final class TraceRecording implements AutoCloseable {
    private static final long REGION_BYTES = 16L << 20;
    static final int REGION_PAGES = (int)(REGION_BYTES / 4096);
    private static final long TIER_BYTES = 16L << 20;
    private static final long BLOCKED_MILLIS = 600_000;
    private static final long MAX_RECORDS = 6_000_000;
    private static final int PARTITIONS = 16;
    private static final int ROWS_PER_CHECKPOINT = 20_000;
    private static final int ROWS_PER_RANGE = 100;
    private static final String CACHE = "rows";

    private final Path directory;
    private final boolean quick;
    private final int rows;
    private final NodeHarness harness;
    private final Ignite node;
    private final IgniteCache<Long, TraceRow> cache;
    private final Random random = new Random(5);

    private TraceRecording(Path directory, Path storage, boolean quick, boolean exclusive) throws IgniteCheckedException {
        this.directory = directory;
        this.quick = quick;
        rows = quick ? 60_000 : 120_000;
        harness = new NodeHarness(storage).regionBytes(REGION_BYTES)
            .configure(configuration -> configuration.setSystemWorkerBlockedTimeout(BLOCKED_MILLIS));
        harness.settings().limitBytes = TIER_BYTES;
        harness.settings().exclusive = exclusive;
        harness.settings().keepsTakenPages = false; // Pools of other sizes would not be offered what this one has kept.
        node = harness.start("one");
        cache = node.getOrCreateCache(new CacheConfiguration<Long, TraceRow>(CACHE)
            .setIndexedTypes(Long.class, TraceRow.class)
            .setSqlSchema("PUBLIC")
            .setBackups(1)
            .setAffinity(new RendezvousAffinityFunction(false, PARTITIONS)));
        load();
    }

    /** @param directory gets a file for each workload */
    static void record(Path directory, boolean quick, boolean exclusive) throws IOException, IgniteCheckedException {
        Files.createDirectories(directory);
        Path storage = Files.createTempDirectory(directory, "nodes");
        try (TraceRecording recording = new TraceRecording(directory, storage, quick, exclusive)) {
            recording.recordAll();
        }
        finally {
            Directories.delete(storage);
        }
    }

    private void recordAll() throws IOException, IgniteCheckedException {
        zipfGets(gets() / 4);
        trace("zipf", () -> zipfGets(gets()));
        trace("uniform", () -> uniformGets(gets()));
        trace("ranges", () -> ranges(gets() / 200));
        trace("updates", () -> updates(gets() / 2));
        zipfGets(gets() / 4);
        trace("scan-1-zipf", () -> zipfGets(gets()));
        trace("scan-2-scan", this::scan);
        trace("scan-3-zipf", () -> zipfGets(gets()));
        trace("snapshot", () -> beside(() -> node.snapshot().createSnapshot("traced").get()));
        trace("index-build", () -> cache.query(
            new SqlFieldsQuery("CREATE INDEX ROWS_TEXT ON TRACEROW (TEXT) INLINE_SIZE 40")).getAll());
        trace("rebalance", () -> beside(this::join));
    }

    private int gets() {
        return quick ? 20_000 : 150_000;
    }

    private void load() throws IgniteCheckedException {
        for (long first = 0; first < rows; first += ROWS_PER_CHECKPOINT) {
            try (IgniteDataStreamer<Long, TraceRow> streamer = node.dataStreamer(CACHE)) {
                streamer.perNodeBufferSize(256);
                for (long key = first; key < Math.min(rows, first + ROWS_PER_CHECKPOINT); key++)
                    streamer.addData(key, TraceRow.random(random));
            }
            NodeHarness.checkpoint(node);
        }
    }

    private void trace(String name, Work work) throws IOException, IgniteCheckedException {
        ZsPageStoreManager manager = (ZsPageStoreManager)NodeHarness.pageStoreManager(node);
        long begun = System.nanoTime();
        manager.coldTier().startTrace(directory.resolve(name + ".trace"), MAX_RECORDS);
        try {
            work.run();
        }
        finally {
            PageTrace trace = manager.coldTier().stopTrace();
            System.out.printf("%-12s %,10d records, %,d dropped, %,d missed, %.1f s%n", name, trace.records(), trace.dropped(), trace.missed(), (System.nanoTime() - begun) / 1e9);
        }
    }

    private void zipfGets(int count) {
        ZipfKeys keys = new ZipfKeys(rows, 0.99, random);
        for (int get = 0; get < count; get++)
            cache.get(keys.next());
    }

    private void uniformGets(int count) {
        for (int get = 0; get < count; get++)
            cache.get((long)random.nextInt(rows));
    }

    private void ranges(int count) {
        for (int range = 0; range < count; range++) {
            int from = random.nextInt();
            int span = (int)((1L << 32) / rows * ROWS_PER_RANGE);
            cache.query(new SqlFieldsQuery("SELECT TEXT FROM TRACEROW WHERE NUMBER BETWEEN ? AND ?").setArgs(from, Math.max(from, from + span)))
                .getAll();
        }
    }

    private void updates(int count) {
        ZipfKeys keys = new ZipfKeys(rows, 0.99, random);
        for (int step = 0; step < count; step++)
            if (step % 5 == 0)
                cache.put(keys.next(), TraceRow.random(random));
            else
                cache.get(keys.next());
    }

    private void scan() {
        try (var cursor = cache.query(new ScanQuery<Long, TraceRow>())) {
            cursor.forEach(entry -> { });
        }
    }

    private void join() throws IgniteCheckedException {
        Ignite other = harness.start("two");
        node.cluster().setBaselineTopology(List.of(node.cluster().localNode(), other.cluster().localNode()));
        while (other.cache(CACHE).localSizeLong(CachePeekMode.BACKUP, CachePeekMode.PRIMARY) < rows)
            zipfGets(100);
    }

    /** With gets going on in another thread. */
    private void beside(Work work) throws IOException, IgniteCheckedException {
        Thread gets = new Thread(() -> zipfGets(gets() / 4));
        gets.start();
        work.run();
        try {
            gets.join();
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override public void close() {
        harness.close();
    }

    /** Something that a node does. */
    private interface Work {
        void run() throws IOException, IgniteCheckedException;
    }
}
