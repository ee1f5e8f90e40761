package io.ignitezs.ignite;

import io.ignitezs.mem.Memory;
import java.util.BitSet;
import org.apache.ignite.internal.processors.cache.persistence.freelist.io.PagesListNodeIO;
import org.apache.ignite.internal.processors.cache.persistence.tree.io.AbstractDataPageIO;
import org.apache.ignite.internal.processors.cache.persistence.tree.io.BPlusIO;
import org.apache.ignite.internal.processors.cache.persistence.tree.io.DataPagePayload;
import org.apache.ignite.internal.processors.cache.persistence.tree.io.PageIO;

/**
 * Which bytes of a page Ignite may read, worked out from how Ignite finds its rows and items, not from how pages are stripped.
 */
final class ReadableBytes {
    private static final int TREE_HEADER_BYTES = PageIO.COMMON_HEADER_END + 2 + 8 + 8;
    private static final int LIST_HEADER_BYTES = PageIO.COMMON_HEADER_END + 8 + 8 + 2;

    private ReadableBytes() {
    }

    /** All of a page whose kind says nothing about free space. */
    static BitSet of(PageIO io, long page, int pageBytes) {
        if (io instanceof AbstractDataPageIO)
            return ofDataPage((AbstractDataPageIO<?>)io, page, pageBytes);
        BitSet readable = new BitSet(pageBytes);
        readable.set(0, endOf(io, page, pageBytes));
        return readable;
    }

    private static int endOf(PageIO io, long page, int pageBytes) {
        if (io instanceof PagesListNodeIO)
            return LIST_HEADER_BYTES + Long.BYTES * ((PagesListNodeIO)io).getCount(page);
        if (!(io instanceof BPlusIO))
            return pageBytes;
        BPlusIO<?> tree = (BPlusIO<?>)io;
        int itemBytes = tree.getItemSize() * tree.getCount(page);
        int linkBytes = tree.isLeaf() ? 0 : Long.BYTES * (tree.getCount(page) + 1);
        return TREE_HEADER_BYTES + itemBytes + linkBytes;
    }

    private static BitSet ofDataPage(AbstractDataPageIO<?> io, long page, int pageBytes) {
        BitSet readable = new BitSet(pageBytes);
        int rows = io.getDirectCount(page);
        readable.set(0, AbstractDataPageIO.ITEMS_OFF + (rows + indirectCount(page)) * AbstractDataPageIO.ITEM_SIZE);
        for (int item = 0; item < rows; item++) {
            DataPagePayload row = io.readPayload(page, item, pageBytes);
            int head = AbstractDataPageIO.PAYLOAD_LEN_SIZE + (isFragment(page, row) ? AbstractDataPageIO.LINK_SIZE : 0);
            readable.set(row.offset() - head, row.offset() + row.payloadSize());
        }
        return readable;
    }

    /** The payload's length stands right before the payload, unless a link is in between and the length has its top bit set. */
    private static boolean isFragment(long page, DataPagePayload row) {
        int lengthIfFragment = Memory.getChar(page + row.offset() - AbstractDataPageIO.LINK_SIZE
            - AbstractDataPageIO.PAYLOAD_LEN_SIZE);
        int lengthIfWhole = Memory.getChar(page + row.offset() - AbstractDataPageIO.PAYLOAD_LEN_SIZE);
        return row.nextLink() != 0 || lengthIfWhole != row.payloadSize() && lengthIfFragment == (row.payloadSize() | 0x8000);
    }

    private static int indirectCount(long page) {
        return Memory.getByte(page + AbstractDataPageIO.ITEMS_OFF - 3) & 0xFF;
    }
}
