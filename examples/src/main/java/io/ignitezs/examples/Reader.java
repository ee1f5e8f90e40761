package io.ignitezs.examples;

import io.ignitezs.plugin.ZsStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import org.HdrHistogram.Histogram;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.binary.BinaryObject;
import org.apache.ignite.cache.query.SqlFieldsQuery;

/** Reads a node's rows in one of the {@link Workload}s, with one sequence of keys per seed and thread, and measures. */
final class Reader {
    private static final double ZIPF_EXPONENT = 0.99;
    private static final long MAX_NANOS = 60_000_000_000L;
    private static final int MAX_WARM_UPS = 12;

    private final Node node;
    private final DataSet data;
    private final Catalogue catalogue;
    private final List<IgniteCache<Object, BinaryObject>> caches = new ArrayList<>();
    private final IgniteCache<?, ?> lookupCache;
    private final Settings settings;
    private final Zipf zipf;
    private final int[] rowOfRank;

    Reader(Node node, DataSet data, Catalogue catalogue, Settings settings) {
        this.node = node;
        this.data = data;
        this.catalogue = catalogue;
        this.settings = settings;
        for (Table table : catalogue.tables())
            caches.add(node.cache(table));
        lookupCache = node.cache(data.lookup().table());
        zipf = new Zipf(catalogue.rows(), ZIPF_EXPONENT);
        rowOfRank = shuffledRows(catalogue.rows(), settings.seed);
    }

    /** Warms up for at least a third of the time, then measures. */
    WorkloadFigures run(Workload workload, Progress progress) throws Exception {
        long nanos = settings.seconds * 1_000_000_000L;
        long warmUpNanos = nanos / 3;
        warmUp(workload, warmUpNanos, progress);
        ZsStats before = node.poolStats();
        long readBefore = node.pagesRead();
        OtherPrograms others = new OtherPrograms();
        long started = System.nanoTime();
        Histogram latencies = readFor(workload, nanos, settings.seed, progress, warmUpNanos);
        double seconds = (System.nanoTime() - started) / 1e9;
        double othersShare = others.share();
        long faults = node.pagesRead() - readBefore;
        ZsStats after = node.poolStats();
        long fromPool = after == null ? 0 : after.getHits() - before.getHits();
        return new WorkloadFigures(latencies, seconds, fromPool, Math.max(0, faults - fromPool), othersShare);
    }

    /** Until the compilers rest, but not for ever. */
    private void warmUp(Workload workload, long nanos, Progress progress) throws Exception {
        Compiler compiler = new Compiler();
        int rounds = 0;
        do {
            readFor(workload, nanos, settings.seed + ++rounds, progress, 0);
        }
        while (compiler.isBusy() && rounds < MAX_WARM_UPS);
    }

    private Histogram readFor(Workload workload, long nanos, long seed, Progress progress, long progressBefore) throws Exception {
        Histogram all = new Histogram(MAX_NANOS, 3);
        long started = System.nanoTime();
        Workers.run(settings.threads, worker -> {
            SplittableRandom random = new SplittableRandom(seed * settings.threads + worker);
            Histogram own = new Histogram(MAX_NANOS, 3);
            for (long elapsed = 0; elapsed < nanos; elapsed = System.nanoTime() - started) {
                own.recordValue(Math.min(MAX_NANOS, readOnce(workload, random)));
                if (worker == 0)
                    progress.advanceTo(progressBefore + elapsed);
            }
            synchronized (all) {
                all.add(own);
            }
        });
        return all;
    }

    /** @return nanoseconds that it took, without drawing the key and checking the answer */
    private long readOnce(Workload workload, SplittableRandom random) {
        switch (workload) {
            case UNIFORM:
                return get(random.nextInt(catalogue.rows()));
            case ZIPFIAN:
                return get(rowOfRank[zipf.next(random)]);
            default:
                return query(catalogue.argument(random.nextInt(catalogue.arguments())));
        }
    }

    private long get(int row) {
        Object key = catalogue.key(row);
        int tableNumber = catalogue.tableOf(row);
        IgniteCache<Object, BinaryObject> cache = caches.get(tableNumber);
        long started = System.nanoTime();
        BinaryObject value = cache.get(key);
        long nanos = System.nanoTime() - started;
        Table table = catalogue.tables().get(tableNumber);
        if (value == null || Objects.hashCode(value.field(table.columns().get(1).name())) != catalogue.fingerprint(row))
            throw new WrongRowException("Read by key: " + table.key().name() + "=" + key + " of table " + table.name()
                + (value == null ? " is missing" : " has a wrong value: " + value));
        return nanos;
    }

    private long query(Object argument) {
        long started = System.nanoTime();
        List<List<?>> rows = lookupCache.query(new SqlFieldsQuery(data.lookup().sql()).setLocal(true).setArgs(argument)).getAll();
        long nanos = System.nanoTime() - started;
        if (rows.isEmpty())
            throw new WrongRowException("Read by SQL: no row for '" + argument + "': " + data.lookup().sql());
        for (List<?> row : rows)
            if (!argument.equals(row.get(0)))
                throw new WrongRowException("Read by SQL: '" + row.get(0) + "' for '" + argument + "': " + data.lookup().sql());
        return nanos;
    }

    /** Which row is the most popular, the next and so on: not the first of the file, its neighbours and so on. */
    private static int[] shuffledRows(int rows, long seed) {
        int[] shuffled = new int[rows];
        SplittableRandom random = new SplittableRandom(seed);
        for (int row = 0; row < rows; row++) {
            int other = random.nextInt(row + 1);
            shuffled[row] = shuffled[other];
            shuffled[other] = row;
        }
        return shuffled;
    }
}
