package io.ignitezs.mem;

/**
 * One piece of address space, cut in frames. Frames become usable (charged to the limit, touched for the first time) from
 * the bottom up, as they are needed. A bitmap holds a 1 for each frame that is usable and free, a second table the owner of each frame.
 * Guarded by the arena's monitor, apart from {@link #baseAddress}, which never changes.
 */
final class Slab {
    /**
     * Address space taken for a slab at least, whatever its size. It lies above the largest threshold that glibc's malloc ever uses, so a
     * slab is always mapped on its own and really goes back to the operating system when it is freed; what it does not use is never touched.
     */
    static final long MIN_ADDRESS_BYTES = 32L << 20;

    /** Slabs begin on a page of the operating system. */
    private static final int ALIGNMENT = 4096;
    private static final int WORD_BITS = 64;

    private final MemoryBudget budget;
    private final int frames;
    private final long slabBytes;
    private final long rawAddress;
    private final long baseAddress;
    private final long bitmapAddress;
    private final long ownersAddress;
    private int usableFrames;
    private int freeFrames;

    /** No run of free frames is longer than this; counted up to {@link FrameArena#MAX_RUN_FRAMES}. */
    private int runBound;

    /** Bitmap words below this are 0. */
    private int firstFreeWord;

    /** Where {@link SlabLists} has it; -1 is nowhere. */
    int runList = -1;
    int fullnessList = -1;

    private Slab(MemoryBudget budget, int frames, long slabBytes, long rawAddress, long tableAddress) {
        this.budget = budget;
        this.frames = frames;
        this.slabBytes = slabBytes;
        this.rawAddress = rawAddress;
        baseAddress = (rawAddress + ALIGNMENT - 1) & -ALIGNMENT;
        bitmapAddress = tableAddress;
        ownersAddress = tableAddress + frames / Byte.SIZE;
    }

    /** @return null if the budget has no room for the tables, or the system no address space */
    static Slab open(MemoryBudget budget, int frames, int frameBytes) {
        long slabBytes = (long)frames * frameBytes;
        long table = budget.allocateTable(tableBytes(frames));
        if (table == 0)
            return null;
        long raw = budget.allocateSlab(addressBytes(slabBytes));
        if (raw == 0) {
            budget.freeTable(table, tableBytes(frames));
            return null;
        }
        return new Slab(budget, frames, slabBytes, raw, table);
    }

    /** Bytes of a slab's bitmap and owners. */
    static long tableBytes(int frames) {
        return frames / Byte.SIZE + (long)frames * Integer.BYTES;
    }

    /** What is taken from the operating system for a slab. */
    static long addressBytes(long slabBytes) {
        return Math.max(slabBytes, MIN_ADDRESS_BYTES) + ALIGNMENT;
    }

    /** Gives address space and tables back; what was usable is uncharged by the arena. */
    void close() {
        budget.freeSlab(rawAddress, addressBytes(slabBytes));
        budget.freeTable(bitmapAddress, tableBytes(frames));
    }

    int frames() {
        return frames;
    }

    int usedFrames() {
        return usableFrames - freeFrames;
    }

    /** @return the first frame from {@code from} on that is in use, -1 if there is none */
    int nextUsed(int from) {
        for (int word = from / WORD_BITS; word * WORD_BITS < usableFrames; word++) {
            long used = ~word(word) & (word == from / WORD_BITS ? -1L << from : -1L);
            int frame = word * WORD_BITS + Long.numberOfTrailingZeros(used);
            if (used != 0)
                return frame < usableFrames ? frame : -1;
        }
        return -1;
    }

    long baseAddress() {
        return baseAddress;
    }

    int usableFrames() {
        return usableFrames;
    }

    int freeFrames() {
        return freeFrames;
    }

    int runBound() {
        return runBound;
    }

    int unusableFrames() {
        return frames - usableFrames;
    }

    int owner(int frame) {
        return Memory.getInt(ownersAddress + (long)frame * Integer.BYTES);
    }

    void setOwner(int frame, int owner) {
        Memory.putInt(ownersAddress + (long)frame * Integer.BYTES, owner);
    }

    boolean isFree(int frame) {
        return (word(frame / WORD_BITS) >>> frame & 1) != 0;
    }

    /** Adds usable frames above those there are. */
    void makeUsable(int count) {
        assert count <= unusableFrames() : count + " of " + unusableFrames();
        int first = usableFrames;
        usableFrames += count;
        free(first, count);
    }

    /** @return the first of {@code count} free frames side by side, now taken; -1 if there are none, and then {@link #runBound} is lower */
    int takeRun(int count) {
        for (int word = firstFreeWord; word < frames / WORD_BITS; word++) {
            long starts = runStarts(word, count);
            if (starts != 0)
                return take(word * WORD_BITS + Long.numberOfTrailingZeros(starts), count);
        }
        runBound = Math.min(runBound, count - 1);
        return -1;
    }

    void free(int first, int count) {
        for (int frame = first; frame < first + count; frame++) {
            assert !isFree(frame) : "frame freed twice: " + frame;
            setWord(frame / WORD_BITS, word(frame / WORD_BITS) | 1L << frame);
            setOwner(frame, 0);
        }
        freeFrames += count;
        firstFreeWord = Math.min(firstFreeWord, first / WORD_BITS);
        runBound = Math.max(runBound, runAround(first, count));
    }

    /** Looks at each frame: for whoever watches. */
    void addTo(SlabStats stats) {
        stats.frames = frames;
        stats.usableFrames = usableFrames;
        stats.freeFrames = freeFrames;
        int run = 0;
        for (int frame = 0; frame < usableFrames; frame++) {
            run = isFree(frame) ? run + 1 : 0;
            stats.freeRuns += run == 1 ? 1 : 0;
            stats.longestFreeRun = Math.max(stats.longestFreeRun, run);
        }
    }

    private int take(int first, int count) {
        for (int frame = first; frame < first + count; frame++)
            setWord(frame / WORD_BITS, word(frame / WORD_BITS) & ~(1L << frame));
        freeFrames -= count;
        if (freeFrames == 0)
            runBound = 0;
        skipEmptyWords();
        return first;
    }

    private void skipEmptyWords() {
        while (firstFreeWord < frames / WORD_BITS && word(firstFreeWord) == 0)
            firstFreeWord++;
    }

    /** Bits of a word at which a run of {@code count} free frames begins; it may go on in the next word. */
    private long runStarts(int word, int count) {
        long free = word(word);
        long next = word + 1 < frames / WORD_BITS ? word(word + 1) : 0;
        long starts = free;
        for (int step = 1; step < count && starts != 0; step++)
            starts &= free >>> step | next << WORD_BITS - step;
        return starts;
    }

    private int runAround(int first, int count) {
        int from = first;
        int to = first + count;
        while (from > 0 && to - from < FrameArena.MAX_RUN_FRAMES && isFree(from - 1))
            from--;
        while (to < usableFrames && to - from < FrameArena.MAX_RUN_FRAMES && isFree(to))
            to++;
        return Math.min(to - from, FrameArena.MAX_RUN_FRAMES);
    }

    private long word(int word) {
        return Memory.getLong(bitmapAddress + (long)word * Long.BYTES);
    }

    private void setWord(int word, long value) {
        Memory.putLong(bitmapAddress + (long)word * Long.BYTES, value);
    }
}
