package io.ignitezs.ignite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.internal.pagemem.PageIdAllocator;
import org.apache.ignite.internal.processors.cache.persistence.file.FilePageStore;

/** A file of a running node, read by its store, which decrypts, and past the tier. */
final class StoreFile implements PageSource {
    private final String group;
    private final FilePageStore store;
    private final int pageBytes;
    private final int partition;

    StoreFile(String group, FilePageStore store, int pageBytes) {
        this.group = group;
        this.store = store;
        this.pageBytes = pageBytes;
        partition = LiveFiles.partition(Path.of(store.getFileAbsolutePath()));
    }

    @Override public String group() {
        return group;
    }

    @Override public boolean isIndex() {
        return partition == PageIdAllocator.INDEX_PARTITION;
    }

    @Override public int pageBytes() {
        return pageBytes;
    }

    @Override public int pages() {
        return store.pages();
    }

    /** A file that was truncated or closed meanwhile has no such page any more. */
    @Override public PageRead read(int pageIndex, ByteBuffer page) throws IOException {
        if (pageIndex >= store.pages())
            return PageRead.UNWRITTEN;
        page.clear();
        try {
            boolean found = store.read(LiveFiles.pageId(partition, pageIndex), page, false, true);
            page.clear();
            return found ? PageImages.judge(pageIndex, page, pageBytes) : PageRead.UNWRITTEN;
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
