package io.ignitezs.zspage;

/**
 * The first 8 bytes of every slot, and the word that the descriptor of a huge zspage keeps instead.
 * <pre>
 *  63 |       owner, 32 bits       | 32 31 | handle slot, 30 bits | 2 1 | state | 0     LIVE
 *  63 |  the other half, inverted   | 32 31 |   next slot, 30 bits | 2 1 | state | 0     FREE, LIMBO: a list, {@link #LAST} ends it
 * </pre>
 * RESERVED is a slot that has been handed out and whose payload is being written: movers leave its zspage alone.
 * The owner is a number of the pool's user, returned as it was given.
 */
public final class SlotHeader {
    public static final int BYTES = 8;

    public static final int FREE = 0;
    public static final int RESERVED = 1;
    public static final int LIVE = 2;
    public static final int LIMBO = 3;

    /** Ends a list of slots; no slot has this number. */
    public static final int LAST = (1 << 15) - 1;

    /** Handle slots are below this. */
    public static final int MAX_HANDLE_SLOTS = 1 << 30;

    private static final int STATE_BITS = 2;
    private static final int STATE_MASK = (1 << STATE_BITS) - 1;

    private SlotHeader() {
    }

    public static long live(int handleSlot, int owner) {
        assert handleSlot >= 0 && handleSlot < MAX_HANDLE_SLOTS : handleSlot;
        return (long)owner << Integer.SIZE | (long)handleSlot << STATE_BITS | LIVE;
    }

    public static long linked(int state, int nextSlot) {
        int link = nextSlot << STATE_BITS | state;
        return (long)~link << Integer.SIZE | link;
    }

    /** Whether a header is a link of that list, and not something that damage lets stand there: a slot in use must not be handed out. */
    public static boolean isLinked(long header, int state) {
        return (int)(header >>> Integer.SIZE) == ~(int)header && state(header) == state && nextSlot(header) <= LAST;
    }

    public static int state(long header) {
        return (int)header & STATE_MASK;
    }

    public static int handleSlot(long header) {
        return (int)header >>> STATE_BITS;
    }

    public static int owner(long header) {
        return (int)(header >>> Integer.SIZE);
    }

    public static int nextSlot(long header) {
        return (int)header >>> STATE_BITS;
    }
}
