package io.ignitezs.ignite;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.internal.pagemem.store.PageStore;
import org.apache.ignite.internal.processors.cache.persistence.file.FileIOFactory;
import org.apache.ignite.internal.processors.cache.persistence.file.FilePageStoreV2;
import org.apache.ignite.internal.processors.cache.persistence.file.FileVersionCheckingFactory;
import org.apache.ignite.lang.IgniteOutClosure;

/**
 * Makes a {@link ZsPageStore} where Ignite would make a store of the current format for a file that is to be pooled, an
 * {@link UnpooledPageStore} for one that is not, and Ignite's store for files of an older format. Ignite's factory always goes first: it alone
 * knows the format of an existing file, and making a store has no side effects.
 */
final class ZsPageStoreFactory extends FileVersionCheckingFactory {
    private final FileVersionCheckingFactory stock;
    private final FileIOFactory ioFactory;
    private final IntSupplier pageBytes;
    private final Function<Path, StorePages> pagesOf;
    private final Supplier<NodeTier> tier;
    private final VolatileFactory volatileStores;

    /**
     * @param stock     Ignite's factory for the same cache group
     * @param ioFactory what it opens files of the current format with
     * @param pageBytes known only when stores are made
     * @param pagesOf   pages for the store of a file, or null if it is not to be pooled
     * @param tier      of the node; gives null while there is none
     * @param volatileStores makes stores of volatile cache groups
     */
    ZsPageStoreFactory(
        FileVersionCheckingFactory stock,
        FileIOFactory ioFactory,
        IntSupplier pageBytes,
        Function<Path, StorePages> pagesOf,
        Supplier<NodeTier> tier,
        VolatileFactory volatileStores
    ) {
        super(ioFactory, ioFactory, pageBytes);
        this.stock = stock;
        this.ioFactory = ioFactory;
        this.pageBytes = pageBytes;
        this.pagesOf = pagesOf;
        this.tier = tier;
        this.volatileStores = volatileStores;
    }

    @Override public PageStore createPageStore(byte type, IgniteOutClosure<Path> path, LongConsumer allocatedTracker)
        throws IgniteCheckedException {
        PageStore inMemory = volatileStores.create(type, path, ioFactory, allocatedTracker);
        if (inMemory != null)
            return inMemory;
        PageStore store = stock.createPageStore(type, path, allocatedTracker);
        if (store.getClass() != FilePageStoreV2.class)
            return store;
        StorePages pages = pagesOf.apply(path.apply());
        return pages == null
            ? new UnpooledPageStore(type, path, ioFactory, pageBytes.getAsInt(), allocatedTracker, tier)
            : new ZsPageStore(type, path, ioFactory, pageBytes.getAsInt(), allocatedTracker, pages);
    }
}
