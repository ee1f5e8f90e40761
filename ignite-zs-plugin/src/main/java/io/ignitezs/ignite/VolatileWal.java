package io.ignitezs.ignite;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.internal.processors.cache.CacheGroupContext;
import org.apache.ignite.internal.processors.cache.CacheGroupDescriptor;
import org.apache.ignite.internal.processors.cache.GridCacheSharedContext;
import org.apache.ignite.internal.processors.cache.distributed.dht.preloader.GridDhtPartitionsExchangeFuture;
import org.apache.ignite.internal.processors.cache.distributed.dht.preloader.PartitionsExchangeAware;
import org.apache.ignite.internal.processors.cache.persistence.GridCacheDatabaseSharedManager;

/*
 * A log of changes to pages that are gone after a crash would be applied to empty ones, and the node could not start. So for a volatile group:
 *
 * L1  nothing is logged    its descriptor says so before its context is made of it. Of a cache that is made later, Ignite makes the context first: that
 *                          is corrected in the same exchange, before there are rows. Nothing of this is written to Ignite's metastorage, so without
 *                          this plugin the group has a log again.
 * L2  nothing is replayed  Ignite asks two sets, which it fills from its metastorage before recovery, which groups had no log. They get the group
 *                          when its stores are made, which is before recovery too, so it does not matter what was written to the log when
 *                          the group was not volatile, or before it was corrected.
 * L3  nothing is damaged   For groups in these sets Ignite believes that their files were damaged by the crash, and stops in maintenance mode if it finds
 *                          any file but one. There are no page files; while it looks, the group is not in the sets.
 * L4  the log stays off    who turns it on does so in an exchange, at whose end it is off again.
 */
/** Keeps the write-ahead log of volatile cache groups off, without which their node could not always restart. */
final class VolatileWal implements PartitionsExchangeAware {
    private static final String[] SETS = {"initiallyGlobalWalDisabledGrps", "initiallyLocWalDisabledGrps"};

    private final GridCacheSharedContext<?, ?> cctx;
    private final VolatileGroups groups;
    private final List<Collection<Integer>> groupsWithoutLog = new ArrayList<>();
    private final Field logged;

    VolatileWal(GridCacheSharedContext<?, ?> cctx, VolatileGroups groups) throws IgniteCheckedException {
        this.cctx = cctx;
        this.groups = groups;
        logged = field(CacheGroupContext.class, "globalWalEnabled");
        for (String name : SETS)
            groupsWithoutLog.add(replaceByConcurrent(cctx.database(), field(GridCacheDatabaseSharedManager.class, name)));
        cctx.exchange().registerExchangeAwareComponent(this);
    }

    void turnOff(CacheGroupDescriptor group) {
        group.walEnabled(false);
        groupsWithoutLog.get(0).add(group.groupId());
    }

    /** @param recovery must not find volatile groups among those without a log */
    void hidden(Runnable recovery) {
        for (int groupId : groups.ids())
            groupsWithoutLog.forEach(set -> set.remove(groupId));
        try {
            recovery.run();
        }
        finally {
            groups.ids().forEach(groupsWithoutLog.get(0)::add);
        }
    }

    @Override public void onInitBeforeTopologyLock(GridDhtPartitionsExchangeFuture exchange) {
        turnOffAll();
    }

    @Override public void onDoneBeforeTopologyUnlock(GridDhtPartitionsExchangeFuture exchange) {
        turnOffAll();
    }

    void close() {
        cctx.exchange().unregisterExchangeAwareComponent(this);
    }

    private void turnOffAll() {
        for (CacheGroupDescriptor group : cctx.cache().cacheGroupDescriptors().values())
            if (groups.isNamed(group.cacheOrGroupName()))
                turnOff(group, cctx.cache().cacheGroup(group.groupId()));
    }

    /** @param context null if this node does not have it */
    private void turnOff(CacheGroupDescriptor group, CacheGroupContext context) {
        group.walEnabled(false);
        if (context == null || !context.globalWalEnabled())
            return;
        try {
            logged.set(context, false);
        }
        catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ignite's own is changed while nodes are asked for it, but by one thread at a time. */
    @SuppressWarnings("unchecked")
    private static Collection<Integer> replaceByConcurrent(Object database, Field field) throws IgniteCheckedException {
        try {
            Set<Integer> set = ConcurrentHashMap.newKeySet();
            set.addAll((Collection<Integer>)field.get(database));
            field.set(database, set);
            return set;
        }
        catch (IllegalAccessException | RuntimeException e) {
            throw impossible(field.getName(), e);
        }
    }

    private static Field field(Class<?> type, String name) throws IgniteCheckedException {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        }
        catch (ReflectiveOperationException | RuntimeException e) {
            throw impossible(name, e);
        }
    }

    private static IgniteCheckedException impossible(String field, Exception e) {
        return new IgniteCheckedException("Volatile cache groups are not possible with this version of Ignite: it would log changes to their pages"
            + " [property=volatileCacheGroups, missing=" + field + ']', e);
    }
}
