package io.ignitezs.plugin;

import io.ignitezs.pool.ClassStats;
import io.ignitezs.zspage.FullnessLists;
import java.io.Serializable;

/**
 * What one size class of a node's pool holds: compressed pages of about the same length, in slots of {@link #getSlotBytes}. {@link #getObjectsPerZspage} slots are
 * packed into the {@link #getFramesPerZspage} frames of a zspage; a frame is as large as a page. The table that the Linux kernel shows of zsmalloc. Immutable.
 */
public final class ZsClassStats implements Serializable {
    /** Of {@link #getZspages(int)}. */
    public static final int FULLNESS_GROUPS = FullnessLists.GROUPS;

    private static final long serialVersionUID = 1L;

    private final int slotBytes;
    private final int costBytes;
    private final int objectsPerZspage;
    private final int framesPerZspage;
    private final long objects;
    private final long limboSlots;
    private final long zspages;
    private final long freeableZspages;
    private final int[] zspagesByGroup;
    private final int frameBytes;

    ZsClassStats(ClassStats stats, int frameBytes) {
        slotBytes = stats.slotBytes;
        costBytes = stats.costBytes;
        objectsPerZspage = stats.objectsPerZspage;
        framesPerZspage = stats.framesPerZspage;
        objects = stats.objects;
        limboSlots = stats.limboSlots;
        zspages = stats.zspages;
        freeableZspages = stats.freeableZspages;
        zspagesByGroup = stats.zspagesByGroup.clone();
        this.frameBytes = frameBytes;
    }

    /** Bytes from one slot to the next, header included: what distinguishes the class. */
    public int getSlotBytes() {
        return slotBytes;
    }

    /** What one page of this class really takes of the pool: its share of the zspage's frames. */
    public int getCostBytes() {
        return costBytes;
    }

    /** Slots of a zspage. */
    public int getObjectsPerZspage() {
        return objectsPerZspage;
    }

    /** Frames of a zspage. */
    public int getFramesPerZspage() {
        return framesPerZspage;
    }

    /** Pages stored in this class. */
    public long getObjects() {
        return objects;
    }

    /** Slots given up, which wait for a reader to leave before they are used again. */
    public long getLimboSlots() {
        return limboSlots;
    }

    /** Slots that new pages may take. */
    public long getFreeSlots() {
        return zspages * objectsPerZspage - objects - limboSlots;
    }

    public long getZspages() {
        return zspages;
    }

    /**
     * Zspages of one fullness group. Those in which compaction is at work are in none.
     * @param group 0: nothing is stored; 1..10: from {@code 10 * (group - 1)} percent to less than ten more; 11: no slot is free
     * @throws IndexOutOfBoundsException if there is no such group
     */
    public int getZspages(int group) {
        return zspagesByGroup[group];
    }

    /** Frames of all zspages. */
    public long getFrames() {
        return zspages * framesPerZspage;
    }

    /** Frames that compaction could free now. */
    public long getFreeableFrames() {
        return freeableZspages * framesPerZspage;
    }

    /** What its zspages take of the pool. */
    public long getUsedBytes() {
        return getFrames() * frameBytes;
    }

    @Override public String toString() {
        return slotBytes + " bytes [objects=" + objects + ", zspages=" + zspages + ", objectsPerZspage=" + objectsPerZspage + ", framesPerZspage="
            + framesPerZspage + ", freeableFrames=" + getFreeableFrames() + ", used=" + MemorySize.format(getUsedBytes()) + ']';
    }
}
