package io.ignitezs.ignite;

import io.ignitezs.tier.PageTier;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.internal.IgniteEx;
import org.apache.ignite.internal.pagemem.FullPageId;
import org.apache.ignite.internal.pagemem.PageIdAllocator;
import org.apache.ignite.internal.pagemem.PageIdUtils;
import org.apache.ignite.internal.processors.cache.GridCacheSharedContext;
import org.apache.ignite.internal.processors.cache.persistence.pagemem.PageMemoryImpl;

/** Where the pages of a cache are while nothing is going on. */
final class Whereabouts {
    int inRegion;
    int inTier;
    int inBoth;
    int inFileOnly;

    private final GridCacheSharedContext<?, ?> context;
    private final ZsPageStoreManager manager;
    private final PageMemoryImpl region;
    private final int groupId;

    private Whereabouts(Ignite node, String cache) throws IgniteCheckedException {
        context = ((IgniteEx)node).context().cache().context();
        manager = (ZsPageStoreManager)context.pageStore();
        region = (PageMemoryImpl)context.database().dataRegion("default").pageMemory();
        groupId = ((IgniteEx)node).cachex(cache).context().groupId();
    }

    /** @param cache in region {@code default} */
    static Whereabouts of(Ignite node, String cache) throws IgniteCheckedException {
        Whereabouts found = new Whereabouts(node, cache);
        int partitions = node.affinity(cache).partitions();
        for (int partition = 0; partition < partitions; partition++)
            found.add(partition);
        found.add(PageIdAllocator.INDEX_PARTITION);
        return found;
    }

    private void add(int partition) throws IgniteCheckedException {
        ZsPageStore store = (ZsPageStore)manager.getStore(groupId, partition);
        int count = store.exists() ? store.pages() : 0;
        for (int pageIndex = 0; pageIndex < count; pageIndex++)
            add(isInRegion(partition, pageIndex), store.kept().ticket(pageIndex) == PageTier.NO_TICKET);
    }

    private void add(boolean region, boolean tier) {
        inRegion += region ? 1 : 0;
        inTier += tier ? 1 : 0;
        inBoth += region && tier ? 1 : 0;
        inFileOnly += region || tier ? 0 : 1;
    }

    /** Pages in memory, each counted once. */
    int distinct() {
        return inRegion + inTier - inBoth;
    }

    private boolean isInRegion(int partition, int pageIndex) {
        byte flag = partition == PageIdAllocator.INDEX_PARTITION ? PageIdAllocator.FLAG_IDX : PageIdAllocator.FLAG_DATA;
        return region.hasLoadedPage(new FullPageId(PageIdUtils.pageId(partition, flag, pageIndex), groupId));
    }

    @Override public String toString() {
        return "region " + inRegion + ", tier " + inTier + ", both " + inBoth + ", file only " + inFileOnly;
    }
}
