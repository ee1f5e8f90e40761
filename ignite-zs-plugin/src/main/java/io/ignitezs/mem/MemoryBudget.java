package io.ignitezs.mem;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The one limit of a tier. Whatever is taken from the operating system for it is charged here first, so the limit is never
 * passed, not even for a moment; only lowering it leaves more charged for a while. Slabs are charged for the frames that they have made usable (their other bytes are
 * address space that nobody has touched), tables for all their bytes.
 */
public final class MemoryBudget {
    /** This share of the limit is for tables only, so that slabs that have taken everything else cannot keep new pages from being entered. */
    private static final int TABLE_SHARE = 32;

    /** What is asked for to see whether the system gives anything. */
    private static final long PROBE_BYTES = 1 << 20;

    private final MemorySource source;

    /** Whether the system refused what it was last asked for; anybody may overwrite it at any time. */
    private volatile boolean refused;

    /** Changes when the tier is resized; what is charged may be above it then, until it has been given back. */
    private volatile long limitBytes;
    private final AtomicLong usedBytes = new AtomicLong();
    private final AtomicLong tableBytes = new AtomicLong();

    /**
     * @param source     where memory comes from
     * @param limitBytes what may be charged at most, above 0
     */
    public MemoryBudget(MemorySource source, long limitBytes) {
        if (limitBytes <= 0)
            throw new IllegalArgumentException("limitBytes must be above 0: " + limitBytes);
        this.source = source;
        this.limitBytes = limitBytes;
    }

    public long limitBytes() {
        return limitBytes;
    }

    /** Changes the limit. Below what is charged now, nothing more can be charged until enough has been released. @param bytes above 0 */
    public void limitBytes(long bytes) {
        if (bytes <= 0)
            throw new IllegalArgumentException("limitBytes must be above 0: " + bytes);
        limitBytes = bytes;
    }

    /** Charged now: what is usable in slabs, and all tables. */
    public long usedBytes() {
        return usedBytes.get();
    }

    /** Charged for tables. */
    public long tableBytes() {
        return tableBytes.get();
    }

    /** Charges frames of a slab; they may not take what tables can still claim. @return false if there is no room */
    boolean reserveFrames(long bytes) {
        long limit = limitBytes;
        long claimed = Math.max(0, limit / TABLE_SHARE - tableBytes.get());
        return reserve(bytes, limit - claimed);
    }

    /** @return false, and nothing is charged, if {@code bytes} more would pass {@code upToBytes} */
    private boolean reserve(long bytes, long upToBytes) {
        long used = usedBytes.get();
        while (used + bytes <= upToBytes) {
            if (usedBytes.compareAndSet(used, used + bytes))
                return true;
            used = usedBytes.get();
        }
        return false;
    }

    void release(long bytes) {
        long left = usedBytes.addAndGet(-bytes);
        assert left >= 0 : "released more than was reserved: " + left;
    }

    /** Charges and takes memory for a table. @return its zeroed memory, or 0 if the limit or the system refuses */
    public long allocateTable(long bytes) {
        if (!reserve(bytes, limitBytes))
            return 0;
        long address = take(bytes);
        if (address == 0) {
            release(bytes);
            return 0;
        }
        tableBytes.addAndGet(bytes);
        Memory.fill(address, bytes, (byte)0);
        return address;
    }

    public void freeTable(long address, long bytes) {
        source.free(address, bytes);
        tableBytes.addAndGet(-bytes);
        release(bytes);
    }

    /** Takes address space for a slab without charging it; the arena charges what it makes usable. */
    long allocateSlab(long bytes) {
        return take(bytes);
    }

    /** Whether it is the system, not the limit, that had no more the last time. */
    public boolean isRefusedBySystem() {
        return refused;
    }

    /** Asks the system again if it had no more the last time. @return whether it has */
    public boolean systemGives() {
        long probe = refused ? take(PROBE_BYTES) : 0;
        if (probe != 0)
            source.free(probe, PROBE_BYTES);
        return !refused;
    }

    private long take(long bytes) {
        long address = source.allocate(bytes);
        if (refused != (address == 0))
            refused = address == 0;
        return address;
    }

    void freeSlab(long address, long bytes) {
        source.free(address, bytes);
    }
}
