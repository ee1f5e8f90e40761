package io.ignitezs.pool;

import io.ignitezs.zspage.FullnessLists;
import io.ignitezs.zspage.SizeClass;
import io.ignitezs.zspage.Zspages;
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
    private final LimboList limbo = new LimboList();
    private final RetiredFrames retired;
    private final PausePoints pauses;

    ClassPool(SizeClass sizeClass, Zspages zspages, RetiredFrames retired, PausePoints pauses) {
        this.sizeClass = sizeClass;
        this.zspages = zspages;
        this.retired = retired;
        this.pauses = pauses;
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

    /**
     * Takes back a slot whose object has been unpublished. It is reused at once if its zspage has no reader now, else it waits.
     * @return false, and nothing happens, if the object of this handle is not there
     */
    boolean releaseSlot(int zspage, int slot, int handleSlot) {
        lock.lock();
        boolean empty;
        try {
            if (!zspages.isLive(zspage, slot, handleSlot))
                return false;
            retryLimbo(LIMBO_RETRIES);
            empty = release(zspage, slot);
        }
        finally {
            lock.unlock();
        }
        if (empty)
            zspages.destroy(zspage);
        return true;
    }

    /** Puts nothing into a zspage any more of which the caller has a slot, RESERVED, that damage lets nobody write: also that one is in use for ever. */
    void giveUp(int zspage) {
        lock.lock();
        try {
            int before = zspages.occupied(zspage);
            int inUse = zspages.inUse(zspage);
            zspages.fill(zspage);
            slotsInUse += zspages.inUse(zspage) - inUse;
            settle(zspage, before);
        }
        finally {
            lock.unlock();
        }
    }

    /** Frees limbo slots of a zspage whose last reader has just gone, unless the class is busy: then its next operation will. */
    void readersLeft(int zspage) {
        if (!lock.tryLock())
            return;
        try {
            int position = limbo.position(zspage);
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
            retryLimbo(limbo.size());
            return limboSlots;
        }
        finally {
            lock.unlock();
        }
    }

    /**
     * Takes the emptiest zspage off its list, to be emptied, and slots for its objects from the fullest ones.
     * @return false if the class has too few free slots elsewhere to empty one
     */
    boolean isolateSource(MoveBatch batch) {
        lock.lock();
        try {
            retryLimbo(LIMBO_RETRIES);
            int source = lists.emptiestInUse();
            if (source == 0 || !fitsElsewhere(source))
                return false;
            isolate(source);
            batch.begin(source);
            takePlaces(batch);
            return true;
        }
        finally {
            lock.unlock();
        }
    }

    /**
     * Reclaims what a batch has moved out of its source and what it has not used. The source is not locked any more.
     * @return whether it is to go on with more slots; if not, the source is on its list again, or destroyed
     */
    boolean endBatch(MoveBatch batch) {
        boolean empty;
        lock.lock();
        try {
            releaseMoved(batch);
            for (int index = 0; index < batch.unusedCount(); index++)
                cancel(zspage(batch.unusedPlace(index)), slot(batch.unusedPlace(index)));
            boolean more = batch.ranOut && batch.movedCount() > 0;
            batch.clear();
            if (more)
                takePlaces(batch);
            if (batch.taken() > 0)
                return true;
            batch.emptied = zspages.inUse(batch.source) == 0;
            empty = endIsolation(batch.source);
        }
        finally {
            lock.unlock();
        }
        if (empty)
            zspages.destroy(batch.source);
        return false;
    }

    /** Takes a zspage off its list, to give it other frames. @return false if it is not on a list of this class */
    boolean isolate(FrameMove move) {
        lock.lock();
        try {
            if (!zspages.isListed(move.zspage, sizeClass))
                return false;
            isolate(move.zspage);
            move.begin(zspages.framesWord(move.zspage), changes(move.zspage));
            return true;
        }
        finally {
            lock.unlock();
        }
    }

    /** Gives a zspage its new frames; headers that have changed since it was isolated are copied again. */
    void publish(FrameMove move) {
        lock.lock();
        try {
            move.publish(zspages, changes(move.zspage) != move.changes);
        }
        finally {
            lock.unlock();
        }
    }

    /** Reclaims the frames that a zspage had before, if it has any, and lists it again. */
    void endMove(FrameMove move) {
        boolean empty;
        lock.lock();
        try {
            if (move.isPublished())
                retire(move);
            drainIfUnread(move.zspage);
            empty = endIsolation(move.zspage);
        }
        finally {
            lock.unlock();
        }
        if (empty)
            zspages.destroy(move.zspage);
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

    /** A snapshot of this class alone. */
    ClassStats stats() {
        ClassStats stats = new ClassStats(sizeClass);
        lock.lock();
        try {
            stats.objects = slotsInUse;
            stats.limboSlots = limboSlots;
            stats.zspages = zspageCount;
            stats.freeableZspages = freeSlots() / sizeClass.objects();
            for (int group = 0; group < FullnessLists.GROUPS; group++)
                stats.zspagesByGroup[group] = lists.count(group);
            return stats;
        }
        finally {
            lock.unlock();
        }
    }

    /** Zspages that could be freed if all objects moved together. May be outdated at once. */
    long freeableZspages() {
        lock.lock();
        try {
            return freeSlots() / sizeClass.objects();
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
            long place = NONE;
            for (int zspage = lists.fullestWithRoom(); zspage != 0 && place == NONE; zspage = lists.fullestWithRoom())
                place = take(zspage);
            return place;
        }
        finally {
            lock.unlock();
        }
    }

    private long insertAndTake(int zspage) {
        lock.lock();
        try {
            zspages.isolated(zspage, false);
            lists.insert(zspage);
            zspageCount++;
            return take(zspage);
        }
        finally {
            lock.unlock();
        }
    }

    /** @return NONE if damage has made its free slots unknown; then it is full */
    private long take(int zspage) {
        int before = zspages.occupied(zspage);
        int inUse = zspages.inUse(zspage);
        int slot = zspages.takeSlot(zspage);
        slotsInUse += zspages.inUse(zspage) - inUse;
        lists.relist(zspage, before);
        return slot == Zspages.NONE ? NONE : (long)zspage << Integer.SIZE | slot;
    }

    /** @return whether the zspage is empty now and off its list */
    private boolean release(int zspage, int slot) {
        slotsInUse--;
        int before = zspages.occupied(zspage);
        if (!hasReaders(zspage)) {
            zspages.freeSlot(zspage, slot);
            return settle(zspage, before);
        }
        toLimbo(zspage, slot);
        pauses.at(PausePoints.Place.WAITING);
        // The last reader may have looked for what waits just before there was anything; then it is up to us. Partner: ZsPool.endRead.
        if (!hasReaders(zspage))
            return drain(limbo.position(zspage), before);
        return settle(zspage, before);
    }

    private void toLimbo(int zspage, int slot) {
        enterLimbo(zspage);
        zspages.limboSlot(zspage, slot);
        limboSlots++;
    }

    private void enterLimbo(int zspage) {
        if (!zspages.isWaiting(zspage))
            limbo.add(zspage);
    }

    /** The handles of these objects lead elsewhere already, so what counts is who reads from now on. The source is isolated. */
    private void releaseMoved(MoveBatch batch) {
        int source = batch.source;
        boolean read = hasReaders(source);
        for (int index = 0; index < batch.movedCount(); index++) {
            slotsInUse--;
            if (read)
                toLimbo(source, batch.movedSlot(index));
            else
                zspages.freeSlot(source, batch.movedSlot(index));
        }
        drainIfUnread(source);
    }

    /** Takes back a slot that never held a published object. */
    private void cancel(int zspage, int slot) {
        slotsInUse--;
        int before = zspages.occupied(zspage);
        zspages.freeSlot(zspage, slot);
        if (settle(zspage, before))
            zspages.destroy(zspage);
    }

    private void retire(FrameMove move) {
        int zspage = move.zspage;
        if (!hasReaders(zspage)) {
            move.freeOld(zspages.frames());
            return;
        }
        enterLimbo(zspage);
        zspages.retired(zspage, true);
        move.retireOld(retired);
    }

    /**
     * For an isolated zspage in which something may wait: the last reader may have left just before it did, or while the mover
     * was reading, too, and so was not the last.
     */
    private void drainIfUnread(int zspage) {
        pauses.at(PausePoints.Place.WAITING);
        if (zspages.isWaiting(zspage) && !hasReaders(zspage))
            drain(limbo.position(zspage), zspages.occupied(zspage));
    }

    private void takePlaces(MoveBatch batch) {
        int wanted = zspages.inUse(batch.source);
        for (int zspage = lists.fullestWithRoom(); zspage != 0 && batch.taken() < wanted && batch.hasRoom(); zspage = lists.fullestWithRoom())
            addPlace(batch, take(zspage));
    }

    private static void addPlace(MoveBatch batch, long place) {
        if (place != NONE)
            batch.addPlace(place);
    }

    private void isolate(int zspage) {
        lists.remove(zspage, zspages.occupied(zspage));
        zspages.isolated(zspage, true);
    }

    /** Lists a zspage again, behind its like: whoever could not be emptied is not tried next. @return whether it is empty: then it stays off */
    private boolean endIsolation(int zspage) {
        if (zspages.isEmpty(zspage)) {
            zspageCount--;
            return true;
        }
        zspages.isolated(zspage, false);
        lists.insertLast(zspage);
        return false;
    }

    private boolean fitsElsewhere(int zspage) {
        return freeSlots() - (sizeClass.objects() - zspages.occupied(zspage)) >= zspages.inUse(zspage);
    }

    private long freeSlots() {
        return (long)zspageCount * sizeClass.objects() - slotsInUse - limboSlots;
    }

    /** While a zspage is isolated, slots in use only become fewer, and those in limbo too unless one in use was freed: so any change shows. */
    private int changes(int zspage) {
        return zspages.inUse(zspage) << Short.SIZE | zspages.limbo(zspage);
    }

    /** Looks at some of the zspages in limbo, going round. Those that become empty are destroyed here: rare, and the arena's monitor is a leaf. */
    private void retryLimbo(int atMost) {
        for (int tries = Math.min(atMost, limbo.size()); tries > 0 && limbo.size() > 0; tries--)
            retryLimboAt(limbo.nextPosition());
    }

    private void retryLimboAt(int position) {
        int zspage = limbo.get(position);
        if (!hasReaders(zspage) && drain(position, zspages.occupied(zspage)))
            zspages.destroy(zspage);
    }

    /**
     * Frees what waits in a zspage that was seen without readers.
     * @param before slots occupied when it was listed
     * @return whether it is empty now and off its list
     */
    private boolean drain(int position, int before) {
        int zspage = limbo.get(position);
        limbo.removeAt(position);
        int inUse = zspages.inUse(zspage);
        limboSlots -= zspages.drainLimbo(zspage);
        slotsInUse += zspages.inUse(zspage) - inUse;
        if (zspages.hasRetired(zspage)) {
            retired.free(zspage);
            zspages.retired(zspage, false);
        }
        return settle(zspage, before);
    }

    /** Puts a zspage on the list where it belongs now, unless somebody has it for himself. @return whether it is empty now and off its list */
    private boolean settle(int zspage, int before) {
        if (zspages.isIsolated(zspage))
            return false;
        if (!zspages.isEmpty(zspage)) {
            lists.relist(zspage, before);
            return false;
        }
        lists.remove(zspage, before);
        zspages.isolated(zspage, true);
        zspageCount--;
        return true;
    }

    private boolean hasReaders(int zspage) {
        return ZspageLock.hasReaders(ZspageLock.of(zspages, zspage));
    }
}
