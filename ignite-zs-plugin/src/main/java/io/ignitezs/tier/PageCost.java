package io.ignitezs.tier;

import io.ignitezs.mem.FrameArena;
import io.ignitezs.zspage.Descriptor;
import io.ignitezs.zspage.SizeClasses;

/** What pages take of a tier, tables included: for whoever wants to know it without a tier. */
public final class PageCost {
    private static final int HANDLE_BYTES = Long.BYTES;

    private final int pageBytes;
    private final SizeClasses classes;

    /**
     * @param pageBytes  1, 2, 4, 8 or 16 KiB
     * @param chainLimit frames of a zspage at most, 4..16
     */
    public PageCost(int pageBytes, int chainLimit) {
        this.pageBytes = pageBytes;
        classes = new SizeClasses(pageBytes, chainLimit);
    }

    /** What an object takes of the frames. @param storedBytes 1..pageBytes */
    public int objectBytes(int storedBytes) {
        return classes.of(storedBytes).costBytes();
    }

    /**
     * What a page takes, its share of the tables included, if its neighbours are held as well; but for its entry, see {@link #entryBytes}.
     * @param storedBytes 0..pageBytes, 0 for a same-filled page
     */
    public double pageBytes(int storedBytes) {
        if (storedBytes == 0)
            return 0;
        int sizeClass = sizeClass(storedBytes);
        return HANDLE_BYTES + zspageBytes(sizeClass) / slots(sizeClass);
    }

    /** What the entries of a file's pages take if all are held: they come in chunks. */
    public static long entryBytes(int filePages) {
        return (filePages + EntryChunks.ENTRIES - 1L) / EntryChunks.ENTRIES * EntryChunks.CHUNK_BYTES;
    }

    /** Size classes are numbered from 0. */
    public int sizeClasses() {
        return classes.count();
    }

    /** @param storedBytes 1..pageBytes */
    public int sizeClass(int storedBytes) {
        return classes.of(storedBytes).index();
    }

    /** Objects that a zspage has room for. */
    public int slots(int sizeClass) {
        return classes.get(sizeClass).objects();
    }

    /** What a zspage takes, its share of the tables included. */
    public double zspageBytes(int sizeClass) {
        return classes.get(sizeClass).frames() * (pageBytes + FrameArena.TABLE_BYTES_PER_FRAME) + Descriptor.BYTES;
    }
}
