package io.ignitezs.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.Ignition;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.internal.IgniteEx;
import org.apache.ignite.internal.processors.cache.persistence.GridCacheDatabaseSharedManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node with two caches that are larger than its region and its pool: while both are read, one keeps to its quota, and index pages stay. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class QuotaIT {
    private static final long REGION_BYTES = 12L << 20;
    private static final long POOL_BYTES = 4L << 20;
    private static final long QUOTA_BYTES = POOL_BYTES / 8;
    private static final int ROWS = 12_000;
    private static final int READS = 1_500;
    private static final int ROW_BYTES = 1000;

    @TempDir
    private Path work;

    @Test void oneCacheKeepsToItsQuotaAndIndexPagesStay() throws Exception {
        try (Ignite node = Ignition.start(configuration())) {
            node.cluster().state(ClusterState.ACTIVE);
            IgniteCache<Integer, byte[]> small = load(node, "small");
            IgniteCache<Integer, byte[]> large = load(node, "large");
            ZsPlugin plugin = node.plugin(ZsPluginProvider.NAME);
            read(small, large, plugin, 5);
            ZsStats before = plugin.stats();
            read(small, large, plugin, 6);
            ZsStats after = plugin.stats();
            assertTrue(after.getEvictions() - before.getEvictions() > 200, () -> "evictions: " + before + ", " + after);
            assertTrue(before.getIndexPages() > 20 && after.getIndexPages() >= before.getIndexPages(),
                () -> "index pages: " + before.getIndexPages() + ", " + after.getIndexPages());
            ZsGroupStats stats = stats(plugin, "small");
            assertTrue(stats.getUsedBytes() > QUOTA_BYTES / 2 && stats.getHits() > 20, stats::toString);
            assertEquals(QUOTA_BYTES, stats.getCapBytes());
            assertTrue(stats(plugin, "large").getUsedBytes() > POOL_BYTES / 2, () -> stats(plugin, "large").toString());
            assertEquals(0, after.getRefusedFailed() + after.getCorruptions());
        }
    }

    /** In turns, row by row at random. */
    private static void read(IgniteCache<Integer, byte[]> small, IgniteCache<Integer, byte[]> large, ZsPlugin plugin, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < READS; i++) {
            int key = random.nextInt(ROWS);
            byte[] row = small.get(key);
            assertEquals(key, row[0] & 0xFF | (row[1] & 0xFF) << 8);
            assertEquals(ROW_BYTES, large.get(random.nextInt(ROWS)).length);
            if (i % 20 == 0)
                assertTrue(stats(plugin, "small").getUsedBytes() <= QUOTA_BYTES, () -> stats(plugin, "small").toString());
        }
    }

    private static ZsGroupStats stats(ZsPlugin plugin, String group) {
        return plugin.groupStats().stream().filter(stats -> stats.getName().equals(group)).findFirst().orElseThrow();
    }

    private static IgniteCache<Integer, byte[]> load(Ignite node, String name) throws Exception {
        IgniteCache<Integer, byte[]> cache = node.getOrCreateCache(
            new CacheConfiguration<Integer, byte[]>(name).setAffinity(new RendezvousAffinityFunction(false, 4)));
        Random random = new Random(name.hashCode());
        for (int key = 0; key < ROWS; key++) {
            cache.put(key, row(key, random));
            if (key % 2000 == 1999)
                ((GridCacheDatabaseSharedManager)((IgniteEx)node).context().cache().context().database()).waitForCheckpoint("test");
        }
        return cache;
    }

    /** Half of it compresses. */
    private static byte[] row(int key, Random random) {
        byte[] row = new byte[ROW_BYTES];
        random.nextBytes(row);
        for (int i = ROW_BYTES / 2; i < ROW_BYTES; i++)
            row[i] = 0;
        row[0] = (byte)key;
        row[1] = (byte)(key >>> 8);
        return row;
    }

    private IgniteConfiguration configuration() {
        IgniteConfiguration configuration = new Nodes().server(work, "quotas");
        configuration.getDataStorageConfiguration().getDefaultDataRegionConfiguration().setInitialSize(REGION_BYTES).setMaxSize(REGION_BYTES);
        ZsConfiguration bean = new ZsConfiguration().setMaxSize("4m").setResidency(ZsResidency.INCLUSIVE)
            .setPagePolicy(ZsPagePolicy.INDEX_FIRST).setCacheGroupQuotas(Map.of("small*", "12.5%", "la*", "100%"));
        return configuration.setPluginProviders(new ZsPluginProvider().setConfiguration(bean));
    }
}
