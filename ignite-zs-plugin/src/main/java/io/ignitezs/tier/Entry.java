package io.ignitezs.tier;

import io.ignitezs.codec.PageKind;
import io.ignitezs.mem.Memory;
import io.ignitezs.pool.Handle;
import java.nio.ByteOrder;

/**
 * The 16 bytes that the index keeps for one page, by address. No state of its own.
 * <pre>
 *  0 word       a page with an object: [stored bytes - 1, 16 bits | handle, 48 bits]
 *               a same-filled page: what it is filled with
 *               EMPTY, WRITING: a stamp, new each time the entry comes to this
 *  8 kind       [dirty again, 1 bit | of an index, 1 bit | parity of all but the state, 1 bit | {@link PageKind}, or WRITING, 5 bits]
 *  9 state      [left the region while dirty, 1 bit | what the {@link EvictionOrder} keeps, 7 bits, also while EMPTY or WRITING]; the latter
 *               written without a lock: losing a race costs one wrong guess
 * 10 length     [padded, 1 bit | dirty: the file does not have it yet, 1 bit | bytes after decoding - 1, 14 bits]
 * 12 checksum   CRC32C of the stored bytes, mixed with whose they are and how they are stored, see {@link #mix};
 *               EMPTY, WRITING: clock of the {@link EvictionOrder} when its last page left
 * </pre>
 * Guarded by the entry's stripe; read optimistically, see {@link Stripes}. Whoever changes more than the state seals the entry: one flipped bit
 * then shows ({@link #isWhole}), and cannot hide that a page is dirty, which two bits say. Two hide it only if they are these two.
 */
final class Entry {
    static final int BYTES = 16;

    /** Of a state of {@link EvictionOrder}. */
    static final int STATE_BITS = 7;

    /** Its page is between beginWrite and endWrite: nobody else may fill it. */
    static final int WRITING = PageKind.LIMIT;

    private static final int KIND_MASK = (1 << 5) - 1;
    private static final int PARITY = 1 << 5;
    private static final int INDEX_PAGE = 1 << 6;
    private static final int DIRTY_AGAIN = 1 << 7;
    private static final int LEFT_REGION = 1 << 7;
    private static final int PADDED = 1 << 15;
    private static final int DIRTY = 1 << 14;
    private static final int STATE_MASK = (1 << STATE_BITS) - 1;

    /** Byte 9 in the second word. */
    private static final long STATE_BYTE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? 0xFFL << 8 : 0xFFL << 48;

    private Entry() {
    }

    static int kind(long entry) {
        return Memory.getByte(entry + 8) & KIND_MASK;
    }

    /** Whether its page is one of an index. */
    static boolean isIndexPage(long entry) {
        return (Memory.getByte(entry + 8) & INDEX_PAGE) != 0;
    }

    static void markIndexPage(long entry) {
        Memory.putByte(entry + 8, (byte)(Memory.getByte(entry + 8) | INDEX_PAGE));
        seal(entry);
    }

    /** Whether no bit was flipped, or an even number of them that leave an entry as there may be one. */
    static boolean isWhole(long entry) {
        return isEven(entry) && agrees(Memory.getByte(entry + 8), length(entry));
    }

    private static boolean isEven(long entry) {
        return (Long.bitCount(Memory.getLong(entry)) + Long.bitCount(Memory.getLong(entry + 8) & ~STATE_BYTE) & 1) == 0;
    }

    /** Whether there is such a kind, both bits say the same of being dirty, and nothing is said of a page if there is none. @param kindByte not only the kind */
    private static boolean agrees(int kindByte, int length) {
        int kind = kindByte & KIND_MASK;
        if (isLive(kind))
            return kind < PageKind.LIMIT && isDirty(length) == ((kindByte & DIRTY_AGAIN) != 0);
        return (kindByte & (DIRTY_AGAIN | INDEX_PAGE) | length) == 0;
    }

    private static void seal(long entry) {
        if (!isEven(entry))
            Memory.putByte(entry + 8, (byte)(Memory.getByte(entry + 8) ^ PARITY));
    }

