package io.ignitezs.ignite;

import io.ignitezs.mem.ZsCorruptionException;
import io.ignitezs.tier.PageIndex;
import io.ignitezs.tier.PageTier;
import io.ignitezs.tier.PageVersion;
import java.nio.ByteBuffer;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.internal.processors.cache.persistence.StorageException;

/** The pages of one partition that has no file. Once closed it has nothing and takes nothing; until then no page gets lost in silence. */
final class VolatilePages {
    private final NodeTier node;

    /** Null once closed. */
    private volatile PageIndex index;

    /** @param name what messages call the partition */
    VolatilePages(NodeTier node, String name, String group) throws IgniteCheckedException {
        this.node = node;
        node.volatileFiles.incrementAndGet();
        if (!node.onOff.isOn())
            throw refuse(group);
        index = open(name, group);
    }

    private PageIndex open(String name, String group) {
        try {
            return node.tier.openPinnedIndex(name, group);
        }
        catch (Throwable e) {
            node.volatileFiles.decrementAndGet();
            throw e;
        }
    }

    /**
     * @return false if the page was never written (then {@code page} may hold anything)
     * @throws IgniteCheckedException if it is lost. Not one of those that Ignite takes for a failure of the storage, which would stop the node
     */
    boolean read(int pageIndex, ByteBuffer page) throws IgniteCheckedException {
        PageIndex index = enter();
        if (index == null)
            return false;
        try {
            return node.tier.read(index, pageIndex, page);
        }
        catch (ZsCorruptionException e) {
            throw new IgniteCheckedException("A page of a volatile cache group is lost, it was in memory only [partition=" + index.name()
                + ", pageIndex=" + pageIndex + ", cause=" + e.getMessage() + ']', e);
        }
        finally {
            node.gate.leave();
        }
    }

    /** As {@link PageTier#peek}. */
    boolean peek(int pageIndex, ByteBuffer page) {
        PageIndex index = enter();
        if (index == null)
            return false;
        try {
            return node.tier.peek(index, pageIndex, page, new PageVersion());
        }
        finally {
            node.gate.leave();
        }
    }

    /** To be taken before the page's tag is looked at, for {@link #write}. */
    int clears() {
        PageIndex index = this.index;
        return index == null ? 0 : node.tier.clears(index);
    }

    /** Keeps a page, unless all were dropped since {@code clears}. @throws LostPage if it cannot: whoever writes for Ignite cannot go on then */
    void write(int pageIndex, int clears, ByteBuffer page) throws LostPage {
        PageIndex index = enter();
        if (index == null)
            return;
        try {
            node.tier.keepPinned(index, pageIndex, clears, page);
        }
        catch (Throwable e) {
            throw LostPage.notKept(index.name(), pageIndex, e);
        }
        finally {
            node.gate.leave();
        }
    }

    /** Writes and syncs what waits in pages of other groups, which have files. */
    void syncFiles() throws StorageException {
        node.writeBacks.syncAll();
    }

    /** Drops all pages. */
    void clear() {
        PageIndex index = enter();
        if (index == null)
            return;
        try {
            node.tier.clear(index);
        }
        finally {
            node.gate.leave();
        }
    }

    /** Drops all pages for good. */
    void close() {
        PageIndex index = enter();
        if (index == null)
            return;
        try {
            this.index = null;
            node.volatileFiles.decrementAndGet();
            node.tier.closeIndex(index);
        }
        finally {
            node.gate.leave();
        }
    }

    private IgniteCheckedException refuse(String group) {
        node.volatileFiles.decrementAndGet();
        return new IgniteCheckedException("A volatile cache group needs the compressed pool, which is turned off [cacheGroup=" + group + ']');
    }

    /** @return null if closed; otherwise the caller MUST leave the gate */
    private PageIndex enter() {
        PageIndex index = this.index;
        return index != null && node.gate.enter() ? index : null;
    }
}
