package io.ignitezs.mem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Frames by number, taken from slabs: whole runs of frames side by side as long as there are any, single ones otherwise.
 * Frame number = slab * frames per slab + frame within the slab; runs never cross slabs. Taking and freeing is under the arena's
 * monitor, which is a leaf: nothing else is locked while it is held. Addresses are found without it.
 */
public final class FrameArena implements AutoCloseable {
    /** The longest run, and so the longest chain of a zspage. */
    public static final int MAX_RUN_FRAMES = 16;

    /** What a slab's own tables take for each of its frames. */
    public static final double TABLE_BYTES_PER_FRAME = (double)Slab.tableBytes(Byte.SIZE) / Byte.SIZE;

    /** No frame. */
    public static final int NONE = -1;

    private static final long MAX_SLAB_BYTES = Slab.MIN_ADDRESS_BYTES;
    private static final long MIN_SLAB_BYTES = 1L << 20;
    private static final int MIN_SLAB_FRAMES = 64;

    /** The limit is divided into about so many slabs, if that leaves them within their bounds: the finer, the sooner one can be given back. */
    private static final int SLABS_PER_LIMIT = 128;

    /** Frames made usable at a time: few, so that hardly anything is charged before it is used. */
    private static final int STEP_FRAMES = 32;

    /** While more than this share of the usable frames is free, but not side by side, single frames are taken instead of new ones. */
    private static final int SPARE_SHARE = 32;

    private final MemoryBudget budget;
    private final int frameShift;

    /** Numbers that each slab has for its frames; a slab may have fewer frames. */
    private final int slabShift;

    /** Slabs by number; null where one was given back. */
    private Slab[] slabs = new Slab[0];
    private final BitSet open = new BitSet();
    private final SlabLists lists = new SlabLists();

    /** Base addresses by slab number; replaced, never changed, so that {@link #address} needs no lock. */
    private volatile long[] bases = new long[0];

    /** Of all slabs; of these, those that are usable; of these, those that are free. */
    private long slabFrames;
    private long usableFrames;
    private long freeFrames;
    private long slabTableBytes;

    /** The slab that is being emptied: it is on no list. */
    private int draining = NONE;

    /** @param frameBytes a power of two, 1 KiB or more */
    public FrameArena(MemoryBudget budget, int frameBytes) {
        assert Integer.bitCount(frameBytes) == 1 && frameBytes >= 1024 : frameBytes;
        this.budget = budget;
        frameShift = Integer.numberOfTrailingZeros(frameBytes);
        slabShift = Long.numberOfTrailingZeros(MAX_SLAB_BYTES) - frameShift;
    }

    /** Frames of a slab opened now. */
    private int slabFrames() {
        long bytes = Math.min(MAX_SLAB_BYTES, Math.max(MIN_SLAB_BYTES, Long.highestOneBit(budget.limitBytes() / SLABS_PER_LIMIT)));
        return Math.max(MIN_SLAB_FRAMES, (int)(bytes >>> frameShift));
    }

    /** @return the first of {@code count} frames side by side, or {@link #NONE} if only single frames are left, or nothing */
    public synchronized int allocateRun(int count) {
        assert count > 0 && count <= MAX_RUN_FRAMES : count;
        if (count == 1)
            return allocateFrame();
        int first = takeRun(count);
        if (first == NONE && !hasSpareFrames() && makeUsable(count))
            first = takeRun(count);
        return first;
    }

    /** @return any frame, or {@link #NONE} if the budget has no room */
    public synchronized int allocateFrame() {
        int frame = takeRun(1);
        if (frame == NONE && (makeUsable(1) || endDrain()))
            frame = takeRun(1);
        return frame;
    }

    /** @return the first of {@code count} frames side by side that are free now, or {@link #NONE}: nothing more is charged for them */
    public synchronized int takeFreeRun(int count) {
        return takeRun(count);
    }

    /** As {@link #takeFreeRun}; if there are none, more is charged for them, however many single frames are free. */
    public synchronized int growRun(int count) {
        int first = takeRun(count);
        return first == NONE && makeUsable(count) ? takeRun(count) : first;
    }

    /**
     * Takes slabs from the system until so many frames can be had without it. They are not charged before they are used.
     * @return false if the system refuses; what the budget does not allow is left out
     */
    public synchronized boolean provide(long frames) {
        while (slabFrames - usableFrames + freeFrames < frames)
            if (openSlab() == NONE)
                return !budget.isRefusedBySystem();
        return true;
    }

    /** Frees frames side by side, given by {@link #allocateRun} and its like. */
    public void free(int first, int count) {
        giveBack(freeFrames(first, count));
    }

    /**
     * Begins to empty the slab that has the fewest frames in use, if they fit into free frames elsewhere: nothing is taken from it
     * until {@link #finishDrain}, or until there is no other frame left.
     * @return its number, or {@link #NONE} if there is none, or one is being emptied already
     */
    public synchronized int beginDrain() {
        int number = draining == NONE ? drainable() : NONE;
        if (number == NONE)
            return NONE;
        lists.remove(number, slabs[number]);
        draining = number;
        return number;
    }

