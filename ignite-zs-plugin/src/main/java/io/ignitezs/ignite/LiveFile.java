package io.ignitezs.ignite;

import io.ignitezs.mem.ZsCorruptionException;
import io.ignitezs.tier.Rest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.internal.pagemem.PageIdAllocator;
import org.apache.ignite.internal.processors.cache.persistence.file.FilePageStore;

/** A file of a running node, or what a volatile partition has in place of one: looked at by its store, which decrypts, and changes nothing for that. */
final class LiveFile implements PageSource {
    private static final long BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** How a store has its pages looked at. */
    interface Look {
        /**
         * Opens and makes no file, writes nothing to it, and leaves the tier as it is.
         * @param page as in {@link PageSource#read}
         * @return null if somebody else is at the file
         */
        PageRead at(int pageIndex, ByteBuffer page) throws IgniteCheckedException;
    }

    private final String group;
    private final int partition;
    private final FilePageStore store;
    private final Look look;
    private final LiveNode node;

    LiveFile(String group, int partition, FilePageStore store, Look look, LiveNode node) {
        this.group = group;
        this.partition = partition;
        this.store = store;
        this.look = look;
        this.node = node;
    }

    @Override public String group() {
        return group;
    }

    @Override public boolean isIndex() {
        return partition == PageIdAllocator.INDEX_PARTITION;
    }

    @Override public int pageBytes() {
        return store.getPageSize();
    }

    @Override public int pages() {
        return store.pages();
    }

    /** A file that was truncated or closed meanwhile has no such page any more. */
    @Override public PageRead read(int pageIndex, ByteBuffer page) throws IOException {
        page.clear();
        try {
            PageRead found = look.at(pageIndex, page);
            for (; found == null; found = look.at(pageIndex, page)) {
                node.awaitsFile();
                Rest.nanos(BUSY_NANOS);
            }
            node.spent();
            return found;
        }
        catch (ZsCorruptionException e) {
            return PageRead.UNREADABLE;
        }
        catch (IgniteCheckedException e) {
            throw new IOException(e);
        }
    }

    /** It belongs to the node. */
    @Override public void close() {
    }

    @Override public String toString() {
        return store.getFileAbsolutePath();
    }
}
