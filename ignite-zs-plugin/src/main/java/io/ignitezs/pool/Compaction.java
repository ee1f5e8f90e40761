package io.ignitezs.pool;

import io.ignitezs.mem.Segments;
import io.ignitezs.mem.ZsCorruptionException;
import io.ignitezs.pool.PausePoints.Place;
import io.ignitezs.zspage.SizeClass;
import io.ignitezs.zspage.SlotHeader;
import io.ignitezs.zspage.Zspages;

/**
 * Empties sparse zspages: copies their objects into free slots of full ones of the same class, so that whole zspages are freed. For one thread
 * at a time; several of them may work on one pool. Holds no class lock while it copies, and the read lock of the source only.
 * <p>
 * An object is published by a compare-and-set on its handle, from the very location that was copied: if it was freed or moved meanwhile, that
 * fails and the copy is dropped. The location cannot come back meanwhile, because a slot is not reused while its zspage has a reader.
 * Idea: zs_compact, Linux mm/zsmalloc.c.
 */
final class Compaction {
    private final Zspages zspages;
    private final HandleTable handles;
    private final MoveHooks hooks;
    private final PausePoints pauses;
    private final MoveBatch batch = new MoveBatch();
    private final Segments scratch = new Segments();

    Compaction(Zspages zspages, HandleTable handles, MoveHooks hooks, PausePoints pauses) {
        this.zspages = zspages;
        this.handles = handles;
        this.hooks = hooks;
        this.pauses = pauses;
    }

    /** Tries to empty one zspage of a class. @return false, and nothing happens, if none can be emptied */
    boolean step(ClassPool classPool, MoveCounts counts) {
        if (!classPool.isolateSource(batch))
            return false;
        hooks.beforeCompaction(batch.source, zspages.inUse(batch.source), counts);
        boolean ranOut = moveAll(classPool);
        MoveOutcome outcome = batch.emptied ? MoveOutcome.MOVED : ranOut ? MoveOutcome.GAVE_UP : MoveOutcome.BUSY;
        count(classPool.sizeClass(), outcome, counts);
        hooks.afterCompaction(batch, outcome, counts);
        return true;
    }

    /** @return whether there were too few slots */
    private boolean moveAll(ClassPool classPool) {
        boolean ranOut = false;
        boolean more = true;
        while (more) {
            try {
                moveBatch();
                ranOut = batch.ranOut;
            }
            finally {
                more = classPool.endBatch(batch);
            }
        }
        return ranOut;
    }

    private void moveBatch() {
        pauses.at(Place.COMPACT_ISOLATED);
        long lock = ZspageLock.of(zspages, batch.source);
        ZspageLock.lockRead(lock);
        try {
            for (int slot = 0; slot < zspages.fresh(batch.source) && !batch.ranOut; slot++)
                moveFrom(slot);
        }
        finally {
            ZspageLock.unlockRead(lock);
        }
        pauses.at(Place.COMPACT_UNLOCKED);
    }

    /** Moves the object of a slot, if it has one that a handle leads to. */
    private void moveFrom(int slot) {
        long header = zspages.headerIfThere(batch.source, slot);
        if (SlotHeader.state(header) != SlotHeader.LIVE || !handles.containsSlot(SlotHeader.handleSlot(header)))
            return;
        long location = handles.load(SlotHeader.handleSlot(header));
        if (Location.isAt(location, batch.source, slot))
            move(slot, header, location);
    }

    private void move(int slot, long header, long location) {
        long place = batch.nextPlace();
        batch.ranOut = place == 0;
        if (batch.ranOut)
            return;
        pauses.at(Place.COMPACT_LOCKED);
        int zspage = ClassPool.zspage(place);
        int toSlot = ClassPool.slot(place);
        if (isCopied(slot, header, zspage, toSlot) && handles.move(SlotHeader.handleSlot(header), location, zspage, toSlot))
            batch.moved(slot, scratch.bytes());
        else
            batch.failed(place);
        pauses.at(Place.COMPACT_PUBLISHED);
    }

    /** @return false if damage has led away from one of the two places */
    private boolean isCopied(int slot, long header, int zspage, int toSlot) {
        try {
            zspages.copy(batch.source, slot, zspage, toSlot, scratch);
            zspages.putHeader(zspage, toSlot, header);
        }
        catch (ZsCorruptionException e) {
            return false;
        }
        pauses.at(Place.COMPACT_COPIED);
        return true;
    }

    private void count(SizeClass sizeClass, MoveOutcome outcome, MoveCounts counts) {
        counts.movedObjects += batch.movedObjects;
        counts.movedBytes += batch.movedBytes;
        if (outcome == MoveOutcome.MOVED) {
            counts.freedZspages++;
            counts.freedBytes += (long)sizeClass.frames() * zspages.frames().frameBytes();
        }
        counts.busyZspages += outcome == MoveOutcome.BUSY ? 1 : 0;
        counts.gaveUpZspages += outcome == MoveOutcome.GAVE_UP ? 1 : 0;
    }
}
