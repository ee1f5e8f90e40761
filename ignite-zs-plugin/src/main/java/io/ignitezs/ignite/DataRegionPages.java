package io.ignitezs.ignite;

import java.util.BitSet;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.apache.ignite.internal.pagemem.PageIdUtils;
import org.apache.ignite.internal.processors.cache.persistence.pagemem.RegionPages;

/**
 * Which pages of stores are in the data regions of their node. To be closed before these are stopped: whoever asks from then on is told nothing, and nobody is
 * inside when {@link #close} returns, which waits for no disk.
 */
final class DataRegionPages implements AutoCloseable {
    private final Supplier<Collection<Object>> memories;
    private final IntFunction<Object> memoryOfGroup;

    /** Made once, and used again from call to call: they have grown to what they need. */
    private final Map<Object, RegionPages> regions = new IdentityHashMap<>();
    private Map<StorePages, BitSet> found = new IdentityHashMap<>();
    private boolean closed;

    /** @param memories the page memories of persistent regions @param memoryOfGroup that of a cache group's region; null if there is none */
    DataRegionPages(Supplier<Collection<Object>> memories, IntFunction<Object> memoryOfGroup) {
        this.memories = memories;
        this.memoryOfGroup = memoryOfGroup;
    }

    /**
     * @return page numbers, until the next call; nothing, or none, for a store without a page there
     * @throws IllegalStateException if Ignite is not as expected, or it is closed
     */
    synchronized Map<StorePages, BitSet> of(Collection<StorePages> stores) {
        if (closed)
            throw new IllegalStateException("Data regions are about to be stopped");
        PooledStores byPartition = new PooledStores();
        stores.forEach(store -> byPartition.put(store.groupId(), store.partition(), store));
        clear(stores);
        for (Object memory : memories.get())
            region(memory).forEach((groupId, pageId) -> add(byPartition.get(groupId, PageIdUtils.partId(pageId)), pageId));
        return found;
    }

    /** Keeps what stores had that are still there. */
    private void clear(Collection<StorePages> stores) {
        Map<StorePages, BitSet> before = found;
        found = new IdentityHashMap<>(before.size());
        for (StorePages store : stores) {
            BitSet pages = before.get(store);
            if (pages != null) {
                pages.clear();
                found.put(store, pages);
            }
        }
    }

    private void add(StorePages store, long pageId) {
        if (store != null && PageIdUtils.pageIndex(pageId) >= 0)
            found.computeIfAbsent(store, none -> new BitSet()).set(PageIdUtils.pageIndex(pageId));
    }

    private RegionPages region(Object memory) {
        return regions.computeIfAbsent(memory, RegionPages::new);
    }

    /** The region of a cache group, for {@link #has}; null if there is none. */
    synchronized RegionPages ofGroup(int groupId) {
        Object memory = closed ? null : memoryOfGroup.apply(groupId);
        return memory == null ? null : region(memory);
    }

    /** Whether a region has a page. */
    synchronized boolean has(RegionPages region, int groupId, long pageId) {
        return !closed && region.has(groupId, pageId);
    }

    @Override public synchronized void close() {
        closed = true;
    }
}
