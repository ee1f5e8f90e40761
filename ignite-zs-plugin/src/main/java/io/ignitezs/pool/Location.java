package io.ignitezs.pool;

import io.ignitezs.zspage.SlotHeader;

/**
 * Where the object of a handle is: one word of the handle table.
 * <pre>
 *  63 | parity | 62 |   zspage, 31 bits    | 32 31 | slot, 15 bits | 17 | live | 15 | generation, 16 bits | 0
 *  63 | parity | 62 | next free handle slot | 32 31 |       0       | 17 |  0   | 15 | generation, 16 bits | 0    while free
 * </pre>
 */
final class Location {
    private static final int SLOT_SHIFT = 17;
    private static final int SLOT_MASK = SlotHeader.LAST;
    private static final long LIVE = 1L << 16;
    private static final long PARITY = 1L << 63;
    private static final int GENERATION_MASK = Handle.GENERATIONS - 1;

    private Location() {
    }

    static long live(int zspage, int slot, int generation) {
        return sealed((long)zspage << Integer.SIZE | (long)slot << SLOT_SHIFT | LIVE | generation);
    }

    static long free(int nextFree, int generation) {
        return sealed((long)nextFree << Integer.SIZE | generation);
    }

    /** Whether no bit was flipped, or an even number of them. */
    static boolean isWhole(long location) {
        return (Long.bitCount(location) & 1) == 0;
    }

    private static long sealed(long location) {
        return isWhole(location) ? location : location ^ PARITY;
    }

    static boolean isLive(long location) {
        return (location & LIVE) != 0;
    }

    /** Whether this is where the object of exactly this handle is. */
    static boolean belongsTo(long location, long handle) {
        return isLive(location) && generation(location) == Handle.generation(handle) && isWhole(location);
    }

    /** Whether an object is at this place. */
    static boolean isAt(long location, int zspage, int slot) {
        return isLive(location) && zspage(location) == zspage && slot(location) == slot && isWhole(location);
    }

    static int zspage(long location) {
        return (int)((location & ~PARITY) >>> Integer.SIZE);
    }

    static int slot(long location) {
        return (int)(location >>> SLOT_SHIFT) & SLOT_MASK;
    }

    static int nextFree(long location) {
        return (int)((location & ~PARITY) >>> Integer.SIZE);
    }

    static int generation(long location) {
        return (int)location & GENERATION_MASK;
    }

    /** The next generation; 0 is skipped, so that no handle is {@link Handle#NONE}. */
    static int nextGeneration(int generation) {
        return generation == GENERATION_MASK ? 1 : generation + 1;
    }
}
