package io.ignitezs.ignite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteDataStreamer;
import org.apache.ignite.Ignition;
import org.apache.ignite.binary.BinaryObject;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.configuration.DataRegionConfiguration;
import org.apache.ignite.configuration.DataStorageConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.configuration.WALMode;
import org.apache.ignite.plugin.AbstractTestPluginProvider;
import org.apache.ignite.spi.discovery.isolated.IsolatedDiscoverySpi;

/** A store of WordNet that a stock Ignite node writes: loaded, then used for a while, so that pages have garbage and gaps too. */
final class WordNetStore {
    private static final long REGION_BYTES = 512L << 20;
    private static final int CHANGED_SHARE = 8;

    private WordNetStore() {
    }

    /** Returns when the node has stopped, with all pages in its files below {@code directory}. */
    static void write(Path directory) throws IOException {
        Ignite node = Ignition.start(configuration(directory));
        try {
            node.cluster().state(ClusterState.ACTIVE);
            for (WordNetTable table : WordNetTable.values())
                fill(node, table);
        }
        finally {
            Ignition.stop(node.name(), false); // Closing a node would leave out its last checkpoint.
        }
    }

    private static void fill(Ignite node, WordNetTable table) throws IOException {
        IgniteCache<String, BinaryObject> cache = node.getOrCreateCache(table.configuration()).withKeepBinary();
        load(node, table);
        change(node, table, cache);
    }

    private static void load(Ignite node, WordNetTable table) throws IOException {
        try (IgniteDataStreamer<String, BinaryObject> streamer = node.dataStreamer(table.name())) {
            streamer.keepBinary(true);
            table.forEachRow(row -> streamer.addData((String)row[0], table.value(node, row)));
        }
    }

    /** Of eight rows one is removed and one gets longer. */
    private static void change(Ignite node, WordNetTable table, IgniteCache<String, BinaryObject> cache) throws IOException {
        int[] number = {0};
        table.forEachRow(row -> {
            int turn = number[0]++ % CHANGED_SHARE;
            if (turn == 0)
                cache.remove((String)row[0]);
            if (turn != CHANGED_SHARE / 2)
                return;
            row[row.length - 1] += " (" + row[2] + ", revised)";
            cache.put((String)row[0], table.value(node, row));
        });
    }

    private static IgniteConfiguration configuration(Path directory) {
        IgniteConfiguration configuration = new IgniteConfiguration()
            .setIgniteInstanceName("wordnet")
            .setConsistentId("wordnet")
            .setWorkDirectory(directory.toAbsolutePath().toString())
            .setDataStorageConfiguration(storage())
            .setDiscoverySpi(new IsolatedDiscoverySpi())
            .setConnectorConfiguration(null)
            .setClientConnectorConfiguration(null)
            .setLocalHost("127.0.0.1")
            .setMetricsLogFrequency(0);
        // One that does nothing, because otherwise Ignite looks for providers on the class path.
        configuration.setPluginProviders(new AbstractTestPluginProvider() {
            @Override public String name() {
                return "none";
            }
        });
        return configuration;
    }

    private static DataStorageConfiguration storage() {
        return new DataStorageConfiguration()
            .setPageSize(PageSet.PAGE_BYTES)
            .setWalMode(WALMode.NONE)
            .setDefaultDataRegionConfiguration(new DataRegionConfiguration()
                .setName("default")
                .setPersistenceEnabled(true)
                .setInitialSize(REGION_BYTES)
                .setMaxSize(REGION_BYTES));
    }

    /** Groups of caches whose files hold pages of the store. */
    static List<String> folders() {
        return List.of("cache-SYNSET", "cache-SENSE");
    }
}
