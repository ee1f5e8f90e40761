package io.ignitezs.pool;

import io.ignitezs.mem.FrameArena;
import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.zspage.Zspages;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Compaction and migration of one pool, in steps and to the end. Any number of threads may compact; one at a time migrates, others find it busy.
 * Nothing here is linear in the pool: candidates come from fullness lists, slab lists and chain records.
 */
final class Movers {
    /** Attempts at zspages of a class that end without anything moved, before the next class has its turn. */
    private static final int FAILURES_PER_CLASS = 8;

    private final Zspages zspages;
    private final HandleTable handles;
    private final FrameArena arena;
    private final ClassPool[] classPools;
    private final PausePoints pauses;
    private final Migration migration;
    private final MoveHooks hooks = new MoveHooks();

    /** Held by whoever moves; the pool is closed when nobody does. */
    private final ReentrantReadWriteLock open = new ReentrantReadWriteLock();
    private volatile boolean closed;

    private final ReentrantLock migrating = new ReentrantLock();
    private final AtomicInteger classCursor = new AtomicInteger();
    private final MoveCounts totals = new MoveCounts();
    private final LatencyHistogram stepLatency = new LatencyHistogram();

    Movers(Zspages zspages, HandleTable handles, FrameArena arena, ClassPool[] classPools, RetiredFrames retired, PausePoints pauses) {
        this.zspages = zspages;
        this.handles = handles;
        this.arena = arena;
        this.classPools = classPools;
        this.pauses = pauses;
        migration = new Migration(zspages, arena, classPools, retired, hooks, pauses);
    }

    MoveHooks hooks() {
        return hooks;
    }

    /** Everything, to the end. @param progress may be null */
    MoveCounts compact(MoveProgress progress) {
        MoveCounts counts = new MoveCounts();
        run(counts, () -> {
            Compaction compaction = new Compaction(zspages, handles, hooks, pauses);
            long total = classPools.length + arena.freeFrames() * arena.frameBytes() / MoveReports.BYTES_PER_REPORT + 1;
            MoveReports reports = new MoveReports(progress, total, counts, arena.frameBytes());
            for (ClassPool classPool : classPools) {
                compactClass(compaction, classPool, Long.MAX_VALUE, counts, reports);
                reports.step();
            }
            migrating.lock();
            try {
                migrateAll(reports, counts);
            }
            finally {
                migration.stop(counts);
                migrating.unlock();
            }
            reports.end();
        });
        return counts;
    }

    /** Goes on at the class where the last step stopped, through all classes once at most. */
    MoveCounts compactStep(long maxBytes) {
        MoveCounts counts = new MoveCounts();
        runStep(counts, () -> {
            Compaction compaction = new Compaction(zspages, handles, hooks, pauses);
            MoveReports reports = new MoveReports(null, classPools.length, counts, arena.frameBytes());
            for (int classes = 0; classes < classPools.length && counts.movedBytes < maxBytes; classes++) {
                int index = Math.floorMod(classCursor.get(), classPools.length);
                compactClass(compaction, classPools[index], maxBytes, counts, reports);
                if (counts.movedBytes < maxBytes)
                    classCursor.compareAndSet(index, (index + 1) % classPools.length);
            }
        });
        return counts;
    }

    /** Empties slabs. */
    MoveCounts drainStep(long maxBytes) {
        MoveCounts counts = new MoveCounts();
        runStep(counts, () -> ifNobodyMigrates(counts, () -> migration.drainSlabs(maxBytes, true, counts)));
        return counts;
    }

    /** Opens a slab again that is half emptied. */
    void stopDraining() {
        MoveCounts counts = new MoveCounts();
        run(counts, () -> ifNobodyMigrates(counts, () -> migration.stop(counts)));
    }

    /**
     * Makes scattered zspages contiguous.
     * @param grow   whether in new frames if there are none free
     * @param counts new ones
     * @return false if all chain records have been gone over, or somebody else migrates
     */
    boolean joinStep(long maxBytes, boolean grow, MoveCounts counts) {
        boolean[] goesOn = new boolean[1];
        runStep(counts, () -> ifNobodyMigrates(counts, () -> goesOn[0] = migration.joinChains(maxBytes, grow, counts)));
        return goesOn[0];
    }

