package io.ignitezs.examples;

import java.io.IOException;
import org.apache.ignite.IgniteDataStreamer;
import org.apache.ignite.binary.BinaryObject;
import org.apache.ignite.binary.BinaryObjectBuilder;

/** Streams a data set into the caches of a node. */
final class Loader {
    /** Small, so that a small data region is never full of pages that a batch has changed. */
    private static final int BATCH_ROWS = 256;

    private Loader() {
    }

    static void load(Node node, DataSet data, Progress progress) throws IOException {
        for (RowSource source : data.sources()) {
            node.ignite().cluster().disableWal(source.table().name());
            load(node, data, source, progress);
            node.ignite().cluster().enableWal(source.table().name());
        }
    }

    private static void load(Node node, DataSet data, RowSource source, Progress progress) throws IOException {
        Table table = source.table();
        try (IgniteDataStreamer<Object, BinaryObject> streamer = node.ignite().dataStreamer(table.name())) {
            streamer.keepBinary(true);
            streamer.perNodeBufferSize(BATCH_ROWS);
            streamer.perNodeParallelOperations(2);
            BinaryObjectBuilder builder = node.ignite().binary().builder(table.name());
            data.forEach(source, row -> {
                streamer.addData(row[0], table.value(builder, row));
                progress.add(1);
                return true;
            });
        }
    }
}
