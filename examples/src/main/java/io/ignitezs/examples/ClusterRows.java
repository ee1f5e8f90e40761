package io.ignitezs.examples;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteDataStreamer;
import org.apache.ignite.binary.BinaryObject;

/**
 * What the cluster must hold: the rows of a table, and how often each was updated, which its text tells. A row belongs to one thread at a time,
 * which alone updates it and reads it.
 */
final class ClusterRows {
    private static final int BATCH_ROWS = 256;

    private final ClusterClient client;
    private final Table table;
    private final int changingColumn;
    private final List<Object[]> rows = new ArrayList<>();
    private final int[] updates;

    ClusterRows(ClusterClient client, DataSet data) throws IOException {
        this.client = client;
        RowSource source = data.sources().get(0);
        table = source.table();
        changingColumn = table.columns().size() - 1;
        data.forEach(source, rows::add);
        updates = new int[rows.size()];
    }

    int count() {
        return rows.size();
    }

    void load(Progress progress) {
        try (IgniteDataStreamer<Object, BinaryObject> streamer = client.streamer()) {
            streamer.keepBinary(true);
            streamer.perNodeBufferSize(BATCH_ROWS);
            streamer.perNodeParallelOperations(2);
            for (int row = 0; row < rows.size(); row++) {
                streamer.addData(key(row), value(row));
                progress.add(1);
            }
        }
    }

    /** Writes the row's next version. */
    void update(int row) {
        updates[row]++;
        client.cache().put(key(row), value(row));
    }

    /** @throws WrongRowException if the row is not as it was written last */
    void read(int row) {
        compare(row, client.cache().get(key(row)));
    }

    /** Compares all fields of all rows, on some threads. @throws WrongRowException for the first that is missing or wrong, or if there are too many */
    void compare(int threads, Progress progress) throws Exception {
        long stored = client.cache().sizeLong();
        if (stored != rows.size())
            throw new WrongRowException("Table " + table.name() + " has " + stored + " rows, should have " + rows.size());
        Workers.run(threads, worker -> {
            for (int from = worker * BATCH_ROWS; from < rows.size(); from += threads * BATCH_ROWS)
                compareBatch(from, Math.min(rows.size(), from + BATCH_ROWS), progress);
        });
    }

    private void compareBatch(int from, int end, Progress progress) {
        Set<Object> keys = new HashSet<>();
        for (int row = from; row < end; row++)
            keys.add(key(row));
        IgniteCache<Object, BinaryObject> cache = client.cache();
        Map<Object, BinaryObject> values = cache.getAll(keys);
        for (int row = from; row < end; row++)
            compare(row, values.get(key(row)));
        progress.add(end - from);
    }

    private void compare(int row, BinaryObject found) {
        String difference = table.difference(content(row), found);
        if (difference != null)
            throw new WrongRowException(difference);
    }

    private Object key(int row) {
        return rows.get(row)[0];
    }

    private BinaryObject value(int row) {
        return table.value(client.binaryBuilder(), content(row));
    }

    private Object[] content(int row) {
        Object[] content = rows.get(row).clone();
        if (updates[row] > 0)
            content[changingColumn] = content[changingColumn] + " (updated " + updates[row] + " times)";
        return content;
    }
}
