package io.ignitezs.ignite;

import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.apache.ignite.internal.processors.cache.persistence.StorageException;
import org.apache.ignite.internal.processors.cache.persistence.file.FileIOFactory;
import org.apache.ignite.internal.processors.cache.persistence.file.FilePageStoreV2;
import org.apache.ignite.lang.IgniteOutClosure;

/**
 * A file whose pages are not kept in the node's tier. All that it does for the tier is to sync the pooled stores when a checkpoint syncs it:
 * when page replacement has written all of a checkpoint's pages of pooled stores, the checkpoint syncs none of those.
 */
final class UnpooledPageStore extends FilePageStoreV2 {
    private final Supplier<NodeTier> tier;

    UnpooledPageStore(
        byte type,
        IgniteOutClosure<Path> path,
        FileIOFactory ioFactory,
        int pageBytes,
        LongConsumer allocatedTracker,
        Supplier<NodeTier> tier
    ) {
        super(type, path, ioFactory, pageBytes, allocatedTracker);
        this.tier = tier;
    }

    @Override public void sync() throws StorageException {
        super.sync();
        NodeTier tier = this.tier.get();
        if (tier != null)
            tier.writeBacks.syncAll();
    }
}
