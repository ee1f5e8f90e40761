package io.ignitezs.plugin;

import io.ignitezs.codec.Codecs;
import io.ignitezs.codec.Lz4Codec;
import io.ignitezs.ignite.IgniteInternals;
import io.ignitezs.ignite.PageStoreSettings;
import io.ignitezs.tier.TierStats;
import java.util.Collection;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.IgniteException;
import org.apache.ignite.IgniteLogger;
import org.apache.ignite.configuration.DataStorageConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.plugin.PluginContext;

/** The plugin's part of one node, from its start to its stop. Inert if the node is a client or its configuration says so. */
final class ZsNode {
    private final PluginContext context;
    private final ZsPlugin plugin = new ZsPlugin(this::isEnabled, this::stats);

    /** Null if inert. */
    private final ConfigurationCheck check;
    private final PageStoreSettings settings;

    /** Belongs to Ignite, which opens and closes it; null while it must not be asked. */
    private volatile Object manager;
    private volatile boolean started;

    private ZsNode(PluginContext context, ConfigurationCheck check, PageStoreSettings settings) {
        this.context = context;
        this.check = check;
        this.settings = settings;
    }

    static ZsNode inert(PluginContext context) {
        return new ZsNode(context, null, null);
    }

    /** Refuses what is wrong in the configuration, as early as Ignite gives it to a plugin. */
    static ZsNode of(PluginContext context, NodeConfiguration configuration) {
        ConfigurationCheck check = new ConfigurationCheck(configuration, context.igniteConfiguration());
        PageStoreSettings settings = check.settings(context.grid().version(), AllowedMemory.ofThisProcess().bytes());
        settings.warning = context.log(ZsPluginProvider.class)::warning;
        return new ZsNode(context, check, settings);
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
        report(context.log(ZsPluginProvider.class));
    }

    /** Ignite closes the manager later. */
    void stop() {
        started = false;
        manager = null;
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
            + ", codec=" + settings.codec.name() + ", loaded=" + Codecs.describeLz4() + " and " + Codecs.describeZstd() + ']');
        if (!Lz4Codec.open().isNative())
            log.warning("The native library of LZ4 cannot be used; its Java version does the same more slowly"
                + " [loaded=" + Codecs.describeLz4() + ']');
    }

    private boolean isEnabled() {
        return manager != null;
    }

    /** A tier is opened with the first cache group that needs it; until then all but its limit is zero. */
    private ZsStats stats() {
        Object asked = manager;
        if (asked == null)
            return ZsStats.NONE;
        TierStats stats = IgniteInternals.tierStats(asked);
        stats.limitBytes = settings.limitBytes;
        return new ZsStats(stats, pageBytes());
    }

    /** Ignite resolves it from its files or its default while the node starts. */
    private int pageBytes() {
        int pageBytes = context.igniteConfiguration().getDataStorageConfiguration().getPageSize();
        return pageBytes == 0 ? DataStorageConfiguration.DFLT_PAGE_SIZE : pageBytes;
    }
}
