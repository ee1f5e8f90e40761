package io.ignitezs.pool;

import io.ignitezs.zspage.SizeClass;

/** What a pool held at about one moment. */
public final class PoolStats {
    public long objects;
    public long zspages;

    /** Slots freed that may still be being read. */
    public long limboSlots;

    /** Bytes of the slots of live objects, headers and rounding included. */
    public long slotBytes;

    /** What those objects really take: their share of their zspages' frames. */
    public long costBytes;

    /** Frames charged; of these not in use. */
    public long usableFrames;
    public long freeFrames;
    public int frameBytes;
    public int slabs;

    /** Handle table, descriptors, chain records, slab tables. */
    public long tableBytes;

    PoolStats() {
    }

    void add(SizeClass sizeClass, long zspageCount, long slotsInUse, long slotsInLimbo) {
        objects += slotsInUse;
        zspages += zspageCount;
        limboSlots += slotsInLimbo;
        slotBytes += slotsInUse * sizeClass.slotBytes();
        costBytes += slotsInUse * sizeClass.costBytes();
    }
}
