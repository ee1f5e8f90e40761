package io.ignitezs.pool;

import io.ignitezs.zspage.FullnessLists;
import io.ignitezs.zspage.SizeClass;

/** What one size class of a pool held at one moment. */
public final class ClassStats {
    /** Bytes from one slot to the next, header included. */
    public final int slotBytes;

    /** What one object really takes: its share of the frames, rounded up. */
    public final int costBytes;

    /** Slots, and frames, of each zspage. */
    public final int objectsPerZspage;
    public final int framesPerZspage;

    /** Objects in it, slots freed that may still be being read, zspages, and of those what compaction could free now. */
    public long objects;
    public long limboSlots;
    public long zspages;
    public long freeableZspages;

    /** Zspages by fullness group, see {@link FullnessLists}; a zspage in which objects are just being moved is in none. */
    public final int[] zspagesByGroup = new int[FullnessLists.GROUPS];

    ClassStats(SizeClass sizeClass) {
        slotBytes = sizeClass.slotBytes();
        costBytes = sizeClass.costBytes();
        objectsPerZspage = sizeClass.objects();
        framesPerZspage = sizeClass.frames();
    }
}
