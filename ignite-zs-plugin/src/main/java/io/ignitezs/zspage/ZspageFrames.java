package io.ignitezs.zspage;

import io.ignitezs.mem.Checked;
import io.ignitezs.mem.FrameArena;
import io.ignitezs.mem.Memory;
import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.mem.RecordPool;
import io.ignitezs.mem.Table;
import io.ignitezs.mem.ZsCorruptionException;

/**
 * The frames of zspages, as one word each:
 * <pre>
 * n, 0 or more   frame n and those after it, side by side
 * ~n             chain record n, which has 4 bytes for each frame: parity, 1 bit | frame number, 31 bits
 * </pre>
 * A word that was replaced stays readable until it is given to {@link #free}. A flipped bit of a chain record is found by whoever uses it: its zspage
 * must not be led to a frame of another one, nor give that back. Takes no locks.
 */
public final class ZspageFrames implements AutoCloseable {
    /** No frames: no chain record has this number. */
    public static final int NONE = Integer.MIN_VALUE;

    private static final int PARITY_SHIFT = Integer.SIZE - 1;
    private static final int PARITY = 1 << PARITY_SHIFT;
    private static final int CHAIN_BYTES = SizeClasses.MAX_CHAIN_LIMIT * Integer.BYTES;

    private final FrameArena arena;
    private final RecordPool chains;
    private final int frameShift;
    private final int frameBytes;

    ZspageFrames(FrameArena arena, MemoryBudget budget, int chunkBytes) {
        this.arena = arena;
        frameBytes = arena.frameBytes();
        frameShift = Integer.numberOfTrailingZeros(frameBytes);
        chains = new RecordPool(new Table(budget, CHAIN_BYTES, chunkBytes / CHAIN_BYTES), 0);
    }

    /** Takes frames for a zspage, side by side if the arena has such. @return their word, or {@link #NONE} */
    int allocate(int zspage, int count) {
        int first = arena.allocateRun(count);
        if (first != FrameArena.NONE)
            return own(first, count, zspage);
        return count > 1 ? allocateChain(zspage, count) : NONE;
    }

    /** Takes frames side by side that are free now. @return their word, or {@link #NONE} */
    public int takeFreeRun(int zspage, int count) {
        int first = arena.takeFreeRun(count);
        return first == FrameArena.NONE ? NONE : own(first, count, zspage);
    }

    /** Takes frames side by side, new ones if none are free. @return their word, or {@link #NONE} */
    public int growRun(int zspage, int count) {
        int first = arena.growRun(count);
        return first == FrameArena.NONE ? NONE : own(first, count, zspage);
    }

    /** Takes frames that are free now, wherever they are. @return their word, or {@link #NONE} */
    public int takeFreeChain(int zspage, int count) {
        int chain = chains.allocate();
        if (chain == 0)
            return NONE;
        for (int index = 0; index < count; index++) {
            int frame = takeFreeRun(zspage, 1);
            if (frame == NONE) {
                freeChain(zspage, chain, index);
                return NONE;
            }
            putFrame(chain, index, frame);
        }
        return ~chain;
    }

    /**
     * Gives frames back. Those that are not this zspage's, because damage has led to them, stay whose they are; so does a chain record with such.
     * @param word of frames that no reader can be in
     */
    public void free(int zspage, int word, int count) {
        if (isRun(word))
            freeRun(zspage, word, count);
        else
            freeChain(zspage, ~word, count);
    }

    public static boolean isRun(int word) {
        return word >= 0;
    }

    /** The number of a frame. @param index 0..frames-1 @throws ZsCorruptionException if a bit of it has flipped */
    public int frame(int word, int index) {
        return isRun(word) ? word + index : chained(~word, index);
    }

    /** Which of a zspage's frames this is. @param count of its frames. @return -1 if it is none of them */
    public int indexOf(int word, int count, int frame) {
        for (int index = 0; index < count; index++)
            if (isRun(word) ? word + index == frame : cell(~word, index) == withParity(frame))
                return index;
        return -1;
    }

    /** Puts another frame in the place of one of a chain. A full fence. */
    public void replaceFrame(int word, int index, int frame) {
        Memory.putIntVolatile(cellAddress(~word, index), withParity(frame));
    }

