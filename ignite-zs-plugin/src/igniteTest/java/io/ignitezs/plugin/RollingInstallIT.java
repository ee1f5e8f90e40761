package io.ignitezs.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.ignite.Balance;
import io.ignitezs.ignite.CacheModel;
import io.ignitezs.ignite.NodeHarness;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.Ignition;
import org.apache.ignite.cache.CacheWriteSynchronizationMode;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.configuration.DataStorageConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.plugin.PluginProvider;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The plugin comes to a cluster that goes on working, is set up differently, and goes again: one node after the other, on the same files. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class RollingInstallIT {
    private static final String CACHE = "words";
    private static final int KEYS = 12_000;
    private static final int FEW_KEYS = 2_000;
    private static final long REGION_BYTES = 16L << 20;
    private static final int STEPS = 30;

    private final Nodes nodes = new Nodes();
    private final CacheModel model = new CacheModel(19, KEYS);

    @TempDir
    private Path work;

    @AfterEach void stop() {
        Ignition.stopAll(true);
    }

    @Test void inAndOutAgain() throws IgniteCheckedException {
        load();
        replace("a", "b", provider("64m", "lz4", ZsMode.SHADOW));
        assertTrue(stats("a").getShadowOneOf() == 4 && stats("a").getLimitBytes() == 16 << 20, stats("a")::toString);
        replace("b", "a", provider("16m", "lz4", ZsMode.WRITE_THROUGH));
        replace("a", "b", provider("16m", "lz4", ZsMode.WRITE_THROUGH));
        replace("b", "a", provider("8m", "zstd:1", ZsMode.WRITE_BACK));
        assertEquals(16 << 20, stats("a").getLimitBytes());
        assertEquals(8 << 20, stats("b").getLimitBytes());
        replace("a", "b", provider("24m", "zstd", ZsMode.WRITE_BACK));
        assertEquals(24 << 20, stats("a").getLimitBytes());
        replace("b", "a", new NoPlugin());
        replace("a", "b", new NoPlugin());
        Ignition.stop("b", false);
        assertEquals(List.of(), model.differences(cache("a")), "of the other node alone");
    }

    /** It gets what nodes with the plugin tell about themselves, and must make sense of it. */
    @Test void besideANodeWithoutTheJar() throws Exception {
        start("a", provider("16m", "lz4", ZsMode.WRITE_BACK));
        NodeWithoutJar other = NodeWithoutJar.start(work, "b", nodes);
        try {
            awaitServers(2, other);
            CacheModel few = loadFew();
            Ignite client = Ignition.start(nodes.client(work, "client"));
            Ignition.stop("a", false);
            assertEquals(List.of(), few.differences(client.cache(CACHE)), "of the node without the plugin");
            Ignition.stop("client", true);
        }
        finally {
            other.end();
        }
    }

    private static CacheModel loadFew() {
        Ignite pooled = Ignition.ignite("a");
        pooled.cluster().state(ClusterState.ACTIVE);
        createCache(pooled);
        CacheModel few = new CacheModel(20, FEW_KEYS);
        few.load(cache("a"));
        Balance.await(CACHE, pooled);
        return few;
    }

    private static void awaitServers(int servers, NodeWithoutJar other) {
        Awaitility.await().atMost(5, TimeUnit.MINUTES).until(() -> {
            assertTrue(other.isAlive(), "The process has ended");
            return Ignition.ignite("a").cluster().forServers().nodes().size() == servers;
        });
    }

    private void load() throws IgniteCheckedException {
        start("a", new NoPlugin());
        start("b", new NoPlugin());
        Ignite first = Ignition.ignite("a");
        first.cluster().state(ClusterState.ACTIVE);
        createCache(first);
        model.load(first, cache("a"));
    }

    private static void createCache(Ignite node) {
        node.createCache(new CacheConfiguration<Integer, byte[]>(CACHE)
            .setBackups(1)
            .setWriteSynchronizationMode(CacheWriteSynchronizationMode.FULL_SYNC)
            .setAffinity(new RendezvousAffinityFunction(false, 16)));
    }

    /** Rows are changed before, while the node is away, and after it is back; what it has, it is asked for alone. */
    private void replace(String name, String other, PluginProvider<?> provider) throws IgniteCheckedException {
        change(other);
        Ignition.stop(name, false);
        assertEquals(List.of(), model.differences(cache(other)), "without " + name);
        change(other);
        start(name, provider);
        Balance.await(CACHE, Ignition.ignite(name), Ignition.ignite(other));
        assertEquals(List.of(), model.differences(cache(name)), "with " + name + " again");
        if (provider instanceof ZsPluginProvider)
            assertTrue(stats(name).getHits() + stats(name).getMisses() > 0, () -> "No page came through the pool: " + stats(name));
        change(name);
    }

    private void change(String name) throws IgniteCheckedException {
        for (int step = 0; step < STEPS; step++)
            model.randomStep(cache(name));
        NodeHarness.checkpoint(Ignition.ignite(name));
    }

    private void start(String name, PluginProvider<?> provider) {
        IgniteConfiguration node = nodes.server(work, name).setPluginProviders(provider);
        DataStorageConfiguration storage = node.getDataStorageConfiguration();
        storage.setCheckpointFrequency(2_000);
        storage.getDefaultDataRegionConfiguration().setInitialSize(REGION_BYTES).setMaxSize(REGION_BYTES);
        Ignition.start(node);
    }

    private static PluginProvider<?> provider(String maxSize, String codec, ZsMode mode) {
        return new ZsPluginProvider().setConfiguration(new ZsConfiguration().setMaxSize(maxSize).setCodec(codec).setMode(mode));
    }

    private static IgniteCache<Integer, byte[]> cache(String name) {
        return Ignition.ignite(name).cache(CACHE);
    }

    private static ZsStats stats(String name) {
        return Ignition.ignite(name).<ZsPlugin>plugin(ZsPluginProvider.NAME).stats();
    }
}
