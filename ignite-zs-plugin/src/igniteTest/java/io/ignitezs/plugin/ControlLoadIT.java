package io.ignitezs.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.FreePorts;
import io.ignitezs.ignite.CacheModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.Ignition;
import org.apache.ignite.cache.CacheMode;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.configuration.ClientConnectorConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that can be changed is changed by commands, again and again, on two nodes that keep their pages in different ways, while threads write and
 * read and compare every row.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ControlLoadIT {
    private static final long SEED = 20261128;
    private static final int KEYS = 12_000;
    private static final long REGION_BYTES = 24L << 20;

    /** Often, because Ignite fails when all pages of a region have become dirty. */
    private static final long CHECKPOINT_MILLIS = 1_000;

    private static final String[][] CHANGES = {
        {"resize", "6m"}, {"codec", "zstd", "--level", "1"}, {"evict", "50%"}, {"compact"}, {"verify"}, {"disable"}, {"resize", "32m"}, {"enable"},
        {"codec", "lz4"}, {"watermarks", "--high", "0.5", "--low", "0.4"}, {"evict", "1m"}, {"verify"}, {"watermarks", "--high", "0.98", "--low", "0.97"},
        {"compaction", "--start", "0.1", "--stop", "0.05", "--cpu", "1"}, {"disable"}, {"enable"}, {"trace", "start", "--max-bytes", "1m"}, {"evict", "100%"},
        {"trace", "stop"}, {"estimate", "--sample", "200", "--seconds", "2"}, {"stat"}, {"classes"}, {"caches"}
    };

    private final Nodes nodes = new Nodes();
    private final int port = FreePorts.next();

    @TempDir
    private Path work;

    @AfterEach void stop() {
        Ignition.stopAll(true);
    }

    @Test void rowsStayRight() throws IgniteCheckedException {
        Ignite first = Ignition.start(node("a", new ZsConfiguration().setResidency(ZsResidency.INCLUSIVE)).setClientConnectorConfiguration(
            new ClientConnectorConfiguration().setHost("127.0.0.1").setPort(port).setPortRange(0)));
        Ignite second = Ignition.start(node("b", new ZsConfiguration().setResidency(ZsResidency.EXCLUSIVE).setMode(ZsMode.WRITE_BACK)));
        first.cluster().state(ClusterState.ACTIVE);
        List<ChangingRows> all = List.of(rows(first, "one", 0), rows(second, "two", 1));
        int rounds = 0;
        for (; rounds < 2 || all.stream().anyMatch(rows -> rows.comparisons() < 3 && !rows.hasEnded()); rounds++)
            for (String[] change : CHANGES)
                run(change);
        for (ChangingRows rows : all)
            assertEquals(List.of(), rows.end(), "wrong rows, seed " + SEED + ", " + rounds + " rounds");
        for (Ignite node : List.of(first, second)) {
            ZsStats stats = ((ZsPlugin)node.plugin(ZsPluginProvider.NAME)).stats();
            assertEquals(0, stats.getCorruptions());
            assertTrue(!stats.isPassThrough() && stats.getLimitBytes() == 32 << 20, stats::toString);
        }
    }

    private void run(String... change) {
        List<String> arguments = new ArrayList<>(List.of("--zs"));
        arguments.addAll(List.of(change));
        arguments.add("--yes");
        ControlUtility run = ControlUtility.run(port, arguments.toArray(new String[0]));
        assertEquals(0, run.exitCode, run::toString);
    }

    /** All of them on both nodes. */
    private static ChangingRows rows(Ignite node, String cacheName, int number) throws IgniteCheckedException {
        IgniteCache<Integer, byte[]> cache = node.getOrCreateCache(new CacheConfiguration<Integer, byte[]>(cacheName)
            .setCacheMode(CacheMode.REPLICATED).setAffinity(new RendezvousAffinityFunction(false, 16)));
        CacheModel model = new CacheModel(SEED + number, KEYS);
        model.load(node, cache);
        return ChangingRows.begin(cache, model);
    }

    private IgniteConfiguration node(String name, ZsConfiguration bean) {
        IgniteConfiguration node = nodes.server(work, name).setPluginProviders(new ZsPluginProvider().setConfiguration(bean.setMaxSize("32m")));
        node.getDataStorageConfiguration().setWriteThrottlingEnabled(true).setCheckpointFrequency(CHECKPOINT_MILLIS)
            .getDefaultDataRegionConfiguration().setInitialSize(REGION_BYTES).setMaxSize(REGION_BYTES);
        return node;
    }
}
