package io.ignitezs.ignite;

import io.ignitezs.codec.PageShape;
import java.nio.ByteBuffer;
import org.apache.ignite.internal.cache.query.index.IndexProcessor;
import org.apache.ignite.internal.pagemem.PageIdUtils;
import org.apache.ignite.internal.processors.cache.persistence.tree.io.PageIO;
import org.apache.ignite.internal.processors.cache.persistence.wal.crc.FastCrc;
import org.apache.ignite.internal.processors.compress.CompressionProcessor;

/** What can be told from a page's bytes alone, without a node. All pages are direct, in native order, and begin at index 0. */
public final class PageImages {
    /** What every cipher of Ignite works in; the last block of an encrypted page is its checksum and the number of its key. */
    private static final int CIPHER_BLOCK_BYTES = 16;

    private PageImages() {
    }

    /** How the tier strips pages of this size. */
    public static PageShape shape(int pageBytes) {
        registerIndexPages();
        return new IgnitePageShape(pageBytes);
    }

    /** A node does it while it starts; pages of SQL indexes mean nothing before. */
    private static void registerIndexPages() {
        try {
            Class.forName(IndexProcessor.class.getName(), true, PageImages.class.getClassLoader());
        }
        catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** 0, or for a page that Ignite compressed itself the bytes that matter; such a page is kept as it is. */
    public static int rawBytes(ByteBuffer page) {
        boolean compressed = PageIO.getCompressionType(page) != CompressionProcessor.UNCOMPRESSED_PAGE;
        return compressed ? PageIO.getCompressedSize(page) : 0;
    }

    /** A page of zeros was never written; a compressed page must say a length that can be. */
    static boolean canBeKept(ByteBuffer page, int pageBytes) {
        int rawBytes = rawBytes(page);
        return PageIO.getType(page) != 0 && rawBytes >= 0 && rawBytes <= pageBytes;
    }

    /** Judges what a file has where a page should be, its CRC included, which is taken out of a page. */
    static PageRead judge(int pageIndex, ByteBuffer page, int pageBytes) {
        if (isZero(page, pageBytes))
            return PageRead.UNWRITTEN;
        if (isPage(pageIndex, page, pageBytes)) {
            PageIO.setCrc(page, 0);
            return PageRead.PAGE;
        }
        return isEncrypted(page, pageBytes) ? PageRead.ENCRYPTED : PageRead.UNREADABLE;
    }

    private static boolean isZero(ByteBuffer page, int pageBytes) {
        for (int at = 0; at < pageBytes; at += Long.BYTES)
            if (page.getLong(at) != 0)
                return false;
        return true;
    }

    /** Nodes can be told to write no CRC: then the page's own number has to do. */
    private static boolean isPage(int pageIndex, ByteBuffer page, int pageBytes) {
        if (!canBeKept(page, pageBytes))
            return false;
        int compressedBytes = rawBytes(page);
        int stored = PageIO.getCrc(page);
        return stored == 0 ? PageIdUtils.pageIndex(PageIO.getPageId(page)) == pageIndex
            : stored == crcWithout(stored, page, compressedBytes == 0 ? pageBytes : compressedBytes);
    }

    private static int crcWithout(int stored, ByteBuffer page, int bytes) {
        PageIO.setCrc(page, 0);
        int calculated = crc(page, bytes);
        PageIO.setCrc(page, stored);
        return calculated;
    }

    private static boolean isEncrypted(ByteBuffer page, int pageBytes) {
        int dataBytes = pageBytes - CIPHER_BLOCK_BYTES;
        return crc(page, dataBytes) == bigEndianInt(page, dataBytes);
    }

    private static int bigEndianInt(ByteBuffer page, int at) {
        int value = 0;
        for (int i = 0; i < Integer.BYTES; i++)
            value = value << Byte.SIZE | page.get(at + i) & 0xFF;
        return value;
    }

    private static int crc(ByteBuffer page, int bytes) {
        ByteBuffer view = page.duplicate();
        view.clear();
        return FastCrc.calcCrc(view, bytes);
    }
}
