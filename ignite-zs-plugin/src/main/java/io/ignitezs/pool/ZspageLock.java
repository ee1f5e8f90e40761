package io.ignitezs.pool;

import io.ignitezs.mem.Memory;

/**
 * The lock word of a zspage: 0 is free, n above 0 is n readers, -1 is an exclusive holder. Readers wait only for an exclusive
 * holder; exclusive is try only and held for a few instructions. Every change is a full fence, so "lock, then look at the
 * location again" here and "unpublish, then look for readers" on the other side cannot both miss each other.
 */
final class ZspageLock {
    private static final int EXCLUSIVE = -1;
    private static final int SPINS_BEFORE_YIELD = 100;

    private ZspageLock() {
    }

    static void lockRead(long word) {
        for (int spins = 0; !tryLockRead(word); spins++)
            pause(spins);
    }

    /** @return readers that are left */
    static int unlockRead(long word) {
        int before = Memory.getAndAddInt(word, -1);
        assert before > 0 : "read lock released that was not held: " + before;
        return before - 1;
    }

    /** @return false if there is a reader or an exclusive holder */
    static boolean tryLockExclusive(long word) {
        return Memory.compareAndSetInt(word, 0, EXCLUSIVE);
    }

    static void unlockExclusive(long word) {
        assert Memory.getIntVolatile(word) == EXCLUSIVE : Memory.getIntVolatile(word);
        Memory.putIntRelease(word, 0);
    }

    static boolean hasReaders(long word) {
        return Memory.getIntVolatile(word) > 0;
    }

    private static boolean tryLockRead(long word) {
        int readers = Memory.getIntVolatile(word);
        return readers >= 0 && Memory.compareAndSetInt(word, readers, readers + 1);
    }

    private static void pause(int spins) {
        if (spins < SPINS_BEFORE_YIELD)
            Thread.onSpinWait();
        else
            Thread.yield();
    }
}
