package io.ignitezs.tier;

/**
 * What a page was when it was looked at, see {@link Entries}.
 * <pre>  63 | clears of the index, 16 bits | 48 47 | stamp, 48 bits, odd | 0  </pre>
 */
final class Ticket {
    /** Nothing can be stored with this one. */
    static final long NO_TICKET = 0;

    /** Nor with this one: there was no memory for the entry. */
    static final long NO_ROOM = 2;

    private static final int STAMP_BITS = 48;
    private static final long STAMP_MASK = (1L << STAMP_BITS) - 1;
    private static final int CLEARS_MASK = 0xFFFF;

    private Ticket() {
    }

    static long of(int clears, long stamp) {
        return (long)(clears & CLEARS_MASK) << STAMP_BITS | stamp & STAMP_MASK;
    }
}
