package io.ignitezs.examples;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.binary.BinaryObject;

/** Streams the source again and compares every field of every row with what the node has. */
final class Verifier {
    private static final int BATCH_ROWS = 256;

    private final Node node;
    private final DataSet data;
    private final Catalogue catalogue;
    private final Progress progress;
    private final AtomicLong compared = new AtomicLong();

    private Verifier(Node node, DataSet data, Catalogue catalogue, Progress progress) {
        this.node = node;
        this.data = data;
        this.catalogue = catalogue;
        this.progress = progress;
    }

    /**
     * @param threads the source is streamed by each of them, and each compares its share
     * @return rows compared
     * @throws WrongRowException for the first row that is missing or wrong, or if there are too many
     */
    static long verify(Node node, DataSet data, Catalogue catalogue, int threads, Progress progress) throws Exception {
        Verifier verifier = new Verifier(node, data, catalogue, progress);
        for (Table table : catalogue.tables())
            verifier.checkCount(table);
        Workers.run(threads, worker -> verifier.compareShare(worker, threads));
        if (verifier.compared.get() != catalogue.rows())
            throw new WrongRowException("Compared " + verifier.compared + " rows of " + catalogue.rows());
        return verifier.compared.get();
    }

    private void checkCount(Table table) {
        long stored = node.cache(table).sizeLong();
        if (stored != catalogue.rows(table))
            throw new WrongRowException("Table " + table.name() + " has " + stored + " rows, should have "
                + catalogue.rows(table));
    }

    private void compareShare(int worker, int workers) throws IOException {
        for (RowSource source : data.sources()) {
            Share share = new Share(source.table(), worker, workers);
            data.forEach(source, share::take);
            share.compareBatch();
        }
    }

    /** Every so many-th batch of a table. */
    private final class Share {
        private final Table table;
        private final IgniteCache<Object, BinaryObject> cache;
        private final int worker;
        private final int workers;
        private final List<Object[]> batch = new ArrayList<>(BATCH_ROWS);
        private long seen;

        private Share(Table table, int worker, int workers) {
            this.table = table;
            this.cache = node.cache(table);
            this.worker = worker;
            this.workers = workers;
        }

        private boolean take(Object[] row) {
            boolean mine = seen++ / BATCH_ROWS % workers == worker;
            if (mine && batch.add(row) && batch.size() == BATCH_ROWS)
                compareBatch();
            return true;
        }

        private void compareBatch() {
            Set<Object> keys = new HashSet<>();
            for (Object[] row : batch)
                keys.add(row[0]);
            Map<Object, BinaryObject> values = cache.getAll(keys);
            for (Object[] row : batch)
                compare(row, values.get(row[0]));
            compared.addAndGet(batch.size());
            progress.add(batch.size());
            batch.clear();
        }

        private void compare(Object[] row, BinaryObject value) {
            String difference = table.difference(row, value);
            if (difference != null)
                throw new WrongRowException(difference);
        }
    }
}
