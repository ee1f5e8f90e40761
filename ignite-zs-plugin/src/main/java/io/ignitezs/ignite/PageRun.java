package io.ignitezs.ignite;

import io.ignitezs.tier.DirtyPage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.ignite.internal.processors.cache.persistence.tree.io.PageIO;
import org.apache.ignite.internal.processors.cache.persistence.wal.crc.FastCrc;

/** Pages that follow each other in a file, gathered to be written at once. Used by one thread at a time. */
final class PageRun implements AutoCloseable {
    private static final int MAX_BYTES = 256 << 10;

    private final int pageBytes;
    private final ByteBuffer all;
    private final ByteBuffer[] pages;
    private final DirtyPage[] versions;
    private int first;
    private int count;

    PageRun(int pageBytes) {
        this.pageBytes = pageBytes;
        pages = new ByteBuffer[MAX_BYTES / pageBytes];
        versions = new DirtyPage[pages.length];
        all = ByteBuffer.allocateDirect(MAX_BYTES).order(ByteOrder.nativeOrder());
        for (int i = 0; i < pages.length; i++) {
            pages[i] = slice(i);
            versions[i] = new DirtyPage();
        }
    }

    private ByteBuffer slice(int i) {
        ByteBuffer part = all.duplicate();
        part.position(i * pageBytes).limit((i + 1) * pageBytes);
        return part.slice().order(ByteOrder.nativeOrder());
    }

    /** How many pages there can be. */
    int maxPages() {
        return pages.length;
    }

    /** Takes the dirty pages from one on, up to the first that is not dirty. */
    void gather(DirtyPages from, int firstPageIndex) throws LostPage {
        first = firstPageIndex;
        for (count = 0; count < pages.length && from.read(first + count, page(count), versions[count]); )
            count++;
    }

    int first() {
        return first;
    }

    int count() {
        return count;
    }

    /** @return the page, from its first byte to its last */
    ByteBuffer page(int i) {
        pages[i].clear();
        return pages[i];
    }

    /** Gives each page the CRC that a file has. */
    void setCrcs() {
        for (int i = 0; i < count; i++)
            PageIO.setCrc(page(i), FastCrc.calcCrc(page(i), pageBytes));
    }

    void clearCrcs() {
        for (int i = 0; i < count; i++)
            PageIO.setCrc(page(i), 0);
    }

    DirtyPage version(int i) {
        return versions[i];
    }

    /** @return all pages, one behind the other */
    ByteBuffer all() {
        all.position(0).limit(count * pageBytes);
        return all;
    }

    /** The buffer is freed with this object: nothing else refers to it. */
    @Override public void close() {
        count = 0;
    }
}
