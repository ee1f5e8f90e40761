package io.ignitezs.plugin;

import io.ignitezs.codec.Codecs;
import io.ignitezs.ignite.IgniteInternals;
import io.ignitezs.ignite.MetricExport;
import io.ignitezs.ignite.PageStoreSettings;
import io.ignitezs.ignite.ZsPageStoreManager;
import io.ignitezs.tier.TierStats;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.IgniteException;
import org.apache.ignite.IgniteLogger;
import org.apache.ignite.cluster.ClusterNode;
import org.apache.ignite.configuration.DataStorageConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.plugin.ExtensionRegistry;
import org.apache.ignite.plugin.PluginContext;
import org.apache.ignite.plugin.PluginValidationException;

/** The plugin's part of one node, from its start to its stop. Inert if the node is a client or its configuration says so. */
final class ZsNode {
    private final PluginContext context;
    private final ZsPlugin plugin = new ZsPlugin(this);

    private final JoinCheck joins;
    private final NodeOperations operations;
    private final PoolBean bean;

    /** Null if inert. */
    private final ConfigurationCheck check;
    private final PageStoreSettings settings;

    /** Belongs to Ignite, which opens and closes it; null while it must not be asked. */
    private volatile ZsPageStoreManager manager;
    private volatile boolean started;

    /** Null while nothing is exported. */
    private volatile MetricExport metrics;

    private ZsNode(PluginContext context, JoinCheck joins, ConfigurationCheck check, PageStoreSettings settings) {
        this.context = context;
        this.joins = joins;
        this.check = check;
        this.settings = settings;
        operations = new NodeOperations(context, () -> manager, settings != null && settings.compaction);
        bean = new PoolBean(plugin);
    }

    static ZsNode inert(PluginContext context) {
        return new ZsNode(context, JoinCheck.withoutPool(context), null, null);
    }

    /** Refuses what is wrong in the configuration, as early as Ignite gives it to a plugin. */
    static ZsNode of(PluginContext context, NodeConfiguration configuration) {
        ConfigurationCheck check = new ConfigurationCheck(configuration, context.igniteConfiguration());
        PageStoreSettings settings = check.settings(context.grid().version(), AllowedMemory.ofThisProcess().bytes());
        settings.warning = context.log(ZsPluginProvider.class)::warning;
        settings.info = context.log(ZsPluginProvider.class)::info;
        settings.tried = stats -> settings.info.accept("Compressed pool was tried out. " + new ZsStats(stats, stats.pageBytes));
        return new ZsNode(context, JoinCheck.of(context, configuration.bean()), check, settings);
    }

    static boolean isClient(IgniteConfiguration node) {
        return Boolean.TRUE.equals(node.isClientMode());
    }

    boolean belongsTo(PluginContext other) {
        return context == other;
    }

    boolean isStarted() {
        return started;
    }

    ZsPlugin plugin() {
        return plugin;
    }

    void registerExtensions(ExtensionRegistry registry) {
        if (settings != null)
            IgniteInternals.registerExtensions(registry, settings);
    }

    /** @return the page store manager if that is what Ignite asks for, null to leave it to Ignite */
    <T> T createComponent(Class<T> component) {
        if (check == null || !IgniteInternals.isPageStoreManagerClass(component))
            return null;
        check.checkNames(storedCacheGroups());
        manager = IgniteInternals.createManager(context, settings);
        return component.cast(manager);
    }

    private Collection<String> storedCacheGroups() {
        try {
            return IgniteInternals.storedCacheGroups(context);
        }
        catch (IgniteCheckedException e) {
            throw new IgniteException("Failed to look for cache groups in the node's storage directory", e);
        }
    }

    void start() {
        started = true;
        if (check == null)
            return;
        checkUsed();
        joins.announce();
        export();
        bean.register(context);
        report(context.log(ZsPluginProvider.class));
    }

    /** @throws PluginValidationException if the cluster of this node cannot have it, which both are told */
    void checkJoining(ClusterNode joining) {
        joins.check(joining);
    }

    /** @throws IgniteException if this node has joined a cluster that it does not fit into */
    void checkCluster() {
        joins.checkCluster();
    }

    /** Ignite closes the manager later. */
    void stop() {
        started = false;
        MetricExport exported = metrics;
        if (exported != null)
            exported.close();
        metrics = null;
        bean.unregister(context);
        manager = null;
    }

    private void export() {
        metrics = new MetricExport(context, PoolMetrics.REGISTRY);
        PoolMetrics.register(metrics, new RecentStats(this::tierStats, System::nanoTime));
        PoolViews.register(context, plugin);
    }

    private TierStats tierStats() {
        return IgniteInternals.tierStats(manager);
    }

    /** Ignite takes the page store of the first plugin that offers one, and does not tell the others. */
    private void checkUsed() {
        Object used = IgniteInternals.pageStoreManagerOf(context);
        if (manager == null || used != manager)
            throw BadConfiguration.refuse("pluginProviders", used == null ? null : used.getClass().getName(),
                "the page store of " + ZsPluginProvider.NAME + ": put it before every other plugin that replaces the page store");
    }

    private void report(IgniteLogger log) {
        log.info("Compressed pool is on [" + check + ", size=" + MemorySize.format(settings.limitBytes)
            + ", codec=" + settings.codec.name() + ", loaded=" + libraries() + ']');
        if (settings.shadowOneOf > 0)
            log.info("Compressed pool is only tried out: all pages are read from their files, one of " + settings.shadowOneOf
                + " is shown to a pool of that part [tried=" + MemorySize.format(settings.limitBytes)
                + ", size=" + MemorySize.format(settings.limitBytes / settings.shadowOneOf) + ']');
        Codecs.warnings().forEach(log::warning);
    }

    List<String> libraries() {
        return List.of(Codecs.describeLz4(), Codecs.describeZstd());
    }

    boolean isEnabled() {
        return manager != null;
    }

    /** A tier is opened with the first cache group that needs it; until then all but its limit is zero. */
    ZsStats stats() {
        ZsPageStoreManager asked = manager;
        return asked == null ? ZsStats.NONE : new ZsStats(asked.coldTier().stats(), pageBytes());
    }

    /** By name; empty without pool. */
    List<ZsGroupStats> groupStats() {
        ZsPageStoreManager asked = manager;
        return asked == null ? List.of()
            : asked.coldTier().groupStats().stream().map(stats -> new ZsGroupStats(stats, pageBytes())).collect(Collectors.toList());
    }

    /** By number; empty without pool. */
    List<ZsSlabStats> slabStats() {
        ZsPageStoreManager asked = manager;
        return asked == null ? List.of() : asked.coldTier().slabStats().stream().map(ZsSlabStats::new).collect(Collectors.toList());
    }

    /** From the smallest slot up; empty without pool. */
    List<ZsClassStats> classStats() {
        ZsPageStoreManager asked = manager;
        return asked == null ? List.of()
            : asked.coldTier().classStats().stream().map(stats -> new ZsClassStats(stats, pageBytes())).collect(Collectors.toList());
    }

    NodeOperations operations() {
        return operations;
    }

    /** Ignite resolves it from its files or its default while the node starts. */
    private int pageBytes() {
        int pageBytes = context.igniteConfiguration().getDataStorageConfiguration().getPageSize();
        return pageBytes == 0 ? DataStorageConfiguration.DFLT_PAGE_SIZE : pageBytes;
    }
}
