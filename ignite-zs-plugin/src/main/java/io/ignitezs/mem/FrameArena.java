package io.ignitezs.mem;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Frames by number, taken from slabs: whole runs of frames side by side as long as there are any, single ones otherwise.
 * Frame number = slab * frames per slab + frame within the slab; runs never cross slabs. Taking and freeing is under the arena's
 * monitor, which is a leaf: nothing else is locked while it is held. Addresses are found without it.
 */
public final class FrameArena implements AutoCloseable {
    /** The longest run, and so the longest chain of a zspage. */
    public static final int MAX_RUN_FRAMES = 16;

    /** No frame. */
    public static final int NONE = -1;

    private static final long MAX_SLAB_BYTES = Slab.MIN_ADDRESS_BYTES;
    private static final int MIN_SLAB_FRAMES = 64;

    /** A limit is divided into about so many slabs, if that makes them no larger than they may be. */
    private static final int SLABS_PER_LIMIT = 16;

    /** Frames made usable at a time: few, so that hardly anything is charged before it is used. */
    private static final int STEP_FRAMES = 32;

    /** While more than this share of the usable frames is free, but not side by side, single frames are taken instead of new ones. */
    private static final int SPARE_SHARE = 32;

    private final MemoryBudget budget;
    private final int frameShift;
    private final int slabShift;
    private final int slabFrames;

    /** Slabs by number; null where one was given back. */
    private Slab[] slabs = new Slab[0];

    /** Slabs that have frames which are not usable yet. */
    private final BitSet growable = new BitSet();

    /** Slabs by {@link Slab#runBound}. */
    private final BitSet[] slabsByRun = new BitSet[MAX_RUN_FRAMES + 1];

    /** Base addresses by slab number; replaced, never changed, so that {@link #address} needs no lock. */
    private volatile long[] bases = new long[0];

    private long usableFrames;
    private long freeFrames;
    private int openSlabs;

    /** @param frameBytes a power of two, 1 KiB or more */
    public FrameArena(MemoryBudget budget, int frameBytes) {
        assert Integer.bitCount(frameBytes) == 1 && frameBytes >= 1024 : frameBytes;
        this.budget = budget;
        frameShift = Integer.numberOfTrailingZeros(frameBytes);
        slabFrames = slabFrames(budget.limitBytes(), frameBytes);
        slabShift = Integer.numberOfTrailingZeros(slabFrames);
        Arrays.setAll(slabsByRun, run -> new BitSet());
    }

    private static int slabFrames(long limitBytes, int frameBytes) {
        long bytes = Math.min(MAX_SLAB_BYTES, Long.highestOneBit(limitBytes / SLABS_PER_LIMIT));
        return Math.max(MIN_SLAB_FRAMES, (int)(bytes / frameBytes));
    }

    /** @return the first of {@code count} frames side by side, or {@link #NONE} if only single frames are left, or nothing */
    public synchronized int allocateRun(int count) {
        assert count > 0 && count <= MAX_RUN_FRAMES : count;
        int first = takeRun(count);
        if (first == NONE && !hasSpareFrames() && makeUsable(count))
            first = takeRun(count);
        return first;
    }

    /** @return any frame, or {@link #NONE} if the budget has no room */
    public synchronized int allocateFrame() {
        int frame = takeRun(1);
        if (frame == NONE && makeUsable(1))
            frame = takeRun(1);
        return frame;
    }

    /** Frees frames side by side, given by {@link #allocateRun} or {@link #allocateFrame}. */
    public synchronized void free(int first, int count) {
        int number = first >>> slabShift;
        Slab slab = slabs[number];
        slab.free(first & slabFrames - 1, count);
        freeFrames += count;
        list(number);
        if (slab.freeFrames() == slab.usableFrames() && freeFrames - slab.freeFrames() >= slabFrames)
            close(number);
    }

    /** The address of a frame that is in use. */
    public long address(int frame) {
        return bases[frame >>> slabShift] + ((long)(frame & slabFrames - 1) << frameShift);
    }

    /** Who uses a frame: a number above 0, or 0 for nobody. */
    public synchronized int owner(int frame) {
        return slabs[frame >>> slabShift].owner(frame & slabFrames - 1);
    }

    public synchronized void setOwner(int first, int count, int owner) {
        for (int frame = first; frame < first + count; frame++)
            slabs[frame >>> slabShift].setOwner(frame & slabFrames - 1, owner);
    }

