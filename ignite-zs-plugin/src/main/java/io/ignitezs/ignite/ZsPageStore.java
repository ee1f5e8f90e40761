package io.ignitezs.ignite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.IgniteSystemProperties;
import org.apache.ignite.internal.pagemem.PageIdUtils;
import org.apache.ignite.internal.processors.cache.persistence.StorageException;
import org.apache.ignite.internal.processors.cache.persistence.file.FileIOFactory;
import org.apache.ignite.internal.processors.cache.persistence.file.FilePageStoreV2;
import org.apache.ignite.internal.processors.cache.persistence.tree.io.PageIO;
import org.apache.ignite.internal.processors.compress.CompressionProcessor;
import org.apache.ignite.lang.IgniteOutClosure;

/*
 * Write-through, and never a stale page. What makes it so:
 *
 * W1  write     forget the page, write the file, keep the page. Reads of the page in between go to the file; what they read
 *               there is refused by fill, because their ticket is older than the write.
 * W2  drop      Ignite writes nothing if the tag is older than the partition's. Ours is set before Ignite's, so a write
 *               that Ignite dropped finds its tag old here too, and is not kept.
 * W3  truncate  tag, then file, then clear. A page read or written before the truncation may be offered after it: its ticket
 *               is older than the clear, so it is refused. A clear before the truncation would let it in.
 * W4  stop      file, then close, which is final: a store that is used again after its stop works as stock Ignite's.
 *
 * Only the fast read is answered from the tier. Readers that want the CRC (snapshots) or say how to check it (idle_verify) mean
 * the file, byte for byte.
 */
/** A partition or index file whose pages are also kept in the node's tier. */
final class ZsPageStore extends FilePageStoreV2 {
    private final StorePages pages;
    private final boolean checksPages = !IgniteSystemProperties.getBoolean(IgniteSystemProperties.IGNITE_PDS_SKIP_CRC);

    /** The partition's tag; Ignite's own is not visible here. */
    private volatile int tag;

    ZsPageStore(
        byte type,
        IgniteOutClosure<Path> path,
        FileIOFactory ioFactory,
        int pageBytes,
        LongConsumer allocatedTracker,
        StorePages pages
    ) {
        super(type, path, ioFactory, pageBytes, allocatedTracker);
        this.pages = pages;
    }

    @Override public boolean read(long pageId, ByteBuffer page, boolean keepCrc) throws IgniteCheckedException {
        if (keepCrc || !page.isDirect())
            return super.read(pageId, page, keepCrc);
        int pageIndex = PageIdUtils.pageIndex(pageId);
        if (pages.read(pageIndex, page)) {
            leaveAsAfterFileRead(page);
            return true;
        }
        long ticket = pages.ticket(pageIndex);
        boolean found = super.read(pageId, page, false);
        if (found && canBeKept(page))
            pages.fill(pageIndex, ticket, page, rawBytes(page));
        return found;
    }

    @Override public void write(long pageId, ByteBuffer page, int tag, boolean calculateCrc) throws IgniteCheckedException {
        int pageIndex = PageIdUtils.pageIndex(pageId);
        long ticket = pages.beginWrite(pageIndex);
        boolean written = false;
        try {
            super.write(pageId, page, tag, calculateCrc);
            written = tag >= this.tag;
        }
        finally {
            boolean keep = written && page.isDirect() && canBeKept(page);
            pages.endWrite(pageIndex, ticket, keep ? page : null, keep ? rawBytes(page) : 0);
        }
    }

    @Override public void truncate(int tag) throws StorageException {
        this.tag = tag;
        try {
            super.truncate(tag);
        }
        finally {
            pages.clear();
        }
    }

    @Override public void stop(boolean delete) throws StorageException {
        try {
            super.stop(delete);
        }
        finally {
            pages.close();
        }
    }

    @Override public void close() throws IOException {
        try {
            super.close();
        }
        finally {
            pages.close();
        }
    }

    /** A page of zeros was never written; a compressed page must say a length that can be. */
    private boolean canBeKept(ByteBuffer page) {
        return PageIO.getType(page) != 0 && rawBytes(page) >= 0 && rawBytes(page) <= pageSize;
    }

    /** 0, or for a page that Ignite compressed itself the bytes that matter; such a page is kept as it is. */
    private static int rawBytes(ByteBuffer page) {
        boolean compressed = PageIO.getCompressionType(page) != CompressionProcessor.UNCOMPRESSED_PAGE;
        return compressed ? PageIO.getCompressedSize(page) : 0;
    }

    /** The file read ends behind the bytes whose CRC it has checked. */
    private void leaveAsAfterFileRead(ByteBuffer page) {
        assert PageIO.getCrc(page) == 0 : PageIO.getCrc(page);
        int crcBytes = rawBytes(page) == 0 ? pageSize : rawBytes(page);
        page.position(checksPages ? crcBytes : 0);
    }
}
