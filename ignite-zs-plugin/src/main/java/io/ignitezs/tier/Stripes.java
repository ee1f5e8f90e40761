package io.ignitezs.tier;

import io.ignitezs.mem.Memory;
import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.mem.ZsCorruptionException;

/**
 * The locks of page entries. Each covers whole chunks of an index, picked by hash, so that attaching and detaching a chunk is under
 * the same lock as its entries. A lock is a word that counts: odd while held, and two higher after each change. Readers take none: they
 * read an entry between two looks at the word and start again if it was odd or has changed. Held for a few instructions, or for making a chunk.
 */
final class Stripes implements AutoCloseable {
    private static final int SPINS_BEFORE_YIELD = 100;
    private static final int SPINS_BEFORE_REST = 10_000;
    private static final long REST_NANOS = 1_000_000;

    /** It is held for a few instructions, so whoever has rested so often waits for nobody: the word is damaged. */
    private static final int MAX_SPINS = SPINS_BEFORE_REST + 10_000;

    private final MemoryBudget budget;
    private final long address;
    private final int mask;

    private Stripes(MemoryBudget budget, long address, int count) {
        this.budget = budget;
        this.address = address;
        mask = count - 1;
    }

    /** @param count a power of two. @return null if the budget has no room */
    static Stripes open(MemoryBudget budget, int count) {
        long address = budget.allocateTable((long)count * Long.BYTES);
        return address == 0 ? null : new Stripes(budget, address, count);
    }

    /** The word that covers a chunk of an index. */
    long of(int index, int chunk) {
        int hash = (index * 0x9E3779B9 + chunk) * 0x85EBCA6B;
        return address + (long)(hash >>> 7 & mask) * Long.BYTES;
    }

    /** Takes the lock. @return a number that was never returned before for this stripe: a stamp */
    static long lock(long stripe) {
        for (int spins = 0; ; spins++) {
            long count = Memory.getLongVolatile(stripe);
            if ((count & 1) == 0 && Memory.compareAndSetLong(stripe, count, count + 1)) {
                Memory.storeFence();
                return count + 1;
            }
            pause(spins);
        }
    }

    static void unlock(long stripe) {
        Memory.putLongRelease(stripe, Memory.getLong(stripe) + 1);
    }

    /** Waits until nobody holds the lock. @return for {@link #unchanged} */
    static long beginRead(long stripe) {
        for (int spins = 0; ; spins++) {
            long count = Memory.getLongVolatile(stripe);
            if ((count & 1) == 0)
                return count;
            pause(spins);
        }
    }

    /** Whether what was read since {@link #beginRead} belongs together. */
    static boolean unchanged(long stripe, long begun) {
        Memory.loadFence();
        return Memory.getLongVolatile(stripe) == begun;
    }

    long bytes() {
        return (mask + 1L) * Long.BYTES;
    }

    @Override public void close() {
        budget.freeTable(address, bytes());
    }

    private static void pause(int spins) {
        if (spins < SPINS_BEFORE_YIELD)
            Thread.onSpinWait();
        else if (spins < SPINS_BEFORE_REST)
            Thread.yield();
        else if (spins < MAX_SPINS)
            Rest.nanos(REST_NANOS);
        else
            throw new ZsCorruptionException("The lock of a page's entry is held for ever");
    }
}
