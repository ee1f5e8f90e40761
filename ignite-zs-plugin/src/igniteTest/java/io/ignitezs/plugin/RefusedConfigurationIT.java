package io.ignitezs.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.ignite.NodeHarness;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteException;
import org.apache.ignite.Ignition;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.internal.IgniteEx;
import org.apache.ignite.internal.pagemem.store.IgnitePageStoreManager;
import org.apache.ignite.internal.processors.cache.persistence.file.FilePageStoreManager;
import org.apache.ignite.plugin.AbstractTestPluginProvider;
import org.apache.ignite.plugin.PluginContext;
import org.apache.ignite.plugin.PluginProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A node with a configuration that cannot be followed does not start, says why, and leaves nothing behind. */
class RefusedConfigurationIT {
    private static final String NAME = "refused";

    private final Nodes nodes = new Nodes();

    @TempDir
    private Path work;

    @AfterEach void stop() {
        Ignition.stopAll(true);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
            mistake("codec=snappy, allowed=lz4 | zstd | zstd:<-7..19>", bean -> bean.setCodec("snappy")),
            mistake("codec=zstd:20, allowed=lz4 | zstd | zstd:<-7..19>", bean -> bean.setCodec("zstd:20")),
            mistake("maxSize=0, allowed=bytes, 512m, 4g or 25%, from 1.0 MiB", bean -> bean.setMaxSize("0")),
            mistake("maxSize=much, allowed=", bean -> bean.setMaxSize("much")),
            mistake("maxSize=101%, allowed=", bean -> bean.setMaxSize("101%")),
            mistake("maxSize=1000t, allowed=", bean -> bean.setMaxSize("1000t")),
            mistake("highWatermark=1.5, allowed=above 0, at most 1]", bean -> bean.setHighWatermark(1.5)),
            mistake("lowWatermark=0.9, allowed=above 0, below highWatermark=0.8]",
                bean -> bean.setHighWatermark(0.8).setLowWatermark(0.9)),
            mistake("compactionStartShare=-0.5, allowed=from 0 to 1]", bean -> bean.setCompactionStartShare(-0.5)),
            mistake("compactionStopShare=0.2, allowed=from 0 to compactionStartShare=0.1]",
                bean -> bean.setCompactionStartShare(0.1).setCompactionStopShare(0.2)),
            mistake("compactionCpuShare=0.0, allowed=above 0, at most 1]", bean -> bean.setCompactionCpuShare(0)),
            mistake("maxRawShare=1.5, allowed=from 0 to 1]", bean -> bean.setMaxRawShare(1.5)),
            mistake("cacheGroupQuotas=orders=120%, allowed=bytes, 512m, 4g or 25%, above 0 and at most maxSize=32.0 MiB]",
                bean -> bean.setCacheGroupQuotas(Map.of("orders", "120%"))),
            mistake("cacheGroupQuotas=ordres, allowed=a cache group of this node [ignite-sys-cache, orders]",
                bean -> bean.setCacheGroupQuotas(Map.of("ordres", "20%"))),
            mistake("chainLimit=3, allowed=0 (by size) or 4..16]", bean -> bean.setChainLimit(3)),
            mistake("includedCacheGroups=\" a\", allowed=", bean -> bean.setIncludedCacheGroups(" a")),
            mistake("includedCacheGroups=ordres, allowed=a cache group of this node [ignite-sys-cache, orders],"
                + " or for one that is created later a pattern with * or ?, such as ordres*]",
                bean -> bean.setIncludedCacheGroups("orders", "ordres")),
            mistake("excludedCacheGroups=later, allowed=a cache group of this node [ignite-sys-cache, orders]",
                bean -> bean.setExcludedCacheGroups("later")));
    }

    private static Arguments mistake(String refusal, Consumer<ZsConfiguration> make) {
        return Arguments.of(refusal, make);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void mistakeInTheBean(String refusal, Consumer<ZsConfiguration> make) {
        ZsConfiguration bean = new ZsConfiguration().setMaxSize("32m");
        make.accept(bean);
        int equals = refusal.indexOf('=');
        assertRefused(node(new ZsPluginProvider().setConfiguration(bean)),
            "[property=" + refusal.substring(0, equals) + ", value=" + refusal.substring(equals + 1));
    }

    @Test void persistenceOff() {
        IgniteConfiguration node = node(new ZsPluginProvider());
        node.getDataStorageConfiguration().getDefaultDataRegionConfiguration().setPersistenceEnabled(false);
        assertRefused(node, "[property=persistenceEnabled, value=false, allowed=true for at least one data region]");
    }

    @Test void anotherPluginsPageStoreCameFirst() {
        String refusal = "[property=pluginProviders, value=" + FilePageStoreManager.class.getName()
            + ", allowed=the page store of ignite-zs";
        assertRefused(node(new OtherPageStore(), new ZsPluginProvider()), refusal);
    }

    @Test void anotherPluginsPageStoreComesLater() {
        try (Ignite ignite = Ignition.start(node(new ZsPluginProvider(), new OtherPageStore()))) {
            ignite.cluster().state(ClusterState.ACTIVE);
            assertTrue(ignite.<ZsPlugin>plugin(ZsPluginProvider.NAME).isEnabled());
        }
    }

    @Test void providerOfARunningNode() {
        ZsPluginProvider provider = new ZsPluginProvider();
        try (Ignite ignite = Ignition.start(nodes.server(work, "first").setPluginProviders(provider))) {
            assertRefused(node(provider),
                "[property=pluginProviders, value=a ZsPluginProvider that serves another running node,");
            ignite.cluster().state(ClusterState.ACTIVE);
            assertTrue(ignite.<ZsPlugin>plugin(ZsPluginProvider.NAME).isEnabled());
        }
    }

    /** Late refusals come when Ignite has already opened much. */
    @Test void afterARefusalTheSameDirectoryAndProviderServeACorrectNode() {
        ZsConfiguration bean = new ZsConfiguration().setMaxSize("32m").setIncludedCacheGroups("unknown");
        ZsPluginProvider provider = new ZsPluginProvider().setConfiguration(bean);
        assertRefused(node(provider), "[property=includedCacheGroups, value=unknown,");
        provider.setConfiguration(new ZsConfiguration());
        assertRefused(node(new OtherPageStore(), provider), "[property=pluginProviders, ");
        bean.setIncludedCacheGroups("orders");
        try (Ignite ignite = Ignition.start(node(provider.setConfiguration(bean)))) {
            ignite.cluster().state(ClusterState.ACTIVE);
            ignite.cache("orders").put(1, 1);
            assertFalse(Nodes.threads(NAME).isEmpty());
            assertEquals(32 << 20, ignite.<ZsPlugin>plugin(ZsPluginProvider.NAME).stats().getLimitBytes());
        }
        Nodes.awaitNoThreads(NAME);
    }

    @Test void aCacheOfAnEarlierRunIsKnownByItsName() {
        try (Ignite ignite = Ignition.start(node(new ZsPluginProvider()))) {
            ignite.cluster().state(ClusterState.ACTIVE);
            ignite.createCache("made-by-hand").put(1, 1);
        }
        ZsConfiguration bean = new ZsConfiguration().setIncludedCacheGroups("made-by-hand");
        try (Ignite ignite = Ignition.start(node(new ZsPluginProvider().setConfiguration(bean)))) {
            NodeHarness.awaitActive(ignite);
            assertEquals(1, ignite.cache("made-by-hand").get(1));
        }
    }

    private IgniteConfiguration node(PluginProvider<?>... providers) {
        return nodes.server(work, NAME).setPluginProviders(providers).setCacheConfiguration(new CacheConfiguration<>("orders"));
    }

    private static void assertRefused(IgniteConfiguration node, String refusal) {
        IgniteException failure = assertThrows(IgniteException.class, () -> Ignition.start(node));
        List<String> messages = Nodes.messages(failure);
        String wanted = "Bad ignite-zs configuration " + refusal;
        assertTrue(messages.stream().anyMatch(message -> message.contains(wanted)), messages::toString);
        assertTrue(Ignition.allGrids().stream().noneMatch(ignite -> NAME.equals(ignite.name())));
        Nodes.awaitNoThreads(NAME);
    }

    /** Offers a page store of its own, as Ignite's. */
    private static final class OtherPageStore extends AbstractTestPluginProvider {
        @Override public String name() {
            return "other";
        }

        @Override public <T> T createComponent(PluginContext context, Class<T> component) {
            if (component != IgnitePageStoreManager.class)
                return null;
            return component.cast(new FilePageStoreManager(((IgniteEx)context.grid()).context()));
        }
    }
}
