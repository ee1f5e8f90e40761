package io.ignitezs.pool;

import io.ignitezs.mem.FrameArena;
import io.ignitezs.mem.ZsCorruptionException;
import io.ignitezs.pool.PausePoints.Place;
import io.ignitezs.zspage.ZspageFrames;
import io.ignitezs.zspage.Zspages;

/**
 * Gives zspages other frames: so that a slab becomes empty and goes back to the operating system, and so that scattered zspages become contiguous
 * again. One thread at a time. Copies under the zspage's read lock, beside its readers, while it is isolated: no slot is taken from it.
 * What may change in it meanwhile are headers of slots that are freed; they are copied again when the frames are published. A zspage that has a
 * RESERVED slot is left alone, because its writer may be copying a payload just now.
 */
final class Migration {
    /** Chain records looked at for one that can be made contiguous, before a step ends. */
    private static final int CHAINS_PER_STEP = 256;

    /** How often a slab is gone over: what was busy, or waited for readers, may be gone the next time. */
    private static final int ROUNDS_PER_SLAB = 3;

    private final Zspages zspages;
    private final ZspageFrames frames;
    private final FrameArena arena;
    private final ClassPool[] classPools;
    private final RetiredFrames retired;
    private final MoveHooks hooks;
    private final PausePoints pauses;

    /** The slab that is being emptied, where in it to go on, and how often it has been gone over. */
    private int slab = FrameArena.NONE;
    private int nextFrame;
    private int rounds;
    private int chainCursor = 1;

    Migration(Zspages zspages, FrameArena arena, ClassPool[] classPools, RetiredFrames retired, MoveHooks hooks, PausePoints pauses) {
        this.zspages = zspages;
        frames = zspages.frames();
        this.arena = arena;
        this.classPools = classPools;
        this.retired = retired;
        this.hooks = hooks;
        this.pauses = pauses;
    }

    /**
     * Empties slabs, going on where it stopped.
     * @param scatter whether contiguous zspages may be scattered for that
     * @return false if there is none that can be emptied now
     */
    boolean drainSlabs(long maxBytes, boolean scatter, MoveCounts counts) {
        long end = counts.migratedFrames + Math.max(1, maxBytes / arena.frameBytes());
        while (counts.migratedFrames < end) {
            if (!arena.isDraining(slab) && !beginSlab())
                return false;
            int frame = arena.nextDraining(slab, nextFrame);
            boolean goesOn = frame == FrameArena.NONE ? endRound(counts) : moveOut(frame, scatter, counts);
            if (!goesOn)
                return false;
        }
        return true;
    }

    /**
     * Makes some scattered zspages contiguous, going on where it stopped.
     * @param grow whether new frames may be taken for that
     * @return false if it has come round
     */
    boolean joinChains(long maxBytes, boolean grow, MoveCounts counts) {
        long end = counts.migratedFrames + Math.max(1, maxBytes / arena.frameBytes());
        for (int looked = 0; looked < CHAINS_PER_STEP && counts.migratedFrames < end; looked++) {
            if (frames.chainCount() == 0 || chainCursor >= frames.chainEnd()) {
                chainCursor = 1;
                return false;
            }
            join(chainCursor++, grow ? Room.NEW_RUN : Room.FREE_RUN, counts);
        }
        return true;
    }

    /** Lets {@link #joinChains} begin at the first chain record. */
    void restartJoining() {
        chainCursor = 1;
    }

    /** Opens a slab again that is half emptied. */
    void stop(MoveCounts counts) {
        finishSlab(counts);
    }

    /** Gives one zspage other frames, side by side if there are such, else wherever they are. */
    MoveOutcome moveAll(int zspage, MoveCounts counts) {
        assert zspage > 0 && zspage < zspages.end() : zspage;
        ClassPool classPool = classPools[zspages.classIndexHint(zspage)];
        return move(classPool, FrameMove.ofAll(zspage, classPool.sizeClass().frames()), Room.FREE, counts);
    }

    private boolean beginSlab() {
        slab = arena.beginDrain();
        nextFrame = 0;
        rounds = 0;
        return slab != FrameArena.NONE;
    }

    /** The whole slab has been gone over. @return false if something is still in it and it is given up */
    private boolean endRound(MoveCounts counts) {
        if (arena.nextDraining(slab, 0) != FrameArena.NONE && ++rounds < ROUNDS_PER_SLAB) {
            for (ClassPool classPool : classPools)
                classPool.drainLimbo();
            nextFrame = 0;
            return true;
        }
        return finishSlab(counts);
    }

    /** @return whether it was empty and went back */
    private boolean finishSlab(MoveCounts counts) {
        long bytes = arena.finishDrain(slab);
        slab = FrameArena.NONE;
        counts.closedSlabs += bytes > 0 ? 1 : 0;
        counts.closedSlabBytes += bytes;
        return bytes > 0;
    }

