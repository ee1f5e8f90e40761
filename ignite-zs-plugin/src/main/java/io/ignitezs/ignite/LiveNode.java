package io.ignitezs.ignite;

import io.ignitezs.tier.EvictionOrders;
import io.ignitezs.tier.MissRatioSampler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.internal.pagemem.store.PageStore;
import org.apache.ignite.internal.processors.cache.CacheGroupContext;
import org.apache.ignite.internal.processors.cache.GridCacheSharedContext;
import org.apache.ignite.internal.processors.cache.persistence.file.FilePageStore;

/**
 * A running node, for one thread that wants to know what its pool gains or would gain. Changes nothing of what the pool and the files hold, makes no file,
 * and reads no more of them in a second than the node's settings allow for reading in the background.
 */
public final class LiveNode {
    private final ZsPageStoreManager manager;
    private final GridCacheSharedContext<?, ?> caches;
    private final ReadBudget budget;

    /** What there was at the beginning: null if nothing. */
    private final NodeTier tier;

    /** It was in use then. */
    private final boolean wasOn;
    private Runnable waiting = this::checkOpen;

    LiveNode(ZsPageStoreManager manager, GridCacheSharedContext<?, ?> caches) {
        this.manager = manager;
        this.caches = caches;
        budget = new ReadBudget(manager.settings().warmUpBytesPerSecond);
        tier = manager.tier();
        wasOn = tier != null && tier.onOff.isOn();
    }

    /** To be called often. @throws PoolEnding if the tier that was on at the beginning is not any more */
    public void checkOpen() {
        if (wasOn)
            tier.checkOpen();
    }

    /**
     * @param waiting run again and again while somebody else is at a file, which may be for as long as its disk does not answer, in place of
     *     {@link #checkOpen}; may throw
     */
    public void whileWaiting(Runnable waiting) {
        this.waiting = waiting;
    }

    void awaitsFile() {
        waiting.run();
    }

    /** A page was read: waits until another one may be. */
    void spent() {
        budget.spent(manager.pageSize());
    }

    /** The files that are open, of all cache groups, as of now. */
    public List<PageSource> files() throws IgniteCheckedException, IOException {
        List<PageSource> files = new ArrayList<>();
        for (CacheGroupContext group : caches.cache().cacheGroups())
            for (PageStore store : stores(group)) {
                PageSource file = store.pages() > 0 ? file(group.cacheOrGroupName(), store) : null;
                if (file != null)
                    files.add(file);
            }
        return files;
    }

    private Collection<PageStore> stores(CacheGroupContext group) throws IgniteCheckedException {
        Collection<PageStore> stores = group.persistenceEnabled() ? manager.getStores(group.groupId()) : null;
        return stores == null ? List.of() : stores;
    }

    /** @return null if it has no page file */
    private PageSource file(String group, PageStore store) throws IOException {
        if (!(store instanceof FilePageStore))
            return null;
        FilePageStore file = (FilePageStore)store;
        Path path = Path.of(file.getFileAbsolutePath());
        if (file instanceof ZsPageStore)
            return new LiveFile(group, LiveFiles.partition(path), file, ((ZsPageStore)file).ownReads()::look, this);
        if (file instanceof VolatilePageStore)
            return new LiveFile(group, LiveFiles.partition(path), file, ((VolatilePageStore)file)::look, this);
        return StockFile.of(path, group, this);
    }

    /** Of the pool. */
    public EvictionOrders evictionOrder() {
        return manager.settings().evictionOrder;
    }

    /** Shows a sampler the page reads that reach the pool, until {@link #stopSampling}. @return false if there is no pool now */
    public boolean startSampling(MissRatioSampler sampler) {
        return tier != null && tier.startSampling(sampler);
    }

    public void stopSampling(MissRatioSampler sampler) {
        tier.stopSampling(sampler);
    }
}
