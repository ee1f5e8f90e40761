package io.ignitezs.plugin;

import java.io.Serializable;
import java.util.UUID;
import org.apache.ignite.cluster.ClusterNode;
import org.apache.ignite.plugin.CachePluginContext;
import org.apache.ignite.plugin.CachePluginProvider;
import org.apache.ignite.plugin.ExtensionRegistry;
import org.apache.ignite.plugin.IgnitePlugin;
import org.apache.ignite.plugin.PluginContext;
import org.apache.ignite.plugin.PluginProvider;

/**
 * Puts a compressed pool between a node's data region and its partition files. Registered as a bean in
 * {@code IgniteConfiguration.setPluginProviders}, or found on the class path.
 */
public final class ZsPluginProvider implements PluginProvider<ZsConfiguration> {
    /** For {@code ignite.plugin(NAME)}. */
    public static final String NAME = "ignite-zs";

    private final ZsPlugin plugin = new ZsPlugin(() -> null);
    private ZsConfiguration configuration;

    /** Null if none was set. */
    public ZsConfiguration getConfiguration() {
        return configuration;
    }

    /** @param configuration of the node that this provider is for */
    public ZsPluginProvider setConfiguration(ZsConfiguration configuration) {
        this.configuration = configuration;
        return this;
    }

    @Override public String name() {
        return NAME;
    }

    @Override public String version() {
        String version = ZsPluginProvider.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    @Override public String copyright() {
        return "Copyright 2026 the Ignite ZS authors, Apache License 2.0";
    }

    @SuppressWarnings("unchecked")
    @Override public <T extends IgnitePlugin> T plugin() {
        return (T)plugin;
    }

    @Override public void initExtensions(PluginContext context, ExtensionRegistry registry) {
    }

    @Override public <T> T createComponent(PluginContext context, Class<T> component) {
        return null;
    }

    @SuppressWarnings("rawtypes")
    @Override public CachePluginProvider createCacheProvider(CachePluginContext context) {
        return null;
    }

    @Override public void start(PluginContext context) {
    }

    @Override public void stop(boolean cancel) {
    }

    @Override public void onIgniteStart() {
    }

    @Override public void onIgniteStop(boolean cancel) {
    }

    @Override public Serializable provideDiscoveryData(UUID nodeId) {
        return null;
    }

    @Override public void receiveDiscoveryData(UUID nodeId, Serializable data) {
    }

    @Deprecated
    @Override public void validateNewNode(ClusterNode node) {
    }
}