    /** Moves what is in a frame out of its slab, or leaves it for the next round. @return false if there is no place for it: then the slab is open again */
    private boolean moveOut(int frame, boolean scatter, MoveCounts counts) {
        nextFrame = frame + 1;
        int zspage = arena.ownerHint(frame);
        // Frames that are just being handed out, or wait for readers, are in no zspage.
        if (zspage == 0)
            return true;
        int word = zspages.framesWord(zspage);
        ClassPool classPool = classPools[zspages.classIndexHint(zspage)];
        int count = classPool.sizeClass().frames();
        if (frames.indexOf(word, count, frame) < 0)
            return true;
        MoveOutcome outcome = move(classPool, FrameMove.ofAll(zspage, count), scatter && ZspageFrames.isRun(word) ? Room.FREE : Room.FREE_RUN, counts);
        if (outcome == MoveOutcome.GAVE_UP && !ZspageFrames.isRun(word))
            outcome = move(classPool, FrameMove.ofOne(zspage, frame), Room.FREE, counts);
        if (outcome != MoveOutcome.GAVE_UP)
            return true;
        stop(counts);
        return false;
    }

    private void join(int chain, Room room, MoveCounts counts) {
        int zspage = frames.chainOwnerHint(chain);
        if (zspage == 0 || zspages.framesWord(zspage) != ~chain)
            return;
        ClassPool classPool = classPools[zspages.classIndexHint(zspage)];
        move(classPool, FrameMove.ofAll(zspage, classPool.sizeClass().frames()), room, counts);
    }

    private MoveOutcome move(ClassPool classPool, FrameMove move, Room room, MoveCounts counts) {
        if (retired.isFull() || !classPool.isolate(move))
            return count(move, MoveOutcome.BUSY, counts);
        hooks.beforeMigration(move, counts);
        MoveOutcome outcome;
        try {
            outcome = copyAndPublish(classPool, move, room);
        }
        finally {
            classPool.endMove(move);
        }
        hooks.afterMigration(move, count(move, outcome, counts), counts);
        return outcome;
    }

    private MoveOutcome copyAndPublish(ClassPool classPool, FrameMove move, Room room) {
        pauses.at(Place.MIGRATE_ISOLATED);
        MoveOutcome outcome = copy(move, classPool.sizeClass().frames(), room);
        if (outcome == MoveOutcome.MOVED) {
            pauses.at(Place.MIGRATE_COPIED);
            classPool.publish(move);
            pauses.at(Place.MIGRATE_PUBLISHED);
        }
        return outcome;
    }

    private MoveOutcome copy(FrameMove move, int zspageFrames, Room room) {
        int word = move.isPossible(frames, zspageFrames) ? take(move, room) : ZspageFrames.NONE;
        if (word == ZspageFrames.NONE)
            return MoveOutcome.GAVE_UP;
        long lock = ZspageLock.of(zspages, move.zspage);
        ZspageLock.lockRead(lock);
        try {
            pauses.at(Place.MIGRATE_LOCKED);
            if (zspages.hasReserved(move.zspage)) {
                frames.free(move.zspage, word, move.frameCount());
                return MoveOutcome.BUSY;
            }
            move.copy(frames, word);
            return MoveOutcome.MOVED;
        }
        catch (ZsCorruptionException e) {
            frames.free(move.zspage, word, move.frameCount());
            return MoveOutcome.BUSY;
        }
        finally {
            ZspageLock.unlockRead(lock);
        }
    }

    private int take(FrameMove move, Room room) {
        if (room == Room.NEW_RUN)
            return frames.growRun(move.zspage, move.frameCount());
        int word = frames.takeFreeRun(move.zspage, move.frameCount());
        if (word == ZspageFrames.NONE && room == Room.FREE && move.frameCount() > 1)
            word = frames.takeFreeChain(move.zspage, move.frameCount());
        return word;
    }

    private static MoveOutcome count(FrameMove move, MoveOutcome outcome, MoveCounts counts) {
        counts.migratedFrames += outcome == MoveOutcome.MOVED ? move.frameCount() : 0;
        counts.busyMigrations += outcome == MoveOutcome.BUSY ? 1 : 0;
        counts.gaveUpMigrations += outcome == MoveOutcome.GAVE_UP ? 1 : 0;
        return outcome;
    }

    /** Where frames may move to. */
    private enum Room {
        /** Frames that are free now, side by side if possible. */
        FREE,
        /** Frames that are free now, side by side. */
        FREE_RUN,
        /** Frames side by side, new ones if none are free: emptying slabs gives back what they leave. */
        NEW_RUN
    }
}
