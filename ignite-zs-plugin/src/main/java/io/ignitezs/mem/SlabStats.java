package io.ignitezs.mem;

/** What a slab held at one moment. */
public final class SlabStats {
    /** Which one; free for another when it has been given back. */
    public final int number;

    /** Frames it can have; of these charged; of these free. */
    public int frames;
    public int usableFrames;
    public int freeFrames;

    /** Pieces of free frames side by side, and the longest of them. */
    public int freeRuns;
    public int longestFreeRun;

    /** Charged for its usable frames and its tables. */
    public long bytes;

    /** Whether it is being emptied, to be given back. */
    public boolean retiring;

    SlabStats(int number) {
        this.number = number;
    }
}
