package io.ignitezs.ignite;

import io.ignitezs.codec.PageShape;
import io.ignitezs.mem.Memory;
import io.ignitezs.mem.ZsCorruptionException;
import java.nio.ByteBuffer;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.internal.processors.cache.persistence.tree.io.AbstractDataPageIO;
import org.apache.ignite.internal.processors.cache.persistence.tree.io.CompactablePageIO;
import org.apache.ignite.internal.processors.cache.persistence.tree.io.PageIO;
import org.apache.ignite.internal.processors.compress.CompressionProcessor;

/**
 * Strips Ignite's pages. Tree pages and free list pages end with free space: Ignite's own {@link CompactablePageIO} drops it,
 * exactly and without garbage. Data pages have it in the middle and {@link DataPageShape} takes it out: Ignite's compaction of
 * them moves rows, allocates, and in an encrypted group moves rows into the space that encryption needs. Pages of other or
 * unknown kinds, and pages that Ignite compressed, are left whole.
 */
final class IgnitePageShape implements PageShape {
    private final int pageBytes;
    private final DataPageShape dataPages;

    IgnitePageShape(int pageBytes) {
        this.pageBytes = pageBytes;
        dataPages = new DataPageShape(pageBytes);
    }

    @Override public int strip(ByteBuffer page, ByteBuffer stripped) {
        int position = page.position();
        int limit = page.limit();
        page.limit(pageBytes).position(0);
        try {
            return stripWhole(page, stripped);
        }
        finally {
            page.limit(limit).position(position);
        }
    }

    @Override public void restore(ByteBuffer page, int strippedBytes) {
        assert strippedBytes > PageIO.COMMON_HEADER_END && strippedBytes < pageBytes : strippedBytes;
        int position = page.position();
        int limit = page.limit();
        page.limit(strippedBytes).position(0);
        try {
            restoreStripped(page, strippedBytes);
        }
        finally {
            page.limit(limit).position(position);
        }
    }

    private int stripWhole(ByteBuffer page, ByteBuffer stripped) {
        if (PageIO.getCompressionType(page) != CompressionProcessor.UNCOMPRESSED_PAGE)
            return pageBytes;
        PageIO io = ioOrNull(page);
        if (io instanceof AbstractDataPageIO)
            return dataPages.strip(Memory.address(page), Memory.address(stripped));
        return io instanceof CompactablePageIO ? dropEnd((CompactablePageIO)io, page, stripped) : pageBytes;
    }

    private int dropEnd(CompactablePageIO io, ByteBuffer page, ByteBuffer stripped) {
        stripped.clear();
        try {
            io.compactPage(page, stripped, pageBytes);
            return Math.min(stripped.limit(), pageBytes);
        }
        catch (RuntimeException e) {
            return pageBytes; // A count that does not fit in the page: not ours to judge.
        }
        finally {
            stripped.clear();
        }
    }

    private void restoreStripped(ByteBuffer page, int strippedBytes) {
        PageIO io = ioOrNull(page);
        if (io instanceof AbstractDataPageIO)
            dataPages.restore(Memory.address(page), strippedBytes);
        else if (io instanceof CompactablePageIO)
            addEnd((CompactablePageIO)io, page, strippedBytes);
        else
            throw new ZsCorruptionException("Stripped page of a kind that is never stripped [type=" + PageIO.getType(page)
                + ", version=" + PageIO.getVersion(page) + ", strippedBytes=" + strippedBytes + ']');
    }

    private void addEnd(CompactablePageIO io, ByteBuffer page, int strippedBytes) {
        Memory.fill(Memory.address(page) + strippedBytes, pageBytes - strippedBytes, (byte)0);
        io.restorePage(page, pageBytes);
    }

    /** Null for a type or version that nobody has registered; Ignite has several exceptions for that. */
    private static PageIO ioOrNull(ByteBuffer page) {
        try {
            return PageIO.getPageIO(page);
        }
        catch (IgniteCheckedException | RuntimeException e) {
            return null;
        }
    }
}
