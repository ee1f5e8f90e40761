package io.ignitezs.ignite;

import java.util.BitSet;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.apache.ignite.internal.pagemem.PageIdUtils;
import org.apache.ignite.internal.processors.cache.persistence.pagemem.RegionPages;

/** Which pages of stores are in the data regions of their node. Not to be used when these are being stopped. */
final class DataRegionPages {
    private final Supplier<Collection<Object>> memories;
    private final IntFunction<Object> memoryOfGroup;

    /** @param memories the page memories of persistent regions @param memoryOfGroup that of a cache group's region; null if there is none */
    DataRegionPages(Supplier<Collection<Object>> memories, IntFunction<Object> memoryOfGroup) {
        this.memories = memories;
        this.memoryOfGroup = memoryOfGroup;
    }

    /** @return page numbers; nothing for a store without a page there @throws IllegalStateException if Ignite is not as expected */
    Map<StorePages, BitSet> of(Collection<StorePages> stores) {
        PooledStores byPartition = new PooledStores();
        stores.forEach(store -> byPartition.put(store.groupId(), store.partition(), store));
        Map<StorePages, BitSet> found = new IdentityHashMap<>();
        for (Object memory : memories.get())
            new RegionPages(memory).forEach((groupId, pageId) -> add(byPartition.get(groupId, PageIdUtils.partId(pageId)), pageId, found));
        return found;
    }

    private static void add(StorePages store, long pageId, Map<StorePages, BitSet> to) {
        if (store != null && PageIdUtils.pageIndex(pageId) >= 0)
            to.computeIfAbsent(store, none -> new BitSet()).set(PageIdUtils.pageIndex(pageId));
    }

    /** The region of a cache group, to be asked for single pages; null if there is none. */
    RegionPages ofGroup(int groupId) {
        Object memory = memoryOfGroup.apply(groupId);
        return memory == null ? null : new RegionPages(memory);
    }
}
