package io.ignitezs.ignite;

import io.ignitezs.mem.Memory;
import io.ignitezs.mem.ZsCorruptionException;
import org.apache.ignite.internal.processors.cache.persistence.tree.io.AbstractDataPageIO;

/**
 * Data pages (all subclasses of {@link AbstractDataPageIO}, format version 1):
 * <pre>
 *   0        header                                  free    direct  indirect first
 *   |  common header, free list page (8)           | space(2) count(1) count(1) entry(2) | items, 2 bytes each | gap | rows ... |
 *                                                                          {@link AbstractDataPageIO#ITEMS_OFF} ^
 * </pre>
 * Between the items and the first row there is a gap, and where rows were removed or shrunk there are holes between rows.
 * Stripping takes the gap out and zeroes the holes; no row moves. If free space equals the gap there are no holes.
 */
final class DataPageShape {
    private static final int ITEMS = AbstractDataPageIO.ITEMS_OFF;
    private static final int FIRST_ENTRY = ITEMS - 2;
    private static final int INDIRECT_COUNT = ITEMS - 3;
    private static final int DIRECT_COUNT = ITEMS - 4;
    private static final int FREE_SPACE = ITEMS - 6;

    private static final int FRAGMENT_FLAG = 0x8000;

    private final int pageBytes;

    DataPageShape(int pageBytes) {
        this.pageBytes = pageBytes;
    }

    /**
     * @return bytes of {@code stripped} to be kept, {@code pageBytes} if there is nothing to gain or the page is not
     * understood
     */
    int strip(long page, long stripped) {
        int itemsEnd = itemsEnd(page);
        int firstRow = firstRow(page);
        if (firstRow <= itemsEnd || firstRow > pageBytes)
            return pageBytes;
        Memory.copy(page, stripped, itemsEnd);
        if (Memory.getChar(page + FREE_SPACE) == firstRow - itemsEnd)
            Memory.copy(page + firstRow, stripped + itemsEnd, pageBytes - firstRow);
        else if (!copyRows(page, firstRow, stripped + itemsEnd))
            return pageBytes;
        return itemsEnd + pageBytes - firstRow;
    }

    /** @throws ZsCorruptionException if what the header says does not come to {@code strippedBytes} */
    void restore(long page, int strippedBytes) {
        int itemsEnd = itemsEnd(page);
        int firstRow = firstRow(page);
        if (firstRow <= itemsEnd || itemsEnd + pageBytes - firstRow != strippedBytes)
            throw new ZsCorruptionException("Data page does not come to its stripped length [itemsEnd=" + itemsEnd + ", firstRow="
                + firstRow + ", strippedBytes=" + strippedBytes + ']');
        Memory.copy(page + itemsEnd, page + firstRow, pageBytes - firstRow);
        Memory.fill(page + itemsEnd, firstRow - itemsEnd, (byte)0);
    }

    /** Copies only what the items name; the rest becomes zero. @return false if a row lies outside the rows' part of the page */
    private boolean copyRows(long page, int firstRow, long rows) {
        Memory.fill(rows, pageBytes - firstRow, (byte)0);
        int count = directCount(page);
        for (int item = 0; item < count; item++) {
            int row = Memory.getChar(page + ITEMS + item * AbstractDataPageIO.ITEM_SIZE);
            if (row < firstRow || row + AbstractDataPageIO.PAYLOAD_LEN_SIZE > pageBytes)
                return false;
            int rowBytes = rowBytes(page + row);
            if (row + rowBytes > pageBytes)
                return false;
            Memory.copy(page + row, rows + row - firstRow, rowBytes);
        }
        return true;
    }

    /** A row is its payload's length, then for a fragment the link to the next one, then the payload. */
    private static int rowBytes(long row) {
        int length = Memory.getChar(row);
        int head = AbstractDataPageIO.PAYLOAD_LEN_SIZE;
        if ((length & FRAGMENT_FLAG) != 0)
            head += AbstractDataPageIO.LINK_SIZE;
        return head + (length & ~FRAGMENT_FLAG);
    }

    private static int itemsEnd(long page) {
        int indirectCount = Memory.getByte(page + INDIRECT_COUNT) & 0xFF;
        return ITEMS + (directCount(page) + indirectCount) * AbstractDataPageIO.ITEM_SIZE;
    }

    private static int directCount(long page) {
        return Memory.getByte(page + DIRECT_COUNT) & 0xFF;
    }

    private static int firstRow(long page) {
        return Memory.getChar(page + FIRST_ENTRY);
    }
}
