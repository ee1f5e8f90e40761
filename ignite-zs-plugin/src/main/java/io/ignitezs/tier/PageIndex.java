package io.ignitezs.tier;

import io.ignitezs.mem.ZsCorruptionException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The pages of one partition file, by page number: a directory of chunks of entries, nothing at all before there is a page.
 * Made by {@link PageTier#openIndex}.
 */
public final class PageIndex {
    private final String name;
    private final int number;
    private final PageGroup group;

    /** Whether the tier is the only place of its pages for good. */
    private final boolean pinned;

    /**
     * Chunk numbers, 0 where there is none, shifted by a parity bit. A cell changes under the stripe of its chunk, the array under this object's
     * monitor.
     */
    private volatile int[] directory = new int[0];

    /** How often all pages were dropped; written under the monitor. A ticket from before is worthless afterwards. */
    private volatile int clears;

    /** Pages that only the tier has, and how often that number has changed. */
    private final AtomicInteger dirtyPages = new AtomicInteger();
    private final AtomicInteger dirtyChanges = new AtomicInteger();

    /** Guarded by the monitor. */
    private boolean closed;

    PageIndex(String name, int number, PageGroup group, int clears, boolean pinned) {
        this.clears = clears;
        this.name = name;
        this.number = number;
        this.group = group;
        this.pinned = pinned;
    }

    /** What messages call it. */
    public String name() {
        return name;
    }

    int number() {
        return number;
    }

    PageGroup group() {
        return group;
    }

    boolean isPinned() {
        return pinned;
    }

    /** How often all pages were dropped, here and, as whoever has opened this says, before. */
    public int clears() {
        return clears;
    }

    /** Pages that only the tier has. */
    public int dirtyPages() {
        return dirtyPages.get();
    }

    void addDirty(int delta) {
        dirtyChanges.incrementAndGet();
        dirtyPages.addAndGet(delta);
    }

    int dirtyChanges() {
        return dirtyChanges.get();
    }

    /** For tests that flip bits. */
    int[] directory() {
        return directory;
    }

    /** Cells are below this; there may be more in a moment. */
    int cells() {
        return directory.length;
    }

    /**
     * Makes all tickets worthless and, if the index is to be closed, refuses new chunks for ever.
     * @return cells that have to be looked at: no chunk that is attached from now on belongs to the past
     */
    synchronized int beginClear(boolean close) {
        clears++;
        closed |= close;
        return directory.length;
    }

    /**
     * The chunk of a cell, 0 if there is none, or there cannot be such a cell. Needs the stripe, or another look at it afterwards.
     * @throws ZsCorruptionException if a bit of the cell was flipped
     */
    int chunk(int cell) {
        int[] cells = directory;
        int chunk = Integer.compareUnsigned(cell, cells.length) < 0 ? cells[cell] : 0;
        if ((Integer.bitCount(chunk) & 1) != 0)
            throw new ZsCorruptionException("The directory of a page index is damaged [file=" + name + ", cell=" + cell + ']');
        return chunk >>> 1;
    }

    /** As {@link #chunk}, but if a bit of the cell was flipped there is none any more: the one there was is lost. */
    int chunkToDetach(int cell) {
        try {
            return chunk(cell);
        }
        catch (ZsCorruptionException e) {
            detach(cell);
            return 0;
        }
    }

    /** Gives a cell its chunk; the caller holds its stripe. @return false if pages were dropped since {@code clearsSeen}, or the index is closed */
    synchronized boolean attach(int cell, int chunk, int clearsSeen) {
        if (closed || clears != clearsSeen)
            return false;
        if (cell >= directory.length)
            directory = Arrays.copyOf(directory, Math.max(cell + 1, directory.length + (directory.length >> 1)));
        directory[cell] = chunk << 1 | Integer.bitCount(chunk) & 1;
        return true;
    }

    /** Takes the chunk away from a cell that has one; the caller holds its stripe. The monitor keeps this from being lost in a copy that grows. */
    synchronized void detach(int cell) {
        directory[cell] = 0;
    }
}