    /** What the checksum is mixed with, so that stored bytes are those of this page and no other, and mean what the entry says. */
    static int mix(int indexNumber, int pageIndex, int kind, int length) {
        return indexNumber * 0x9E3779B9 ^ pageIndex * 0x85EBCA6B ^ (kind << Short.SIZE | length & ~DIRTY) * 0xC2B2AE35;
    }

    /** Whether it holds a page. */
    static boolean isLive(int kind) {
        return kind != PageKind.EMPTY && kind != WRITING;
    }

    static boolean hasObject(int kind) {
        return isLive(kind) && kind != PageKind.SAME_FILLED;
    }

    static long word(long entry) {
        return Memory.getLong(entry);
    }

    /** Gives an entry another object, of the same bytes. */
    static void setWord(long entry, long word) {
        Memory.putLong(entry, word);
        seal(entry);
    }

    static long handle(long word) {
        return word & (1L << Handle.BITS) - 1;
    }

    static int storedBytes(long word) {
        return (int)(word >>> Handle.BITS) + 1;
    }

    static long objectWord(long handle, int storedBytes) {
        return (long)(storedBytes - 1) << Handle.BITS | handle;
    }

    static int state(long entry) {
        return Memory.getByte(entry + 9) & STATE_MASK;
    }

    static void setState(long entry, int state) {
        Memory.putByte(entry + 9, (byte)(Memory.getByte(entry + 9) & ~STATE_MASK | state));
    }

    /** Whether the data region dropped the page since it was kept dirty here. */
    static boolean hasLeftRegion(long entry) {
        return (Memory.getByte(entry + 9) & LEFT_REGION) != 0;
    }

    static void setLeftRegion(long entry, boolean left) {
        int rest = Memory.getByte(entry + 9) & ~LEFT_REGION;
        Memory.putByte(entry + 9, (byte)(left ? rest | LEFT_REGION : rest));
    }

    static int length(long entry) {
        return Memory.getChar(entry + 10);
    }

    static int decodedBytes(int length) {
        return (length & ~(PADDED | DIRTY)) + 1;
    }

    /** Whether the page is nowhere else, as its length says. */
    static boolean isDirty(int length) {
        return (length & DIRTY) != 0;
    }

    /** Also if only one of the two bits that tell says so. */
    static boolean mayBeDirty(long entry) {
        return isDirty(length(entry)) || isDirtyAgain(entry);
    }

    /** Whether both bits say the same. */
    static boolean isSureWhetherDirty(long entry) {
        return isDirty(length(entry)) == isDirtyAgain(entry);
    }

    static void setDirty(long entry, boolean dirty) {
        int kind = Memory.getByte(entry + 8);
        Memory.putChar(entry + 10, dirty ? length(entry) | DIRTY : length(entry) & ~DIRTY);
        Memory.putByte(entry + 8, (byte)(dirty ? kind | DIRTY_AGAIN : kind & ~DIRTY_AGAIN));
        seal(entry);
    }

    private static boolean isDirtyAgain(long entry) {
        return (Memory.getByte(entry + 8) & DIRTY_AGAIN) != 0;
    }

    static boolean isPadded(int length) {
        return (length & PADDED) != 0;
    }

    static int checksum(long entry) {
        return Memory.getInt(entry + 12);
    }

    /** Of an entry that is EMPTY or WRITING. */
    static int leftAt(long entry) {
        return Memory.getInt(entry + 12);
    }

    /** Makes the entry EMPTY or WRITING. */
    static void clear(long entry, int kind, int state, int leftAt, long stamp) {
        Memory.putLong(entry, stamp);
        Memory.putLong(entry + 8, 0);
        Memory.putByte(entry + 8, (byte)kind);
        setState(entry, state);
        Memory.putInt(entry + 12, leftAt);
        seal(entry);
    }

    static void set(long entry, int kind, long word, int state, int length, int checksum) {
        Memory.putLong(entry, word);
        Memory.putByte(entry + 8, (byte)kind);
        setState(entry, state);
        Memory.putChar(entry + 10, length);
        Memory.putInt(entry + 12, checksum);
        seal(entry);
    }

    /** As {@link #decodedBytes} and {@link #isPadded} understand it. */
    static int length(int decodedBytes, boolean padded) {
        return decodedBytes - 1 | (padded ? PADDED : 0);
    }
}