    MoveOutcome migrateZspage(int zspage) {
        MoveOutcome[] outcome = {MoveOutcome.BUSY};
        MoveCounts counts = new MoveCounts();
        run(counts, () -> ifNobodyMigrates(counts, () -> outcome[0] = migration.moveAll(zspage, counts)));
        return outcome[0];
    }

    /** Runs a check while nobody moves anything. */
    void whileQuiet(Runnable check) {
        boolean byMover = open.getReadHoldCount() > 0;
        if (!byMover)
            open.writeLock().lock();
        try {
            check.run();
        }
        finally {
            if (!byMover)
                open.writeLock().unlock();
        }
    }

    synchronized void addTo(PoolStats stats) {
        stats.moves.add(totals);
        stats.stepLatency = stepLatency.counts();
    }

    /** Waits until nobody moves anything; whoever is at it stops soon. */
    void close() {
        checkNoHook();
        closed = true;
        open.writeLock().lock();
        open.writeLock().unlock();
    }

    void checkOpen() {
        if (closed)
            throw new IllegalStateException("The pool is closed");
    }

    /** Hooks, and progress, are called by a mover: another below it could use up the stack, wait for locks of others, or for itself. */
    void checkNoHook() {
        if (open.getReadHoldCount() > 0)
            throw new IllegalStateException("A hook may not move anything, nor resize or close the pool");
    }

    /** Frees no more zspages than could be freed when it began: others may make holes for ever. */
    private void compactClass(Compaction compaction, ClassPool classPool, long maxBytes, MoveCounts counts, MoveReports reports) {
        long end = counts.freedZspages + Math.max(1, classPool.freeableZspages());
        int failures = 0;
        while (!closed && failures < FAILURES_PER_CLASS && counts.movedBytes < maxBytes && counts.freedZspages < end) {
            long freedBefore = counts.freedZspages;
            if (!compaction.step(classPool, counts))
                return;
            failures += counts.freedZspages == freedBefore ? 1 : 0;
            reports.moved();
        }
    }

    /** Frames that joined zspages leave lie between others: emptying slabs gathers them, which makes room to join more. */
    private void migrateAll(MoveReports reports, MoveCounts counts) {
        int scattered = Integer.MAX_VALUE;
        boolean gains = true;
        while (gains && !closed) {
            migration.restartJoining();
            boolean more = true;
            while (more) {
                drainAll(reports, true, counts);
                more = !closed && migration.joinChains(MoveReports.BYTES_PER_REPORT, true, counts);
                reports.moved();
            }
            int left = zspages.frames().chainCount();
            gains = left > 0 && left < scattered;
            scattered = left;
        }
        drainAll(reports, false, counts);
    }

    /** Empties no more slabs than there are when it begins. */
    private void drainAll(MoveReports reports, boolean scatter, MoveCounts counts) {
        long end = counts.closedSlabs + arena.slabCount();
        while (!closed && counts.closedSlabs < end && migration.drainSlabs(MoveReports.BYTES_PER_REPORT, scatter, counts))
            reports.step();
    }

    private void ifNobodyMigrates(MoveCounts counts, Runnable work) {
        if (!migrating.tryLock()) {
            counts.busyMigrations++;
            return;
        }
        try {
            work.run();
        }
        finally {
            migrating.unlock();
        }
    }

    /** Steps that found nothing to move do not count as such. */
    private void runStep(MoveCounts counts, Runnable work) {
        long begun = System.nanoTime();
        run(counts, work);
        if (counts.movedBytes + counts.migratedFrames > 0)
            stepLatency.add(System.nanoTime() - begun);
    }

    private void run(MoveCounts counts, Runnable work) {
        checkNoHook();
        open.readLock().lock();
        try {
            checkOpen();
            work.run();
        }
        finally {
            open.readLock().unlock();
            addToTotals(counts);
        }
    }

    private synchronized void addToTotals(MoveCounts counts) {
        totals.add(counts);
    }
}
