package io.ignitezs.ignite;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.internal.processors.cache.CacheGroupDescriptor;
import org.apache.ignite.internal.processors.cache.GridCacheSharedContext;
import org.apache.ignite.internal.processors.cache.persistence.file.FileIOFactory;
import org.apache.ignite.internal.processors.cache.persistence.file.FilePageStoreManager;
import org.apache.ignite.lang.IgniteOutClosure;

/** What the page store manager of a node does for its volatile cache groups. */
final class VolatileStores {
    private final FilePageStoreManager manager;
    private final GridCacheSharedContext<?, ?> cctx;
    private final Supplier<NodeTier> tier;
    private final Consumer<String> warning;
    private final VolatileGroups groups;

    /** Null if there may be no volatile group. */
    private final VolatileWal wal;

    /** @param tier opens it if need be; gives null if there is none */
    VolatileStores(FilePageStoreManager manager, GridCacheSharedContext<?, ?> cctx, PageStoreSettings settings, Supplier<NodeTier> tier)
        throws IgniteCheckedException {
        this.manager = manager;
        this.cctx = cctx;
        this.tier = tier;
        warning = settings.warning;
        groups = new VolatileGroups(settings.hasVolatileGroups ? settings.volatileGroup : group -> false);
        if (settings.hasVolatileGroups)
            new VolatileDefragmentation(cctx.kernalContext(), groups).refuse();
        wal = settings.hasVolatileGroups ? new VolatileWal(cctx, groups) : null;
    }

    /** To be called before Ignite makes the stores of a cache group, and before it recovers; for each cache of a group, and again. */
    void prepare(CacheGroupDescriptor group, CacheConfiguration<?, ?> cache) throws IgniteCheckedException {
        if (!groups.isNamed(group.cacheOrGroupName()))
            return;
        VolatileGroups.check(cache);
        wal.turnOff(group);
        if (groups.add(group.groupId(), group.cacheOrGroupName(), cctx.database().dataRegion(group.config().getDataRegionName()), manager.pageSize()))
            begin(group.cacheOrGroupName(), manager.cacheWorkDir(cache));
    }

    /** @return null if the file belongs to no such group */
    VolatilePageStore create(int groupId, byte type, IgniteOutClosure<Path> path, FileIOFactory ioFactory, LongConsumer allocatedTracker)
        throws IgniteCheckedException {
        Path file = path.apply();
        String group = LiveFiles.group(manager.workDir().toPath(), file);
        if (!groups.isNamed(group))
            return null;
        prepareMissing(groupId);
        VolatilePages pages = new VolatilePages(openTier(group), file.toString(), group);
        LongConsumer tracker = count -> {
            allocatedTracker.accept(count);
            groups.allocatedPages.add(count);
        };
        return new VolatilePageStore(type, path, ioFactory, manager.pageSize(), tracker, pages);
    }

    /** @throws IgniteCheckedException if no page for rows may be made now */
    void checkRoom(int groupId, long limitBytes) throws IgniteCheckedException {
        if (groups.has(groupId))
            groups.checkRoom(groupId, tier.get(), limitBytes);
    }

    boolean isNamed(String group) {
        return groups.isNamed(group);
    }

    /** Begins Ignite's recovery. */
    void recover(Runnable recovery) {
        if (wal == null)
            recovery.run();
        else
            wal.hidden(recovery);
    }

    /** The stores of a cache group are stopped for good. */
    void ending(int groupId, boolean destroy) {
        if (!destroy)
            warnOfDeactivation(groupId);
        groups.remove(groupId, manager.pageSize());
    }

    /** All stores have stopped: with the node, or Ignite has deactivated the cluster, which ends its groups one by one or not at all. */
    void close() {
        groups.ids().forEach(this::warnOfDeactivation);
        groups.clear();
        if (wal != null)
            wal.close();
    }

    private void warnOfDeactivation(int groupId) {
        if (groups.has(groupId) && !cctx.kernalContext().isStopping())
            warning.accept("A volatile cache group loses all its rows on this node because the cluster is deactivated [cacheGroup="
                + groups.name(groupId) + ']');
    }

    /** Ignite also makes stores without saying so before, of groups that it has started earlier. */
    private void prepareMissing(int groupId) throws IgniteCheckedException {
        CacheGroupDescriptor group = groups.has(groupId) ? null : cctx.cache().cacheGroupDescriptor(groupId);
        if (group != null)
            prepare(group, group.config());
    }

    private NodeTier openTier(String group) throws IgniteCheckedException {
        NodeTier opened = tier.get();
        if (opened == null)
            throw new IgniteCheckedException("A volatile cache group needs the compressed pool, which could not be opened [cacheGroup=" + group + ']');
        return opened;
    }

    private void begin(String group, File directory) throws IgniteCheckedException {
        try {
            Path files = SetAside.pageFiles(manager.workDir().toPath(), directory);
            if (files != null)
                warning.accept("A cache group has become volatile: it starts empty, its page files were set aside and can be deleted [cacheGroup="
                    + group + ", directory=" + files + ']');
            else if (isKnown(directory))
                warning.accept("A volatile cache group starts empty, what this node had of it is gone: partitions are copied from nodes that still"
                    + " have them, all others are lost [cacheGroup=" + group + ']');
        }
        catch (IOException e) {
            throw new IgniteCheckedException("Failed to set page files of a volatile cache group aside [cacheGroup=" + group + ']', e);
        }
    }

    /** Whether the node had it before it started. */
    private boolean isKnown(File directory) {
        File[] files = directory.listFiles((parent, name) -> name.endsWith(FilePageStoreManager.CACHE_DATA_FILENAME));
        return files != null && files.length > 0 && cctx.kernalContext().discovery().localNode() == null;
    }
}
