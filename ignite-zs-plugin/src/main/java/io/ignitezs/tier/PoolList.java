package io.ignitezs.tier;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/**
 * Pages by file, each with a rank: 0 the most valuable, {@link #RANKS} - 1 the least. Of a page there is its number only, one or two bytes, so
 * a list is small; it is read as a stream, so it takes no memory. Made by {@link PoolListWriter}.
 * <pre>
 *   header   magic and version, 8 | bytes of a page, 4
 *   file     name, as {@link java.io.DataOutput#writeUTF} | its pages, in ascending order | 0
 *     page   (number less the one before, or plus 1 for the first) &lt;&lt; 3 | rank; 7 bits a byte, low ones first, the last byte without the high bit
 *   end      name of no bytes | pages by rank, 8 times 8 | bytes that a page took on average, 4 | CRC32C of all before, 4
 * </pre>
 * Big endian. Opening reads it to the end once: whatever is not exactly like this is refused.
 */
public final class PoolList implements AutoCloseable {
    /** How many ranks there are. */
    public static final int RANKS = 1 << PoolList.RANK_BITS;

    /** Of a page that was in use in a data region, but was not here. */
    static final int IN_USE_RANK = 3;

    static final int RANK_BITS = 3;
    static final long MAGIC = 0x5A53_5741_524D_0001L;

    private static final int MAX_NUMBER_BITS = Integer.SIZE + RANK_BITS;

    private final CheckedInputStream checked;
    private final DataInputStream in;
    private final long[] pagesByRank = new long[RANKS];
    private int pageCostBytes;
    private long previous;
    private int rank;

    private PoolList(InputStream file) {
        checked = new CheckedInputStream(new BufferedInputStream(file), new CRC32C());
        in = new DataInputStream(checked);
    }

    /** @param pageBytes that it must be of @throws IOException if it cannot be read, is damaged, or is something else; the message says which */
    public static PoolList open(Path file, int pageBytes) throws IOException {
        try (PoolList checked = new PoolList(new FileInputStream(file.toFile()))) {
            checked.readHeader(pageBytes);
            PoolList list = checked.readToEnd(file);
            list.readHeader(pageBytes);
            return list;
        }
    }

    /** Of all files. @param rank 0..{@link #RANKS} - 1 */
    public long pages(int rank) {
        return pagesByRank[rank];
    }

    public long pages() {
        long pages = 0;
        for (long some : pagesByRank)
            pages += some;
        return pages;
    }

    /** What a page took of the tier on average. */
    public int pageCostBytes() {
        return pageCostBytes;
    }

    /** Goes to the next file; all pages of the one before must have been read. @return its name, null at the end */
    public String nextFile() throws IOException {
        previous = -1;
        String name = in.readUTF();
        return name.isEmpty() ? null : name;
    }

    /** @return the number of the file's next page, -1 at the end */
    public int nextPage() throws IOException {
        long word = readNumber();
        if (word == 0)
            return -1;
        rank = (int)word & RANKS - 1;
        previous += word >>> RANK_BITS;
        if (word >>> RANK_BITS == 0 || previous > Integer.MAX_VALUE)
            throw new IOException("its pages are out of order");
        return (int)previous;
    }

    /** Of the page that was read last. */
    public int rank() {
        return rank;
    }

    @Override public void close() throws IOException {
        in.close();
    }

    private void readHeader(int pageBytes) throws IOException {
        if (in.readLong() != MAGIC)
            throw new IOException("it is no page list of this version");
        int found = in.readInt();
        if (found != pageBytes)
            throw new IOException("its pages have " + found + " bytes, not " + pageBytes);
    }

    /** @return the same list, from its first file on */
    private PoolList readToEnd(Path file) throws IOException {
        PoolList list = new PoolList(new FileInputStream(file.toFile()));
        try {
            countPages();
            readEnd(list);
            return list;
        }
        catch (EOFException e) {
            list.close();
            throw new IOException("it ends too early", e);
        }
        catch (Throwable e) {
            list.close();
            throw e;
        }
    }

    private void countPages() throws IOException {
        while (nextFile() != null)
            while (nextPage() >= 0)
                pagesByRank[rank]++;
    }

    private void readEnd(PoolList into) throws IOException {
        for (int i = 0; i < RANKS; i++) {
            into.pagesByRank[i] = in.readLong();
            if (into.pagesByRank[i] != pagesByRank[i])
                throw new IOException("its counts do not add up");
        }
        into.pageCostBytes = in.readInt();
        int crc = (int)checked.getChecksum().getValue();
        if (in.readInt() != crc || in.read() >= 0 || into.pageCostBytes < 0)
            throw new IOException("its checksum is wrong");
    }

    private long readNumber() throws IOException {
        long number = 0;
        for (int shift = 0; shift <= MAX_NUMBER_BITS; shift += 7) {
            int next = in.readUnsignedByte();
            number |= (long)(next & 0x7F) << shift;
            if (next < 0x80)
                return number;
        }
        throw new IOException("a number in it is too large");
    }
}