    /** Whether a frame is usable and not in use. */
    public synchronized boolean isFree(int frame) {
        Slab slab = slabs[frame >>> slabShift];
        return slab != null && slab.isFree(frame & slabFrames - 1);
    }

    /** Whether a frame has been charged: it is free or in use. */
    public synchronized boolean isUsable(int frame) {
        Slab slab = slabs[frame >>> slabShift];
        return slab != null && (frame & slabFrames - 1) < slab.usableFrames();
    }

    /** All frame numbers are below this. */
    public synchronized int end() {
        return slabs.length << slabShift;
    }

    /** Frames charged: free or in use. */
    public synchronized long usableFrames() {
        return usableFrames;
    }

    public synchronized long freeFrames() {
        return freeFrames;
    }

    public synchronized int slabCount() {
        return openSlabs;
    }

    public int frameBytes() {
        return 1 << frameShift;
    }

    /** Bytes charged: usable frames and the slabs' own tables. */
    public synchronized long bytes() {
        return (usableFrames << frameShift) + openSlabs * Slab.tableBytes(slabFrames);
    }

    /** Address space that slabs take; more than is charged, see {@link Slab}. */
    public synchronized long addressBytes() {
        return openSlabs * Slab.addressBytes((long)slabFrames << frameShift);
    }

    @Override public synchronized void close() {
        for (int number = 0; number < slabs.length; number++)
            if (slabs[number] != null)
                close(number);
    }

    private boolean hasSpareFrames() {
        return freeFrames > Math.max(STEP_FRAMES, usableFrames / SPARE_SHARE);
    }

    /** Takes from the slab whose runs are the shortest that can do, among equals from the lowest, so that high slabs drain. */
    private int takeRun(int count) {
        for (int run = count; run <= MAX_RUN_FRAMES; run++) {
            int first = takeRun(slabsByRun[run], count);
            if (first != NONE)
                return first;
        }
        return NONE;
    }

    private int takeRun(BitSet candidates, int count) {
        for (int number = candidates.nextSetBit(0); number >= 0; number = candidates.nextSetBit(number + 1)) {
            int first = slabs[number].takeRun(count);
            list(number);
            if (first >= 0) {
                freeFrames -= count;
                return (number << slabShift) + first;
            }
        }
        return NONE;
    }

    private void list(int number) {
        int run = slabs[number].runBound();
        if (slabsByRun[run].get(number))
            return;
        for (BitSet set : slabsByRun)
            set.clear(number);
        slabsByRun[run].set(number);
    }

    /** Charges some more frames, at least {@code count} of them side by side. */
    private boolean makeUsable(int count) {
        int number = growingSlab(count);
        if (number == NONE)
            return false;
        int step = Math.min(STEP_FRAMES, slabs[number].unusableFrames());
        return makeUsable(number, step) || makeUsable(number, count);
    }

    private boolean makeUsable(int number, int frames) {
        if (!budget.reserveFrames((long)frames << frameShift))
            return false;
        slabs[number].makeUsable(frames);
        growable.set(number, slabs[number].unusableFrames() > 0);
        usableFrames += frames;
        freeFrames += frames;
        list(number);
        return true;
    }

    /** A slab that can grow by {@code count} frames; what is left at the end of one is used when single frames are wanted. */
    private int growingSlab(int count) {
        for (int number = growable.nextSetBit(0); number >= 0; number = growable.nextSetBit(number + 1))
            if (slabs[number].unusableFrames() >= count)
                return number;
        return openSlab();
    }

    private int openSlab() {
        Slab slab = Slab.open(budget, slabFrames, 1 << frameShift);
        if (slab == null)
            return NONE;
        int number = freeSlabNumber();
        slabs[number] = slab;
        growable.set(number);
        openSlabs++;
        long[] grown = Arrays.copyOf(bases, slabs.length);
        grown[number] = slab.baseAddress();
        bases = grown;
        return number;
    }

    private int freeSlabNumber() {
        for (int number = 0; number < slabs.length; number++)
            if (slabs[number] == null)
                return number;
        slabs = Arrays.copyOf(slabs, slabs.length + 1);
        return slabs.length - 1;
    }

    private void close(int number) {
        Slab slab = slabs[number];
        slabs[number] = null;
        growable.clear(number);
        for (BitSet set : slabsByRun)
            set.clear(number);
        openSlabs--;
        usableFrames -= slab.usableFrames();
        freeFrames -= slab.freeFrames();
        budget.release((long)slab.usableFrames() << frameShift);
        slab.close();
    }
}