    /** Whether a slab is still being emptied. */
    public synchronized boolean isDraining(int slab) {
        return slab != NONE && slab == draining;
    }

    /** @return the first frame in use of the slab that is being emptied, from frame {@code from} on; {@link #NONE} if there is none */
    public synchronized int nextDraining(int slab, int from) {
        int used = isDraining(slab) ? slabs[slab].nextUsed(Math.max(0, from - (slab << slabShift))) : -1;
        return used < 0 ? NONE : (slab << slabShift) + used;
    }

    /** Gives back the slab that is being emptied if it is empty, else opens it again. @return bytes given back, 0 if it was not empty */
    public long finishDrain(int slab) {
        Slab drained = endDrain(slab);
        giveBack(drained);
        return drained == null ? 0 : usableBytes(drained);
    }

    /** The slab of a frame. */
    public int slab(int frame) {
        return frame >>> slabShift;
    }

    /** The first frame number after those of a frame's slab. */
    public int slabEnd(int frame) {
        return slab(frame) + 1 << slabShift;
    }

    /** The address of a frame that is in use. @throws ZsCorruptionException if its slab has been given back: its memory must not be touched */
    public long address(int frame) {
        long base = bases[frame >>> slabShift];
        if (base == 0)
            throw new ZsCorruptionException("The slab of a frame has been given back [frame=" + frame + ']');
        return base + ((long)frameInSlab(frame) << frameShift);
    }

    /** The address of bytes in a run of frames. @throws ZsCorruptionException if they are not in mapped memory */
    public long address(int first, int offset, int bytes) {
        if (((long)frameInSlab(first) << frameShift) + offset + bytes > MAX_SLAB_BYTES)
            throw new ZsCorruptionException("A run of frames leads out of its slab [frame=" + first + ", offset=" + offset + ']');
        return address(first) + offset;
    }

    /** Who uses a frame: a number above 0, or 0 for nobody. */
    public synchronized int owner(int frame) {
        return slabs[frame >>> slabShift].owner(frameInSlab(frame));
    }

    /** As {@link #owner}, for a number that may be no frame: then 0. */
    public synchronized int ownerHint(int frame) {
        return frame >= 0 && open.get(frame >>> slabShift) && isUsable(frame) ? owner(frame) : 0;
    }

    /** Whether all frames of a run are in use by this owner; for numbers that may be no frames, too. */
    public synchronized boolean isOwned(int first, int count, int owner) {
        for (int index = 0; index < count; index++)
            if (ownerHint(first + index) != owner || isFree(first + index))
                return false;
        return true;
    }

    public synchronized void setOwner(int first, int count, int owner) {
        for (int frame = first; frame < first + count; frame++)
            slabs[frame >>> slabShift].setOwner(frameInSlab(frame), owner);
    }

    /** Whether a frame is usable and not in use. */
    public synchronized boolean isFree(int frame) {
        Slab slab = slabs[frame >>> slabShift];
        return slab != null && frameInSlab(frame) < slab.usableFrames() && slab.isFree(frameInSlab(frame));
    }

    /** Whether a frame has been charged: it is free or in use. */
    public synchronized boolean isUsable(int frame) {
        Slab slab = slabs[frame >>> slabShift];
        return slab != null && frameInSlab(frame) < slab.usableFrames();
    }

    /** All frame numbers are below this. */
    public synchronized int end() {
        return open.length() << slabShift;
    }

    /** Frames charged: free or in use. */
    public synchronized long usableFrames() {
        return usableFrames;
    }

    public synchronized long freeFrames() {
        return freeFrames;
    }

    public synchronized int slabCount() {
        return open.cardinality();
    }

    public int frameBytes() {
        return 1 << frameShift;
    }

    /** Bytes charged: usable frames and the slabs' own tables. */
    public synchronized long bytes() {
        return (usableFrames << frameShift) + slabTableBytes;
    }

    /** Address space that slabs take; more than is charged, see {@link Slab}. */
    public synchronized long addressBytes() {
        return open.stream().mapToLong(number -> Slab.addressBytes((long)slabs[number].frames() << frameShift)).sum();
    }

    /** Of all slabs, by number; each is exact, together they are of about one moment. */
    public List<SlabStats> slabStats() {
        List<SlabStats> all = new ArrayList<>();
        for (int number = nextOpen(0); number >= 0; number = nextOpen(number + 1)) {
            SlabStats stats = slabStats(number);
            if (stats != null)
                all.add(stats);
        }
        return all;
    }

    private synchronized int nextOpen(int from) {
        return open.nextSetBit(from);
    }

    /** @return null if it has just been given back */
    private synchronized SlabStats slabStats(int number) {
        if (slabs[number] == null)
            return null;
        SlabStats stats = new SlabStats(number);
        slabs[number].addTo(stats);
        stats.bytes = usableBytes(slabs[number]) + Slab.tableBytes(slabs[number].frames());
        stats.retiring = number == draining;
        return stats;
    }

    @Override public synchronized void close() {
        draining = NONE;
        open.stream().forEach(number -> giveBack(detach(number)));
    }

