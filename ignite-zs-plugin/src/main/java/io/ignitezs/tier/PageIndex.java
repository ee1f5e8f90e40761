package io.ignitezs.tier;

import java.util.Arrays;

/**
 * The pages of one partition file, by page number: a directory of chunks of entries, nothing at all before there is a page.
 * Made by {@link PageTier#openIndex}.
 */
public final class PageIndex {
    private final String name;
    private final int number;

    /** Chunk numbers, 0 where there is none. A cell changes under the stripe of its chunk, the array under this object's monitor. */
    private volatile int[] directory = new int[0];
    private volatile boolean closed;

    PageIndex(String name, int number) {
        this.name = name;
        this.number = number;
    }

    /** What messages call it. */
    public String name() {
        return name;
    }

    int number() {
        return number;
    }

    boolean isClosed() {
        return closed;
    }

    void setClosed() {
        closed = true;
    }

    /** Cells of the directory. */
    int chunkCount() {
        return directory.length;
    }

    /** The chunk of a cell, 0 if there is none. Needs the stripe, or another look at it afterwards. */
    int chunk(int cell) {
        int[] cells = directory;
        return cell < cells.length ? cells[cell] : 0;
    }

    /** Sets a cell. The caller holds its stripe; the monitor keeps the cell from being lost in a copy that grows. */
    synchronized void setChunk(int cell, int chunk) {
        if (cell >= directory.length)
            directory = Arrays.copyOf(directory, Math.max(cell + 1, directory.length + (directory.length >> 1)));
        directory[cell] = chunk;
    }
}
