package io.ignitezs.pool;

/**
 * Names one stored object from {@code store} until {@code free}. Survives compaction: it names a slot of the handle table, not an address.
 * <pre>  63 |  0  | 48 47 | generation, 16 bits | 32 31 | handle slot, 32 bits | 0  </pre>
 * {@link #NONE} is never live: generations start at 1. A freed handle slot gets the next generation, so a stale handle is refused
 * instead of reading another object's bytes. The upper 16 bits are free for whoever keeps the handle.
 */
public final class Handle {
    public static final long NONE = 0;

    /** Bits of a handle. */
    public static final int BITS = 48;

    static final int GENERATIONS = 1 << 16;

    private Handle() {
    }

    static long of(int slot, int generation) {
        assert generation > 0 && generation < GENERATIONS : generation;
        return (long)generation << Integer.SIZE | slot;
    }

    static int slot(long handle) {
        return (int)handle;
    }

    static int generation(long handle) {
        return (int)(handle >>> Integer.SIZE);
    }
}
