package io.ignitezs.pool;

import io.ignitezs.zspage.Descriptor;
import io.ignitezs.zspage.FullnessLists;
import io.ignitezs.zspage.SizeClass;
import io.ignitezs.zspage.SlotHeader;
import io.ignitezs.zspage.Zspages;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The zspages of one size class under their lock. The lock is held for a few instructions only: zspages are made and their frames
 * given back outside it, payloads are copied outside it.
 */
final class ClassPool {
    /** Zspages whose limbo is looked at again by each operation, so that what waits there is bounded by what goes on. */
    private static final int LIMBO_RETRIES = 2;
    private static final int NONE = 0;

    private final SizeClass sizeClass;
    private final Zspages zspages;
    private final FullnessLists lists;
    private final ReentrantLock lock = new ReentrantLock();
    private int zspageCount;
    private long slotsInUse;
    private long limboSlots;

    /** Zspages that have limbo slots, in no order; each stands here once. */
    private int[] limbo = new int[4];
    private int limboCount;
    private int limboCursor;

    ClassPool(SizeClass sizeClass, Zspages zspages) {
        this.sizeClass = sizeClass;
        this.zspages = zspages;
        lists = new FullnessLists(zspages, sizeClass);
    }

    /**
     * Hands out a RESERVED slot, of the fullest zspage that has one or of a new zspage.
     * @return [zspage, 32 bits | slot, 32 bits], or 0 if there is no memory
     */
    long takeSlot() {
        long place = takeListedSlot();
        if (place != NONE)
            return place;
        int zspage = zspages.create(sizeClass);
        return zspage == 0 ? NONE : insertAndTake(zspage);
    }

    static int zspage(long place) {
        return (int)(place >>> Integer.SIZE);
    }

    static int slot(long place) {
        return (int)place;
    }

    /** Takes back a slot whose object has been unpublished. It is reused at once if its zspage has no reader now, else it waits. */
    void releaseSlot(int zspage, int slot) {
        lock.lock();
        boolean empty;
        try {
            retryLimbo(LIMBO_RETRIES);
            empty = release(zspage, slot);
        }
        finally {
            lock.unlock();
        }
        if (empty)
            zspages.destroy(zspage);
    }

    /** Frees limbo slots of a zspage whose last reader has just gone, unless the class is busy: then its next operation will. */
    void readersLeft(int zspage) {
        if (!lock.tryLock())
            return;
        try {
            int position = positionInLimbo(zspage);
            if (position >= 0)
                retryLimboAt(position);
        }
        finally {
            lock.unlock();
        }
    }

    /** Looks at everything in limbo once. @return slots that still wait */
    long drainLimbo() {
        lock.lock();
        try {
            retryLimbo(limboCount);
            return limboSlots;
        }
        finally {
            lock.unlock();
        }
    }

    /** Adds this class to a snapshot. */
    void addTo(PoolStats stats) {
        lock.lock();
        try {
            stats.add(sizeClass, zspageCount, slotsInUse, limboSlots);
        }
        finally {
            lock.unlock();
        }
    }

    /** Runs a check with the class locked. */
    void locked(Runnable check) {
        lock.lock();
        try {
            check.run();
        }
        finally {
            lock.unlock();
        }
    }

    SizeClass sizeClass() {
        return sizeClass;
    }

    FullnessLists lists() {
        return lists;
    }

    private long takeListedSlot() {
        lock.lock();
        try {
            retryLimbo(LIMBO_RETRIES);
            int zspage = lists.fullestWithRoom();
            return zspage == 0 ? NONE : take(zspage);
        }
        finally {
            lock.unlock();
        }
    }

    private long insertAndTake(int zspage) {
        lock.lock();
        try {
            lists.insert(zspage);
            zspageCount++;
            return take(zspage);
        }
        finally {
            lock.unlock();
        }
    }

    private long take(int zspage) {
        int before = zspages.occupied(zspage);
        int slot = zspages.takeSlot(zspage);
        slotsInUse++;
        lists.relist(zspage, before);
        return (long)zspage << Integer.SIZE | slot;
    }

    /** @return whether the zspage is empty now and off its list */
    private boolean release(int zspage, int slot) {
        slotsInUse--;
        int before = zspages.occupied(zspage);
        if (!hasReaders(zspage)) {
            zspages.freeSlot(zspage, slot);
            return relistOrUnlink(zspage, before);
        }
        toLimbo(zspage, slot);
        lists.relist(zspage, before);
        // The last reader may have looked for limbo slots just before there was one; then it is up to us. Partner: ZsPool.endRead.
        return !hasReaders(zspage) && drain(positionInLimbo(zspage));
    }

    private void toLimbo(int zspage, int slot) {
        if (zspages.limbo(zspage) == 0)
            addLimbo(zspage);
        zspages.limboSlot(zspage, slot);
        limboSlots++;
    }

    /** Looks at some of the zspages in limbo, going round. Those that become empty are destroyed here: rare, and the arena's monitor is a leaf. */
    private void retryLimbo(int atMost) {
        for (int tries = Math.min(atMost, limboCount); tries > 0; tries--) {
            if (limboCursor == 0 || limboCursor > limboCount)
                limboCursor = limboCount;
            retryLimboAt(--limboCursor);
        }
    }

    private void retryLimboAt(int position) {
        int zspage = limbo[position];
        if (!hasReaders(zspage) && drain(position))
            zspages.destroy(zspage);
    }

    /** @return -1 if the zspage has no limbo slots of this class */
    private int positionInLimbo(int zspage) {
        for (int position = 0; position < limboCount; position++)
            if (limbo[position] == zspage)
                return position;
        return -1;
    }

    /** Frees the limbo slots of a zspage that was seen without readers. @return whether it is empty now and off its list */
    private boolean drain(int position) {
        int zspage = limbo[position];
        limbo[position] = limbo[--limboCount];
        int before = zspages.occupied(zspage);
        limboSlots -= zspages.drainLimbo(zspage);
        return relistOrUnlink(zspage, before);
    }

    private boolean relistOrUnlink(int zspage, int before) {
        if (zspages.occupied(zspage) > 0) {
            lists.relist(zspage, before);
            return false;
        }
        lists.remove(zspage, before);
        zspageCount--;
        return true;
    }

    private boolean hasReaders(int zspage) {
        return ZspageLock.hasReaders(Descriptor.lockAddress(zspages.descriptor(zspage)));
    }

    private void addLimbo(int zspage) {
        if (limboCount == limbo.length)
            limbo = Arrays.copyOf(limbo, 2 * limboCount);
        limbo[limboCount++] = zspage;
    }
}
