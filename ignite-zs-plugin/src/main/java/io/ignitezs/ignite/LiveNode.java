package io.ignitezs.ignite;

import io.ignitezs.tier.MissRatioSampler;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.internal.pagemem.store.PageStore;
import org.apache.ignite.internal.processors.cache.CacheGroupContext;
import org.apache.ignite.internal.processors.cache.GridCacheSharedContext;
import org.apache.ignite.internal.processors.cache.persistence.DataRegion;
import org.apache.ignite.internal.processors.cache.persistence.file.FilePageStore;

/** A running node, for whoever wants to know what its pool gains or would gain. Changes nothing of what the pool holds. */
public final class LiveNode {
    private final ZsPageStoreManager manager;
    private final GridCacheSharedContext<?, ?> caches;

    LiveNode(ZsPageStoreManager manager, GridCacheSharedContext<?, ?> caches) {
        this.manager = manager;
        this.caches = caches;
    }

    /** The files of all cache groups that have some, as of now. */
    public List<PageSource> files() throws IgniteCheckedException {
        List<PageSource> files = new ArrayList<>();
        for (CacheGroupContext group : caches.cache().cacheGroups())
            for (PageStore store : stores(group))
                if (store instanceof FilePageStore && store.exists())
                    addFile(files, group.cacheOrGroupName(), (FilePageStore)store);
        return files;
    }

    private Collection<PageStore> stores(CacheGroupContext group) throws IgniteCheckedException {
        Collection<PageStore> stores = group.persistenceEnabled() ? manager.getStores(group.groupId()) : null;
        return stores == null ? List.of() : stores;
    }

    /** A store does not know how long its file is before it is first used. */
    private void addFile(List<PageSource> files, String group, FilePageStore store) throws IgniteCheckedException {
        store.ensure();
        if (store.pages() > 0)
            files.add(new StoreFile(group, store, manager.pageSize()));
    }

    /** Pages that data regions have and the pool has not, by its residency; 0 where it may have them as well. */
    public long regionPages() {
        if (!manager.tierStats().exclusive)
            return 0;
        long pages = 0;
        for (DataRegion region : caches.database().dataRegions())
            if (region.config().isPersistenceEnabled())
                pages += region.pageMemory().loadedPages();
        return pages;
    }

    /** Shows a sampler the page reads that reach the pool, until {@link #stopSampling}. @return false if there is no pool now */
    public boolean startSampling(MissRatioSampler sampler) {
        NodeTier tier = manager.tier();
        return tier != null && tier.startSampling(sampler);
    }

    public void stopSampling() {
        NodeTier tier = manager.tier();
        if (tier != null)
            tier.stopSampling();
    }
}