    /** @return a slab that is to be given back, or null */
    private synchronized Slab freeFrames(int first, int count) {
        int number = first >>> slabShift;
        Slab slab = slabs[number];
        slab.free(frameInSlab(first), count);
        freeFrames += count;
        if (number == draining)
            return null;
        lists.list(number, slab);
        boolean spare = slab.usedFrames() == 0 && freeFrames - slab.freeFrames() >= slab.frames();
        return spare ? detach(number) : null;
    }

    /** @return the slab if it is empty, else null: then it is open again */
    private synchronized Slab endDrain(int slab) {
        if (!isDraining(slab))
            return null;
        if (slabs[slab].usedFrames() > 0) {
            endDrain();
            return null;
        }
        draining = NONE;
        return detach(slab);
    }

    private int frameInSlab(int frame) {
        return frame & (1 << slabShift) - 1;
    }

    private boolean hasSpareFrames() {
        return freeElsewhere(draining) > Math.max(STEP_FRAMES, usableFrames / SPARE_SHARE);
    }

    /** Free frames outside a slab. */
    private long freeElsewhere(int slab) {
        return freeFrames - (slab == NONE ? 0 : slabs[slab].freeFrames());
    }

    /** Of those that can still grow, one may have little in it even though all of that is used. */
    private int drainable() {
        int emptiest = lists.emptiest();
        if (emptiest == SlabLists.NONE || fitsElsewhere(emptiest))
            return emptiest;
        for (int number = lists.nextGrowable(0); number >= 0; number = lists.nextGrowable(number + 1))
            if (slabs[number].usableFrames() > 0 && fitsElsewhere(number))
                return number;
        return NONE;
    }

    private boolean fitsElsewhere(int slab) {
        return slabs[slab].usedFrames() <= freeElsewhere(slab);
    }

    /** Opens the slab that was being emptied again. @return false if there was none */
    private boolean endDrain() {
        if (draining == NONE)
            return false;
        int number = draining;
        draining = NONE;
        lists.list(number, slabs[number]);
        return true;
    }

    /** Takes from the slab whose runs are the shortest that can do, among equals from the lowest, so that high slabs drain. */
    private int takeRun(int count) {
        for (int run = count; run <= MAX_RUN_FRAMES; run++) {
            int first = takeListedRun(run, count);
            if (first != NONE)
                return first;
        }
        return NONE;
    }

    private int takeListedRun(int run, int count) {
        for (int number = lists.nextWithRun(run, 0); number >= 0; number = lists.nextWithRun(run, number + 1)) {
            int first = slabs[number].takeRun(count);
            lists.list(number, slabs[number]);
            if (first >= 0) {
                freeFrames -= count;
                return (number << slabShift) + first;
            }
        }
        return NONE;
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
        usableFrames += frames;
        freeFrames += frames;
        lists.list(number, slabs[number]);
        return true;
    }

    /** A slab that can grow by {@code count} frames; what is left at the end of one is used when single frames are wanted. */
    private int growingSlab(int count) {
        for (int number = lists.nextGrowable(0); number >= 0; number = lists.nextGrowable(number + 1))
            if (slabs[number].unusableFrames() >= count)
                return number;
        return openSlab();
    }

    private int openSlab() {
        Slab slab = Slab.open(budget, slabFrames(), 1 << frameShift);
        if (slab == null)
            return NONE;
        int number = open.nextClearBit(0);
        makePlace(number, slab);
        slabs[number] = slab;
        slabTableBytes += Slab.tableBytes(slab.frames());
        slabFrames += slab.frames();
        lists.list(number, slab);
        return number;
    }

    /** All that may find no memory on the heap, before frames of the slab are given to anybody. */
    private void makePlace(int number, Slab slab) {
        try {
            if (number >= slabs.length)
                slabs = Arrays.copyOf(slabs, Math.max(4, 2 * slabs.length));
            open.set(number);
            changeBase(number, slab.baseAddress());
        }
        catch (Throwable e) {
            open.clear(number);
            giveBack(slab);
            throw e;
        }
    }

    private void changeBase(int number, long address) {
        long[] changed = Arrays.copyOf(bases, Math.max(bases.length, slabs.length));
        changed[number] = address;
        bases = changed;
    }

    /** From now on nobody knows the slab. */
    private Slab detach(int number) {
        Slab slab = slabs[number];
        lists.remove(number, slab);
        slabs[number] = null;
        open.clear(number);
        changeBase(number, 0);
        slabFrames -= slab.frames();
        usableFrames -= slab.usableFrames();
        freeFrames -= slab.freeFrames();
        slabTableBytes -= Slab.tableBytes(slab.frames());
        return slab;
    }

    /** Without the monitor: the system takes milliseconds to unmap a large slab. Uncharged only then. @param slab detached, or null */
    private void giveBack(Slab slab) {
        if (slab == null)
            return;
        slab.close();
        budget.release(usableBytes(slab));
    }

    private long usableBytes(Slab slab) {
        return (long)slab.usableFrames() << frameShift;
    }
}