    /** @param offset in the zspage */
    long address(int word, int offset) {
        return isRun(word)
            ? arena.address(word) + offset
            : arena.address(frame(word, index(offset))) + offsetInFrame(offset);
    }

    /** As {@link #address}, of bytes that lie side by side: in one frame, or in those of a run. */
    long address(int word, int offset, int bytes) {
        return isRun(word) ? arena.address(word, offset, bytes) : address(word, offset);
    }

    /** In which of a zspage's frames an offset lies. */
    int index(int offset) {
        return offset >>> frameShift;
    }

    int offsetInFrame(int offset) {
        return offset & frameBytes - 1;
    }

    /** The first slot that begins in a frame, or behind it. */
    int firstSlotFrom(int index, int slotBytes) {
        return ((index << frameShift) + slotBytes - 1) / slotBytes;
    }

    /** Bytes from an offset in a zspage to the end of its frame. */
    int bytesInFrame(int offset) {
        return frameBytes - offsetInFrame(offset);
    }

    /** Copies whole frames. Needs the read lock of their zspage. */
    public void copy(int fromWord, int toWord, int count) {
        for (int index = 0; index < count; index++)
            Memory.copy(arena.address(frame(fromWord, index)), arena.address(frame(toWord, index)), frameBytes);
    }

    public int frameBytes() {
        return frameBytes;
    }

    /** Chain records there are. */
    public int chainCount() {
        return chains.inUse();
    }

    /** All chain records are below this. */
    public int chainEnd() {
        return chains.end();
    }

    /** The zspage that may have a chain record, from the owner of its first frame: a guess, also for a record that is not in use. 0 is nobody. */
    public int chainOwnerHint(int chain) {
        int cell = cell(chain, 0);
        return isWhole(cell) ? arena.ownerHint(cell & ~PARITY) : 0;
    }

    /** Bytes charged for chain records. */
    long bytes() {
        return chains.bytes();
    }

    @Override public void close() {
        chains.close();
    }

    private int own(int first, int count, int zspage) {
        arena.setOwner(first, count, zspage);
        return first;
    }

    private int allocateChain(int zspage, int count) {
        int chain = chains.allocate();
        if (chain == 0)
            return NONE;
        for (int index = 0; index < count; index++) {
            int frame = arena.allocateFrame();
            if (frame == FrameArena.NONE) {
                freeChain(zspage, chain, index);
                return NONE;
            }
            putFrame(chain, index, own(frame, 1, zspage));
        }
        return ~chain;
    }

    private void freeChain(int zspage, int chain, int count) {
        boolean whole = true;
        for (int index = 0; index < count; index++)
            whole &= freeChained(zspage, cell(chain, index));
        if (whole)
            chains.release(chain);
    }

    private boolean freeChained(int zspage, int cell) {
        return isWhole(cell) && freeRun(zspage, cell & ~PARITY, 1);
    }

    /** @return false if they are not all this zspage's; then nothing happens */
    private boolean freeRun(int zspage, int first, int count) {
        if (!arena.isOwned(first, count, zspage))
            return false;
        if (Checked.CHECKED)
            Memory.fill(arena.address(first), (long)count << frameShift, Checked.POISON);
        arena.free(first, count);
        return true;
    }

    private int chained(int chain, int index) {
        int cell = cell(chain, index);
        if (!isWhole(cell))
            throw new ZsCorruptionException("The number of a frame is damaged [chain=" + chain + ", index=" + index
                + ", cell=" + Integer.toHexString(cell) + ']');
        return cell & ~PARITY;
    }

    private void putFrame(int chain, int index, int frame) {
        Memory.putInt(cellAddress(chain, index), withParity(frame));
    }

    private static int withParity(int frame) {
        return frame | Integer.bitCount(frame) << PARITY_SHIFT;
    }

    /** The links of free records have even parity as well. */
    private static boolean isWhole(int cell) {
        return (Integer.bitCount(cell) & 1) == 0;
    }

    private int cell(int chain, int index) {
        return Memory.getIntVolatile(cellAddress(chain, index));
    }

    /** Where the number of a frame is; for tests that flip bits. */
    public long cellAddress(int chain, int index) {
        return chains.address(chain) + (long)index * Integer.BYTES;
    }
}
