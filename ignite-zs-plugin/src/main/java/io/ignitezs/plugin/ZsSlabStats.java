package io.ignitezs.plugin;

import io.ignitezs.mem.SlabStats;
import java.io.Serializable;

/** One slab of a node's pool: memory that was taken from the operating system, and goes back to it, in one piece. Immutable. */
public final class ZsSlabStats implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int number;
    private final long bytes;
    private final int frames;
    private final int usedFrames;
    private final int freeFrames;
    private final int freeRuns;
    private final int longestFreeRun;
    private final boolean retiring;

    ZsSlabStats(SlabStats stats) {
        number = stats.number;
        bytes = stats.bytes;
        frames = stats.frames;
        usedFrames = stats.usableFrames - stats.freeFrames;
        freeFrames = stats.freeFrames;
        freeRuns = stats.freeRuns;
        longestFreeRun = stats.longestFreeRun;
        retiring = stats.retiring;
    }

    /** Which slab; free for another one when it has been given back. */
    public int getNumber() {
        return number;
    }

    /** What it takes of the pool's limit, its tables included. It grows with what is used of it. */
    public long getBytes() {
        return bytes;
    }

    /** Frames, each as large as a page, that it can have. */
    public int getFrames() {
        return frames;
    }

    /** Frames that hold pages. */
    public int getUsedFrames() {
        return usedFrames;
    }

    /** Frames that have been taken from the operating system and hold nothing now. */
    public int getFreeFrames() {
        return freeFrames;
    }

    /** In how many pieces the free frames lie, and how many frames the longest piece has: pages want them side by side. */
    public int getFreeRuns() {
        return freeRuns;
    }

    public int getLongestFreeRun() {
        return longestFreeRun;
    }

    /** Whether it is being emptied, to be given back to the operating system. */
    public boolean isRetiring() {
        return retiring;
    }

    @Override public String toString() {
        return "Slab " + number + " [bytes=" + bytes + ", frames=" + frames + ", used=" + usedFrames + ", free=" + freeFrames
            + ", freeRuns=" + freeRuns + ", longestFreeRun=" + longestFreeRun + ", retiring=" + retiring + ']';
    }
}
