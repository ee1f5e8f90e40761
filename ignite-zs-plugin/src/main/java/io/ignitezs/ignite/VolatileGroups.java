package io.ignitezs.ignite;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.cache.CacheAtomicityMode;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.configuration.DiskPageCompression;
import org.apache.ignite.internal.mem.IgniteOutOfMemoryException;
import org.apache.ignite.internal.processors.cache.persistence.DataRegion;
import org.apache.ignite.internal.util.typedef.internal.CU;

/** The volatile cache groups that a node has: what they may not be, and whether pages may still be made for them. */
final class VolatileGroups {
    /** Pages of all stores of all groups. */
    final LongAdder allocatedPages = new LongAdder();

    private final Predicate<String> isVolatile;

    /** The region of each group by its number. */
    private final Map<Integer, DataRegion> regions = new ConcurrentHashMap<>();
    private final Map<Integer, String> names = new ConcurrentHashMap<>();

    /** How many pages these regions have together. Written under this object's lock: Ignite starts caches side by side. */
    private volatile long regionPages;

    /** @param isVolatile by name of a cache group */
    VolatileGroups(Predicate<String> isVolatile) {
        this.isVolatile = isVolatile;
    }

    boolean isNamed(String group) {
        return group != null && isVolatile.test(group);
    }

    /**
     * A commit that finds no room would be a critical failure to Ignite, which stops the node, so there are no transactions.
     * @throws IgniteCheckedException if the cache cannot be in a volatile group
     */
    static void check(CacheConfiguration<?, ?> cache) throws IgniteCheckedException {
        if (cache.getAtomicityMode() == CacheAtomicityMode.TRANSACTIONAL)
            throw refuse(cache, "atomicityMode", cache.getAtomicityMode(), CacheAtomicityMode.ATOMIC);
        if (cache.isEncryptionEnabled())
            throw refuse(cache, "encryptionEnabled", true, false);
        if (cache.getDiskPageCompression() != DiskPageCompression.DISABLED && cache.getDiskPageCompression() != null)
            throw refuse(cache, "diskPageCompression", cache.getDiskPageCompression(), DiskPageCompression.DISABLED);
    }

    /** @return whether it was not there yet */
    synchronized boolean add(int groupId, String name, DataRegion region, int pageBytes) {
        boolean isNew = names.put(groupId, name) == null;
        regions.put(groupId, region);
        countRegionPages(pageBytes);
        return isNew;
    }

    synchronized void remove(int groupId, int pageBytes) {
        names.remove(groupId);
        if (regions.remove(groupId) != null)
            countRegionPages(pageBytes);
    }

    /** The node has none now. */
    synchronized void clear() {
        names.clear();
        regions.clear();
        regionPages = 0;
    }

    /** @return null if there is no such group */
    String name(int groupId) {
        return names.get(groupId);
    }

    Iterable<Integer> ids() {
        return names.keySet();
    }

    /** Cheap if there is no such group at all. */
    boolean has(int groupId) {
        return !names.isEmpty() && names.containsKey(groupId);
    }

    /**
     * To be asked before a page is made for rows. Not for pages of trees and lists: there are few of them for each page of rows, and without them
     * Ignite's structures would be left half changed. The exception is a checked one because Ignite takes others for damage of these structures.
     */
    void checkRoom(int groupId, NodeTier tier, long limitBytes) throws IgniteCheckedException {
        if (tier != null && tier.tier.admitsPinned(Math.min(regionPages, allocatedPages.sum() + 1)))
            return;
        String message = "Out of memory in the compressed pool for volatile cache groups [cacheGroup=" + names.get(groupId) + ", maxSize=" + limitBytes
            + ", pages=" + allocatedPages.sum() + ", reservedPages=" + Math.min(regionPages, allocatedPages.sum())
            + "] Try the following: raise maxSize of the pool; use a smaller data region for volatile cache groups; remove rows";
        throw new IgniteCheckedException(message, new IgniteOutOfMemoryException(message));
    }

    private void countRegionPages(int pageBytes) {
        regionPages = regions.values().stream().distinct().mapToLong(region -> region.config().getMaxSize() / pageBytes).sum();
    }

    private static IgniteCheckedException refuse(CacheConfiguration<?, ?> cache, String property, Object value, Object allowed) {
        return new IgniteCheckedException("The cache cannot be in a volatile cache group [property=volatileCacheGroups, cacheGroup="
            + CU.cacheOrGroupName(cache) + ", cache=" + cache.getName() + ", " + property + '=' + value + ", allowed=" + allowed + ']');
    }
}
