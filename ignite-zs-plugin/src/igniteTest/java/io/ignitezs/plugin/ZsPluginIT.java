package io.ignitezs.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteException;
import org.apache.ignite.Ignition;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the plugin is on, where it is not, and what it tells. */
class ZsPluginIT {
    private static final String REPORT = "Compressed pool is on [";

    private final RecordingLogger log = new RecordingLogger();

    private final Nodes nodes = new Nodes();

    @TempDir
    private Path work;

    @AfterEach void stop() {
        Ignition.stopAll(true);
        System.clearProperty("IGNITE_ZS_ENABLED");
        System.clearProperty("IGNITE_ZS_MAX_SIZE");
        System.clearProperty("IGNITE_ZS_CODEC");
    }

    @Test void registeredItReportsAndCounts() {
        ZsConfiguration bean = new ZsConfiguration().setMaxSize("32m").setCodec("zstd:1").setExcludedCacheGroups("no*");
        Ignite ignite = start(server("a").setPluginProviders(new ZsPluginProvider().setConfiguration(bean)));
        List<String> reports = log.linesWith(REPORT);
        assertEquals(1, reports.size(), reports::toString);
        for (String part : List.of("INFO ", "mode=WRITE_THROUGH", "size=32.0 MiB", "codec=zstd:1", "lz4-java ", "zstd-jni ",
            "excludedCacheGroups=[no*]"))
            assertTrue(reports.get(0).contains(part), reports::toString);
        assertEquals(32 << 20, plugin(ignite).stats().getLimitBytes());
        assertTrue(plugin(ignite).stats().toString().contains("limit 32.0 MiB"), () -> plugin(ignite).stats().toString());
    }

    @Test void staysValidThroughDeactivation() {
        Ignite ignite = start(server("a").setPluginProviders(inclusiveProvider("32m")));
        ZsPlugin plugin = plugin(ignite);
        fill(ignite);
        assertTrue(plugin.isEnabled());
        ignite.cluster().state(ClusterState.INACTIVE);
        assertTrue(plugin.isEnabled());
        plugin.stats();
        ignite.cluster().state(ClusterState.ACTIVE);
        fill(ignite);
        assertTrue(plugin.isEnabled());
        assertEquals(32 << 20, plugin.stats().getLimitBytes());
        assertEquals(4096, plugin.stats().getPageBytes());
        assertTrue(plugin.stats().getStores() > 0, plugin.stats()::toString);
        ignite.close();
        assertFalse(plugin.isEnabled());
        assertEquals(0, plugin.stats().getLimitBytes());
    }

    /** The least that is allowed is enough for a pool that works. */
    @Test void smallestPool() {
        try (Ignite ignite = start(server("a").setPluginProviders(inclusiveProvider("1m")))) {
            fill(ignite);
        }
        ZsStats stats;
        try (Ignite ignite = start(server("a").setPluginProviders(inclusiveProvider("1m")))) {
            fill(ignite);
            stats = plugin(ignite).stats();
        }
        assertTrue(stats.getPages() > 0 && stats.getStores() > 0, stats::toString);
        assertTrue(stats.getUsedBytes() > 0 && stats.getUsedBytes() <= stats.getLimitBytes(), stats::toString);
    }

    @Test void oneProviderServesANodeAfterTheOther() {
        ZsPluginProvider provider = new ZsPluginProvider();
        Ignite first = start(server("a").setPluginProviders(provider));
        ZsPlugin plugin = plugin(first);
        first.close();
        Ignite second = start(server("a").setPluginProviders(provider));
        assertNotSame(plugin, plugin(second));
        assertTrue(plugin(second).isEnabled());
        assertFalse(plugin.isEnabled());
    }

    @Test void twoNodesInOneProcessHaveTheirOwn() {
        Ignite first = start(server("a").setPluginProviders(provider("16m")));
        Ignite second = start(server("b").setPluginProviders(provider("32m")));
        assertEquals(16 << 20, plugin(first).stats().getLimitBytes());
        assertEquals(32 << 20, plugin(second).stats().getLimitBytes());
        second.close();
        assertEquals(16 << 20, plugin(first).stats().getLimitBytes());
    }

