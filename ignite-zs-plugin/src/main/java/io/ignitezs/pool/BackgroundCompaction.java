package io.ignitezs.pool;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Keeps a pool dense while it is in use: a thread that looks at the share of free slots and free frames from time to time and works in
 * small steps when it is high, going on where it stopped. After each step it rests so long that it uses no more of a processor than its
 * budget. Nobody waits for it.
 */
public final class BackgroundCompaction implements AutoCloseable {
    /** A step takes a few hundred microseconds: so long may a migration keep others from migrating, and so fine is the budget. */
    private static final long STEP_BYTES = 256 << 10;

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** A pool is full when more than this share of its limit is charged; it keeps this share of frames for what comes next. */
    private static final double FULL_SHARE = 0.95;
    private static final double RESERVE_SHARE = 0.03;

    /** Scattered zspages are joined when they are more than this share. */
    private static final int SCATTERED_SHARE = 64;

    private final ZsPool pool;
    private final Movers movers;
    private volatile CompactionSettings settings;
    private final Consumer<Throwable> failures;
    private final CpuClock cpu = new CpuClock();
    private final Thread thread;

    /** Zspages that were scattered when joining them last ended: no more could be done, until there are clearly more. */
    private long leftScattered;

    private volatile boolean requested;
    private volatile boolean closed;

    /** @param warning told when a step has failed; work goes on with the next */
    public BackgroundCompaction(ZsPool pool, CompactionSettings settings, Consumer<String> warning, String threadName) {
        this.pool = pool;
        movers = pool.movers();
        this.settings = settings;
        failures = failure -> warning.accept("Compaction of the cold tier failed, it goes on [cause=" + failure + ']');
        thread = new Thread(this::run, threadName);
        thread.setDaemon(true);
        thread.start();
    }

    /** Asks for work down to the stop share now, whatever the start share says. Cheap; returns at once. */
    public void request() {
        requested = true;
        LockSupport.unpark(thread);
    }

    /** What holds from the next step on. */
    public void tune(CompactionSettings changed) {
        settings = changed;
        LockSupport.unpark(thread);
    }

    /** Waits for the thread to end, at most for a step. */
    @Override public void close() {
        closed = true;
        LockSupport.unpark(thread);
        ThreadEnd.await(thread);
    }

    private void run() {
        while (!closed) {
            try {
                work();
            }
            catch (Throwable e) {
                if (!closed)
                    Failures.tell(failures, e);
            }
            if (!closed && !requested)
                LockSupport.parkNanos(this, LOOK_NANOS);
        }
    }

    private void work() {
        boolean wasRequested = requested;
        requested = false;
        double start = wasRequested ? settings.stopShare : settings.startShare;
        PoolStats stats = pool.stats();
        if (stats.freeableShare() > start || hasFreeSlabs(stats, start))
            repeatAndStop(this::closeHoles);
        joinScattered(pool.stats());
    }

    /** In turns, so that what compaction frees goes back before all of it is done. @return whether it did something */
    private boolean closeHoles() {
        boolean compacted = pool.stats().freeableShare() > settings.stopShare && pool.compactStep(STEP_BYTES).movedObjects > 0;
        boolean drained = hasFreeSlabs(pool.stats(), settings.startShare) && movers.drainStep(STEP_BYTES).migratedFrames > 0;
        return compacted || drained;
    }

    /** Whether so many frames are free that slabs should go back. A full pool will need most of them again before long. */
    private boolean hasFreeSlabs(PoolStats stats, double share) {
        boolean full = pool.budget().usedBytes() > pool.budget().limitBytes() * FULL_SHARE;
        return stats.freeFrameShare() > (full ? share + RESERVE_SHARE : share);
    }

    private void joinScattered(PoolStats stats) {
        leftScattered = Math.min(leftScattered, stats.scatteredZspages);
        if (stats.scatteredZspages - leftScattered <= stats.zspages / SCATTERED_SHARE)
            return;
        repeat(() -> movers.joinStep(STEP_BYTES, true, new MoveCounts()));
        leftScattered = pool.stats().scatteredZspages;
    }

    /** What is left half emptied belongs to stores again. */
    private void repeatAndStop(BooleanSupplier step) {
        repeat(step);
        movers.stopDraining();
    }

    /** @param step does a part and says whether there is more to do */
    private void repeat(BooleanSupplier step) {
        boolean goesOn = true;
        while (goesOn && !closed) {
            long beginNanos = System.nanoTime();
            long beginCpuNanos = cpu.nanos();
            goesOn = step.getAsBoolean();
            rest(beginNanos, cpu.nanos() - beginCpuNanos);
        }
    }

    /** @param usedNanos by the processor, so that on a busy machine its share is not a share of a share */
    private void rest(long beginNanos, long usedNanos) {
        long until = beginNanos + (long)(usedNanos / settings.cpuShare);
        for (long left = until - System.nanoTime(); left > 0 && !closed; left = until - System.nanoTime())
            LockSupport.parkNanos(this, left);
    }
}
