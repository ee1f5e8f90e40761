package io.ignitezs.estimate;

import io.ignitezs.codec.Codecs;
import io.ignitezs.ignite.NodeHarness;
import io.ignitezs.ignite.ZsPageStoreManager;
import io.ignitezs.pool.MoveProgress;
import io.ignitezs.tier.TierStats;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.IgniteDataStreamer;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.cache.query.SqlFieldsQuery;
import org.apache.ignite.configuration.CacheConfiguration;

/** A node with data of two kinds, all of whose pages are in its pool. */
final class EstimatedNode implements AutoCloseable {
    static final String NAME = "one";

    private static final String[] WORDS = ("account address amount article balance basket branch carrier category city colour contract country credit currency customer "
        + "delivery discount email factory freight gross invoice language ledger margin market material net number offer order parcel partner payment phone picture "
        + "plant price product quantity rebate receipt region return sales season segment shipment stock street supplier tariff tax terms ticket unit user value warehouse")
        .split(" ");

    private final NodeHarness harness;
    private Ignite node;

    private EstimatedNode(NodeHarness harness) {
        this.harness = harness;
    }

    static EstimatedNode start(Path directory, int pageBytes, String codec) {
        NodeHarness harness = new NodeHarness(directory).pageBytes(pageBytes).regionBytes(256L << 20);
        harness.settings().codec = Codecs.parse(codec);
        harness.settings().exclusive = false;
        harness.settings().limitBytes = 400L << 20;
        EstimatedNode started = new EstimatedNode(harness);
        started.node = harness.start(NAME);
        return started;
    }

    Ignite node() {
        return node;
    }

    Path storage() {
        return harness.storage(NAME);
    }

    /** Rows of words with an SQL index: they compress well. */
    void fillWithOrders(int rows, long seed) {
        IgniteCache<Integer, String> cache = cache("orders");
        cache.query(new SqlFieldsQuery("create table if not exists orders(id int primary key, customer varchar, note varchar) with \"cache_name=sql_orders\"")).getAll();
        cache.query(new SqlFieldsQuery("create index on orders(customer)")).getAll();
        Random random = new Random(seed);
        SqlFieldsQuery insert = new SqlFieldsQuery("insert into orders(id, customer, note) values (?, ?, ?)");
        for (int row = 0; row < rows / 10; row++)
            cache.query(insert.setArgs(row, words(random, 3), words(random, 30))).getAll();
        try (IgniteDataStreamer<Integer, String> streamer = node.dataStreamer("orders")) {
            for (int row = 0; row < rows; row++)
                streamer.addData(row, "id=" + row + ';' + words(random, 20 + random.nextInt(120)));
        }
    }

    /** Measurements, in part random and in part pictures that do not compress at all. */
    void fillWithMeasurements(int rows, long seed) {
        cache("measurements");
        Random random = new Random(seed);
        try (IgniteDataStreamer<Integer, byte[]> streamer = node.dataStreamer("measurements")) {
            for (int row = 0; row < rows; row++)
                streamer.addData(row, measurement(random));
        }
    }

    private static byte[] measurement(Random random) {
        byte[] row = new byte[100 + random.nextInt(2000)];
        random.nextBytes(row);
        if (random.nextInt(3) == 0)
            return row;
        for (int at = 0; at < row.length; at++)
            if (at % 8 > 2)
                row[at] = (byte)(at % 8);
        return row;
    }

    private static String words(Random random, int count) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < count; i++)
            words.append(WORDS[random.nextInt(WORDS.length)]).append(' ').append(random.nextInt(10_000)).append(' ');
        return words.toString();
    }

    private <K, V> IgniteCache<K, V> cache(String name) {
        return node.getOrCreateCache(new CacheConfiguration<K, V>(name).setAffinity(new RendezvousAffinityFunction(false, 32)));
    }

    /** With all pages written, so that each is in the pool, and the pool dense. */
    TierStats settle() throws IgniteCheckedException {
        NodeHarness.checkpoint(node);
        ((ZsPageStoreManager)NodeHarness.pageStoreManager(node)).coldTier().compact(MoveProgress.NONE);
        return NodeHarness.tierStats(node);
    }

    /** By cache group: what a page takes of the pool, to its bytes, without tables. */
    Map<String, Double> groupRatios(int pageBytes) {
        Map<String, Double> ratios = new HashMap<>();
        ((ZsPageStoreManager)NodeHarness.pageStoreManager(node)).coldTier().groupStats()
            .forEach(group -> ratios.put(group.name, (double)group.costBytes / group.pages / pageBytes));
        return ratios;
    }

    void stop() {
        harness.stopAll();
    }

    @Override public void close() {
        harness.close();
    }
}