    @Test void disabledItIsInert() {
        ZsConfiguration bean = new ZsConfiguration().setEnabled(false).setCodec("nonsense");
        assertInert(start(server("a").setPluginProviders(new ZsPluginProvider().setConfiguration(bean))));
    }

    @Test void onAClientItIsSilent() {
        start(server("a").setPluginProviders(new ZsPluginProvider()));
        RecordingLogger clientLog = new RecordingLogger();
        ZsPluginProvider provider = new ZsPluginProvider().setConfiguration(new ZsConfiguration().setCodec("nonsense"));
        Ignite client = Ignition.start(nodes.client(work, "client").setGridLogger(clientLog).setPluginProviders(provider));
        assertFalse(plugin(client).isEnabled());
        assertEquals(List.of(), clientLog.linesWith("ompressed pool"));
        assertEquals(List.of(), clientLog.linesWith("Bad ignite-zs"));
    }

    @Test void onTheClassPathItIsInert() {
        assertInert(start(server("a")));
    }

    @Test void onTheClassPathWithThePropertyItIsOn() {
        System.setProperty("IGNITE_ZS_ENABLED", "true");
        System.setProperty("IGNITE_ZS_MAX_SIZE", "24m");
        assertEquals(24 << 20, plugin(start(server("a"))).stats().getLimitBytes());
        assertEquals(1, log.linesWith(REPORT).size());
    }

    @Test void onTheClassPathWithThePropertyNodesWithoutPersistenceAreLeftAlone() {
        System.setProperty("IGNITE_ZS_ENABLED", "true");
        IgniteConfiguration inMemory = server("a");
        inMemory.getDataStorageConfiguration().getDefaultDataRegionConfiguration().setPersistenceEnabled(false);
        assertFalse(plugin(start(inMemory)).isEnabled());
        assertEquals(1, log.linesWith("No compressed pool").size());
    }

    @Test void onTheClassPathWithAWrongPropertyTheNodeDoesNotStart() {
        System.setProperty("IGNITE_ZS_ENABLED", "true");
        System.setProperty("IGNITE_ZS_CODEC", "snappy");
        String messages = Nodes.messages(assertThrows(IgniteException.class, () -> start(server("a")))).toString();
        assertTrue(messages.contains("[property=IGNITE_ZS_CODEC, value=snappy, allowed=lz4 | zstd"), messages);
    }

    @SuppressWarnings("deprecation")
    @Test void onTheClassPathWithAPluginConfigurationItIsOn() {
        ZsPlugin plugin = plugin(start(server("a").setPluginConfigurations(new ZsConfiguration().setMaxSize("20m"))));
        assertTrue(plugin.isEnabled());
        assertEquals(20 << 20, plugin.stats().getLimitBytes());
    }

    private void assertInert(Ignite ignite) {
        assertFalse(plugin(ignite).isEnabled());
        assertEquals(0, plugin(ignite).stats().getLimitBytes());
        assertEquals(List.of(), log.linesWith(REPORT));
        fill(ignite);
    }

    private static void fill(Ignite ignite) {
        IgniteCache<Integer, String> cache = ignite.getOrCreateCache("rows");
        for (int key = 0; key < 1000; key++)
            cache.put(key, "row " + key);
        for (int key = 0; key < 1000; key++)
            assertEquals("row " + key, cache.get(key));
    }

    private IgniteConfiguration server(String name) {
        return nodes.server(work, name).setGridLogger(log);
    }

    private static ZsPluginProvider provider(String maxSize) {
        return new ZsPluginProvider().setConfiguration(new ZsConfiguration().setMaxSize(maxSize));
    }

    /** Its pool has pages also while all of them fit into the data region. */
    private static ZsPluginProvider inclusiveProvider(String maxSize) {
        return new ZsPluginProvider().setConfiguration(new ZsConfiguration().setMaxSize(maxSize).setResidency(ZsResidency.INCLUSIVE));
    }

    private static Ignite start(IgniteConfiguration node) {
        Ignite ignite = Ignition.start(node);
        ignite.cluster().state(ClusterState.ACTIVE);
        return ignite;
    }

    private static ZsPlugin plugin(Ignite ignite) {
        return ignite.plugin(ZsPluginProvider.NAME);
    }
}
