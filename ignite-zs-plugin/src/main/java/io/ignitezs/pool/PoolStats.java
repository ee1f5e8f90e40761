package io.ignitezs.pool;

import io.ignitezs.zspage.SizeClass;

/** What a pool held at about one moment. */
public final class PoolStats {
    public long objects;
    public long zspages;

    /** Slots freed, and frames replaced, that may still be being read. */
    public long limboSlots;
    public long limboFrames;

    /** Bytes of the slots of live objects, headers and rounding included. */
    public long slotBytes;

    /** What those objects really take: their share of their zspages' frames. */
    public long costBytes;

    /** What free slots take in zspages that are in use. */
    public long holeBytes;

    /** All zspages' frames: what their slots take by whether they are live, free, or wait to be reused, and what is left behind the last slot of each. */
    public long zspageFrames;
    public long freeSlotBytes;
    public long limboSlotBytes;
    public long tailBytes;

    /** Of the holes, what compaction could give to other classes now. */
    public long freeableBytes;

    /** Zspages whose frames do not lie side by side. */
    public long scatteredZspages;

    /** What compaction and migration did since the pool was opened. */
    public final MoveCounts moves = new MoveCounts();

    /** How long steps of compaction and migration took that moved something, as {@link LatencyHistogram#counts}. */
    public long[] stepLatency = new long[LatencyHistogram.BUCKETS];

    /** Frames charged; of these not in use. */
    public long usableFrames;
    public long freeFrames;
    public final int frameBytes;
    public int slabs;

    /** Handle table, descriptors, chain records, slab tables. */
    public long tableBytes;

    PoolStats(int frameBytes) {
        this.frameBytes = frameBytes;
    }

    /** How much of the zspages' frames compaction could free now. */
    public double freeableShare() {
        return zspageBytes() == 0 ? 0 : (double)freeableBytes / zspageBytes();
    }

    /** How many of the frames charged are not in use. */
    public double freeFrameShare() {
        return usableFrames == 0 ? 0 : (double)freeFrames / usableFrames;
    }

    /** What waits for its readers to leave before it is used again. */
    public long limboBytes() {
        return limboSlotBytes + limboFrames * frameBytes;
    }

    /** What those slots take that are live beyond their objects, and what lies behind the last slot of each zspage. */
    public long paddingBytes(long storedBytes) {
        return slotBytes - storedBytes + tailBytes;
    }

    /** Bytes of frames that zspages have. */
    public long zspageBytes() {
        return (usableFrames - freeFrames) * frameBytes;
    }

    void add(SizeClass sizeClass, long zspageCount, long slotsInUse, long slotsInLimbo) {
        objects += slotsInUse;
        zspages += zspageCount;
        limboSlots += slotsInLimbo;
        slotBytes += slotsInUse * sizeClass.slotBytes();
        costBytes += slotsInUse * sizeClass.costBytes();
        long freeSlots = zspageCount * sizeClass.objects() - slotsInUse - slotsInLimbo;
        holeBytes += freeSlots * sizeClass.costBytes();
        zspageFrames += zspageCount * sizeClass.frames();
        freeSlotBytes += freeSlots * sizeClass.slotBytes();
        limboSlotBytes += slotsInLimbo * sizeClass.slotBytes();
        tailBytes += zspageCount * (sizeClass.frames() * frameBytes - sizeClass.objects() * sizeClass.slotBytes());
        freeableBytes += freeSlots / sizeClass.objects() * sizeClass.frames() * frameBytes;
    }
}
