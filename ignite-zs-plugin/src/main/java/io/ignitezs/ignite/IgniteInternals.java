package io.ignitezs.ignite;

import io.ignitezs.tier.TierStats;
import java.io.File;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.internal.GridKernalContext;
import org.apache.ignite.internal.IgniteEx;
import org.apache.ignite.internal.pagemem.store.IgnitePageStoreManager;
import org.apache.ignite.internal.processors.cache.GridCacheProcessor;
import org.apache.ignite.internal.processors.cache.persistence.filename.PdsFolderSettings;
import org.apache.ignite.internal.processors.cache.persistence.filename.PdsFoldersResolver;
import org.apache.ignite.internal.processors.cache.persistence.snapshot.SnapshotHandler;
import org.apache.ignite.internal.processors.cache.persistence.snapshot.SnapshotHandlerType;
import org.apache.ignite.internal.util.typedef.internal.U;
import org.apache.ignite.plugin.ExtensionRegistry;
import org.apache.ignite.plugin.PluginContext;
import org.apache.ignite.plugin.security.SecurityPermission;
import org.apache.ignite.spi.systemview.view.SystemViewRowAttributeWalker;

/** What package {@code plugin} needs of Ignite's internals, without naming any of their classes. Read against Ignite 2.17.0. */
public final class IgniteInternals {
    /** The Ignite version that this package was read against and is tested with. */
    public static final String SUPPORTED_VERSION = "2.17.0";

    private IgniteInternals() {
    }

    /** Whether a plugin provider that is asked for a component of this class is asked for the page store manager. */
    public static boolean isPageStoreManagerClass(Class<?> component) {
        return component == IgnitePageStoreManager.class;
    }

    /** @return the answer to such a question; nothing is allocated before the node makes its first store */
    public static ZsPageStoreManager createManager(PluginContext context, PageStoreSettings settings) {
        return new ZsPageStoreManager(kernal(context), settings);
    }

    /** To be called while the node's plugins are registered. */
    public static void registerExtensions(ExtensionRegistry registry, PageStoreSettings settings) {
        if (!settings.hasVolatileGroups)
            return;
        for (SnapshotHandlerType type : SnapshotHandlerType.values())
            registry.registerExtension(SnapshotHandler.class, new VolatileSnapshots(type, settings.volatileGroup));
    }

    /** @return the page store manager that the node really uses; null before it has one and on nodes without persistence */
    public static Object pageStoreManagerOf(PluginContext context) {
        GridCacheProcessor caches = kernal(context).cache();
        return caches == null || caches.context() == null ? null : caches.context().pageStore();
    }

    /** @return zeros if {@code manager} is not ours; zeros but for the limit if it has no tier now */
    public static TierStats tierStats(Object manager) {
        return manager instanceof ZsPageStoreManager ? ((ZsPageStoreManager)manager).coldTier().stats() : new TierStats();
    }

    /** @param rows asked for whenever the view is read */
    public static <R> void registerView(PluginContext context, String name, String description, SystemViewRowAttributeWalker<R> columns,
        Supplier<Collection<R>> rows) {
        kernal(context).systemView().registerView(name, description, columns, rows, row -> row);
    }

    /**
     * Names of the cache groups that have files in this node's storage directory. Resolving that directory takes the node's
     * lock on it, which starting the node does a moment later anyway.
     * @return empty if there are none, or if it is asked before the node can resolve its directory
     */
    public static Set<String> storedCacheGroups(PluginContext context) throws IgniteCheckedException {
        Set<String> groups = new TreeSet<>();
        File directory = storageDirectory(kernal(context).pdsFolderResolver());
        String[] names = directory == null ? null : directory.list();
        for (String name : names == null ? new String[0] : names) {
            String group = LiveFiles.groupOfDirectory(name);
            if (group != null)
                groups.add(group);
        }
        return groups;
    }

    /** Names of the cache groups that the cluster has, as far as this node knows. Does not block. */
    public static Set<String> clusterCacheGroups(PluginContext context) {
        Set<String> groups = new TreeSet<>();
        GridCacheProcessor caches = kernal(context).cache();
        if (caches != null)
            caches.cacheGroupDescriptors().values().forEach(group -> groups.add(group.cacheOrGroupName()));
        return groups;
    }

    /** @throws SecurityException if who is asking may not administer this node; does nothing on a node without security */
    public static void authorizeAdministration(PluginContext context) {
        kernal(context).security().authorize(SecurityPermission.ADMIN_OPS);
    }

    /** Whether this node is being stopped: its jobs are waited for then. */
    public static boolean isStopping(PluginContext context) {
        return kernal(context).isStopping();
    }

    /** Whether the cluster is active, or about to be; false as soon as it is being deactivated. */
    public static boolean isActive(PluginContext context) {
        return kernal(context).state().clusterState().state().active();
    }

    /** What relative paths begin at. */
    public static Path workDirectory(PluginContext context) {
        return Path.of(kernal(context).config().getWorkDirectory());
    }

    /**
     * Registers a bean as Ignite names its own; the caller MUST unregister it.
     * @return its name, null where Ignite's beans are disabled
     */
    public static <T> ObjectName registerMBean(PluginContext context, String group, String name, T bean, Class<T> type) throws JMException {
        if (U.IGNITE_MBEANS_DISABLED)
            return null;
        IgniteConfiguration node = kernal(context).config();
        return U.registerMBean(node.getMBeanServer(), node.getIgniteInstanceName(), group, name, bean, type);
    }

    private static File storageDirectory(PdsFoldersResolver resolver) throws IgniteCheckedException {
        PdsFolderSettings<?> folders = resolver == null ? null : resolver.resolveFolders();
        return folders == null || folders.persistentStoreRootPath() == null ? null : folders.persistentStoreNodePath();
    }

    private static GridKernalContext kernal(PluginContext context) {
        return ((IgniteEx)context.grid()).context();
    }
}
