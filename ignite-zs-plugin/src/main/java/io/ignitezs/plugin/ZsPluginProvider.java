package io.ignitezs.plugin;

import java.io.Serializable;
import java.util.Arrays;
import java.util.UUID;
import org.apache.ignite.IgniteException;
import org.apache.ignite.IgniteSystemProperties;
import org.apache.ignite.cluster.ClusterNode;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.plugin.CachePluginContext;
import org.apache.ignite.plugin.CachePluginProvider;
import org.apache.ignite.plugin.ExtensionRegistry;
import org.apache.ignite.plugin.IgnitePlugin;
import org.apache.ignite.plugin.PluginContext;
import org.apache.ignite.plugin.PluginProvider;

/**
 * Puts a compressed pool between a node's data region and its partition files. Registered in one of two ways:
 * <ul>
 * <li>as a bean in {@code IgniteConfiguration.setPluginProviders}, with its {@link ZsConfiguration};</li>
 * <li>by being on the class path of a node without any {@code pluginProviders}. There it does nothing unless the node has a
 * {@link ZsConfiguration} among its {@code pluginConfigurations} or {@code IGNITE_ZS_ENABLED} is {@code true}; then
 * {@code IGNITE_ZS_MODE}, {@code IGNITE_ZS_MAX_SIZE} and {@code IGNITE_ZS_CODEC} count, each a system property or a
 * variable of the environment. They have no effect on nodes without persistence.</li>
 * </ul>
 * Serves one node at a time, and the next when that has stopped.
 */
public final class ZsPluginProvider implements PluginProvider<ZsConfiguration> {
    /** For {@code ignite.plugin(NAME)}. */
    public static final String NAME = "ignite-zs";

    /** Attribute that a cluster node has if it has a pool, and only then. */
    public static final String POOL_ATTRIBUTE = JoinCheck.ATTRIBUTE;

    private ZsConfiguration configuration;

    /** Whose state this is, or null; guarded by this provider, as is the next. */
    private ZsNode node;

    /** Stops to come that are not of {@link #node}: Ignite also stops a plugin that refused to start, and does not say where. */
    private int foreignStops;

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
    @Override public synchronized <T extends IgnitePlugin> T plugin() {
        return (T)(node == null ? new ZsPlugin(null) : node.plugin());
    }

    /** A node whose start has failed may have left its state here: only one that has started keeps others away. */
    @Override public synchronized void initExtensions(PluginContext context, ExtensionRegistry registry) {
        if (node != null && node.isStarted())
            throw shared();
        node = null;
        node = open(context);
        node.registerExtensions(registry);
    }

    @Override public synchronized <T> T createComponent(PluginContext context, Class<T> component) {
        return nodeOf(context).createComponent(component);
    }

    @SuppressWarnings("rawtypes")
    @Override public CachePluginProvider createCacheProvider(CachePluginContext context) {
        return null;
    }

    @Override public synchronized void start(PluginContext context) {
        if (node == null || !node.belongsTo(context))
            foreignStops++;
        nodeOf(context).start();
    }

    @Override public synchronized void stop(boolean cancel) {
        if (foreignStops > 0)
            foreignStops--;
        else if (node != null) {
            node.stop();
            node = null;
        }
    }

    /** The node has joined: Ignite asks the coordinator only, which may be a node without this plugin. */
    @Override public void onIgniteStart() {
        ZsNode asked = node();
        if (asked != null)
            asked.checkCluster();
    }

    @Override public void onIgniteStop(boolean cancel) {
    }

    /** Nothing: nodes without this plugin would warn of it. What other nodes need to know is an attribute of the node. */
    @Override public Serializable provideDiscoveryData(UUID nodeId) {
        return null;
    }

    @Override public void receiveDiscoveryData(UUID nodeId, Serializable data) {
    }

    @Deprecated
    @Override public void validateNewNode(ClusterNode joining) {
        ZsNode asked = node();
        if (asked != null)
            asked.checkJoining(joining);
    }

    private synchronized ZsNode node() {
        return node;
    }

    private ZsNode open(PluginContext context) {
        IgniteConfiguration configured = context.igniteConfiguration();
        if (ZsNode.isClient(configured))
            return ZsNode.inert(context);
        NodeConfiguration found = NodeConfiguration.find(configuration, configured, isRegistered(configured),
            IgniteSystemProperties::getString);
        return found.bean().isEnabled() && isFor(found, context) ? ZsNode.of(context, found) : ZsNode.inert(context);
    }

    private static boolean isFor(NodeConfiguration found, PluginContext context) {
        if (!found.isForAnyNode() || ConfigurationCheck.isPersistent(context.igniteConfiguration().getDataStorageConfiguration()))
            return true;
        context.log(ZsPluginProvider.class).warning("No compressed pool: none of this node's data regions has persistenceEnabled, "
            + NodeConfiguration.ENABLED + " has no effect");
        return false;
    }

    private boolean isRegistered(IgniteConfiguration configured) {
        return configured.getPluginProviders() != null && Arrays.asList(configured.getPluginProviders()).contains(this);
    }

    private ZsNode nodeOf(PluginContext context) {
        if (node == null || !node.belongsTo(context))
            throw shared();
        return node;
    }

    private static IgniteException shared() {
        return BadConfiguration.refuse("pluginProviders", "a ZsPluginProvider that serves another running node",
            "a ZsPluginProvider of its own for each node");
    }
}
