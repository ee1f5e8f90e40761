package io.ignitezs.pool;

import io.ignitezs.mem.Memory;
import io.ignitezs.zspage.Descriptor;
import io.ignitezs.zspage.Zspages;

/**
 * The lock word of a zspage: how many readers it has. Taking and giving back never waits. Every change is a full fence, so "lock, then
 * look at the location again" here and "unpublish, then look for readers" on the other side cannot both miss each other.
 */
final class ZspageLock {
    private ZspageLock() {
    }

    /** The lock word of a zspage. */
    static long of(Zspages zspages, int zspage) {
        return Descriptor.lockAddress(zspages.descriptor(zspage));
    }

    static void lockRead(long word) {
        int before = Memory.getAndAddInt(word, 1);
        assert before >= 0 : before;
    }

    /** @return readers that are left */
    static int unlockRead(long word) {
        int before = Memory.getAndAddInt(word, -1);
        assert before > 0 : "read lock released that was not held: " + before;
        return before - 1;
    }

    static boolean hasReaders(long word) {
        return Memory.getIntVolatile(word) != 0;
    }
}
