package io.ignitezs.zspage;

import io.ignitezs.mem.Memory;

/**
 * Offsets in the 32 bytes that describe a zspage, by address. No state of its own.
 * <pre>
 *  0 lock          readers, see the pool's ZspageLock
 *  4 frames        number of the first of frames side by side, or ~number of a chain record with one number per frame
 *  8 next          neighbours in a fullness list, 0 is none
 * 12 previous
 * 16 class         index of the size class, 1 byte
 * 17 state         DEAD, ACTIVE or ISOLATED, 1 byte
 * 18 inUse         slots handed out, 2 bytes
 * 20 waiting       for readers to leave, 2 bytes: [retired frames, 1 bit | limbo, slots freed but perhaps still being read, 15 bits]
 * 22 fresh         slots from this one on were never used and have no header yet, 2 bytes
 * 24 freeHead      first free slot, 2 bytes       | a huge zspage has its only slot's header
 * 26 limboHead     first limbo slot, 2 bytes      | here, 8 bytes
 * </pre>
 * All but {@code lock} and {@code frames} are guarded by the lock of the size class; {@code class} does not change while a
 * slot is in use, so whoever holds one may read it. {@code waiting} is written volatile, because the last reader looks at it without that lock.
 */
public final class Descriptor {
    public static final int BYTES = 32;
    public static final int NEXT_OFFSET = 8;

    /** Not a zspage: the descriptor waits to be used again. */
    public static final int DEAD = 0;
    public static final int ACTIVE = 1;

    /** On no list, because one thread has it for itself, such as a mover: no slot is taken from it, no frame of it given back. */
    public static final int ISOLATED = 2;

    private static final int RETIRED = 1 << 15;

    private Descriptor() {
    }

    public static long lockAddress(long descriptor) {
        return descriptor;
    }

    static int frames(long descriptor) {
        return Memory.getIntVolatile(descriptor + 4);
    }

    /** A full fence: whoever replaces frames looks for readers next. */
    static void frames(long descriptor, int value) {
        Memory.putIntVolatile(descriptor + 4, value);
    }

    static int next(long descriptor) {
        return Memory.getInt(descriptor + NEXT_OFFSET);
    }

    static void next(long descriptor, int zspage) {
        Memory.putInt(descriptor + NEXT_OFFSET, zspage);
    }

    static int previous(long descriptor) {
        return Memory.getInt(descriptor + 12);
    }

    static void previous(long descriptor, int zspage) {
        Memory.putInt(descriptor + 12, zspage);
    }

    static int classIndex(long descriptor) {
        return Memory.getByte(descriptor + 16) & 0xFF;
    }

    static void classIndex(long descriptor, int index) {
        Memory.putByte(descriptor + 16, (byte)index);
    }

    static int state(long descriptor) {
        return Memory.getByteVolatile(descriptor + 17);
    }

    static void state(long descriptor, int state) {
        Memory.putByteVolatile(descriptor + 17, (byte)state);
    }

    static int inUse(long descriptor) {
        return Memory.getChar(descriptor + 18);
    }

    static void inUse(long descriptor, int slots) {
        Memory.putChar(descriptor + 18, slots);
    }

    /** Whether slots or frames wait for readers to leave. */
    static boolean isWaiting(long descriptor) {
        return Memory.getCharVolatile(descriptor + 20) != 0;
    }

    static int limbo(long descriptor) {
        return Memory.getCharVolatile(descriptor + 20) & RETIRED - 1;
    }

    static void limbo(long descriptor, int slots) {
        Memory.putCharVolatile(descriptor + 20, Memory.getCharVolatile(descriptor + 20) & RETIRED | slots);
    }

    static boolean hasRetired(long descriptor) {
        return (Memory.getCharVolatile(descriptor + 20) & RETIRED) != 0;
    }

    static void retired(long descriptor, boolean frames) {
        Memory.putCharVolatile(descriptor + 20, limbo(descriptor) | (frames ? RETIRED : 0));
    }

    static int fresh(long descriptor) {
        return Memory.getChar(descriptor + 22);
    }

    static void fresh(long descriptor, int slot) {
        Memory.putChar(descriptor + 22, slot);
    }

    static int freeHead(long descriptor) {
        return Memory.getChar(descriptor + 24);
    }

    static void freeHead(long descriptor, int slot) {
        Memory.putChar(descriptor + 24, slot);
    }

    static int limboHead(long descriptor) {
        return Memory.getChar(descriptor + 26);
    }

    static void limboHead(long descriptor, int slot) {
        Memory.putChar(descriptor + 26, slot);
    }

    static long hugeHeaderAddress(long descriptor) {
        return descriptor + 24;
    }
}
