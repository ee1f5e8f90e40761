package io.ignitezs.ignite;

import io.ignitezs.pool.ThreadEnd;
import io.ignitezs.tier.PoolList;
import io.ignitezs.tier.TierStats;
import io.ignitezs.tier.WarmUpState;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/*
 *   WAITING for the cluster to be active --> READING the list of before --> WRITING it from time to time --> ended, with a last list
 *
 * The list of before stays as it is until it was read: a node that is stopped while it waits or reads has it again at its next start. All of this, the last list
 * too, is one thread, so there are never two writers; it throws nothing into Ignite. Ending it takes as long as one page, or one list; who ends it, which may be the
 * thread that handles changes of the cluster, waits for that, but gives up when the disk hangs: then the list stays as it is.
 */
/** Keeps a list of the pages that a node's tier has, and reads them into the tier again after a restart. */
final class WarmRestart implements AutoCloseable {
    /** How long the node waits for its disk when it stops. */
    static final long WAIT_MILLIS = TimeUnit.SECONDS.toMillis(10);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long STOP_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final NodeTier node;
    private final WarmList list;
    private final DataRegionPages regions;
    private final PageStoreSettings settings;
    private final int pageBytes;
    private final BooleanSupplier isActive;
    private final long waitMillis;
    private final Consumer<String> warning;
    private final Thread thread;
    private volatile WarmUp warmUp;
    private volatile WarmUpState state = WarmUpState.WAITING;

    private volatile boolean isStopped;

    /** Written before {@link #closing}. */
    private volatile boolean writesLast;
    private volatile boolean closing;

    /** @param isActive whether the node's caches are in use @param waitMillis for the disk, when it is ended */
    WarmRestart(NodeTier node, WarmList list, DataRegionPages regions, PageStoreSettings settings, int pageBytes, BooleanSupplier isActive, long waitMillis,
        Consumer<String> warning, String threadName) {
        this.node = node;
        this.list = list;
        this.regions = regions;
        this.settings = settings;
        this.pageBytes = pageBytes;
        this.isActive = isActive;
        this.waitMillis = waitMillis;
        this.warning = warning;
        thread = new Thread(this::run, threadName);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Ends the reading of pages, or keeps it from beginning; waits for one page at most, and not longer for a disk that hangs than {@link #end}. Where it has failed
     * that is seen and over: nobody need be told any more.
     */
    void stopWarmUp() {
        isStopped = true;
        LockSupport.unpark(thread);
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
        while (state == WarmUpState.RUNNING && thread.isAlive() && System.nanoTime() - until < 0)
            LockSupport.parkNanos(STOP_LOOK_NANOS);
    }

    void addTo(TierStats stats) {
        stats.warmUpState = isStopped && (state == WarmUpState.WAITING || state == WarmUpState.FAILED) ? WarmUpState.STOPPED : state;
        WarmUp begun = warmUp;
        if (begun != null)
            begun.addTo(stats);
    }

    /** The node is about to lose its pages: has the last list written, and waits for it. Once; more calls, also at the same time, only wait. */
    void end() {
        writesLast = true;
        close();
    }

    /** Waits for the thread to end, if it does. */
    @Override public void close() {
        closing = true;
        LockSupport.unpark(thread);
        if (!list.isGivenUp() && !ThreadEnd.await(thread, waitMillis))
            giveUp();
    }

    private synchronized void giveUp() {
        if (list.isGivenUp())
            return;
        list.giveUp();
        warning.accept("The disk has not answered for " + waitMillis + " ms, the list of pages for the next start stays as it is [file=" + list.file() + ']');
    }

    private void run() {
        while (!closing && !isActive.getAsBoolean())
            LockSupport.parkNanos(this, LOOK_NANOS);
        readList();
        for (boolean ends = closing; !ends; ) {
            rest(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(settings.warmListPeriodMillis));
            ends = closing;
            if (!ends || writesLast)
                writeList();
        }
    }

    private void rest(long untilNanos) {
        for (long left = untilNanos - System.nanoTime(); left > 0 && !closing; left = untilNanos - System.nanoTime())
            LockSupport.parkNanos(this, left);
    }

    private void readList() {
        try (PoolList before = isEnding() ? null : list.open()) {
            if (before == null)
                state = isStopped ? WarmUpState.STOPPED : WarmUpState.NONE;
            else
                state = read(before);
        }
        catch (IOException | RuntimeException | Error e) {
            state = WarmUpState.FAILED;
            warning.accept("Failed to warm up the compressed pool, it fills as pages are used [cause=" + e + ']');
        }
    }

    private WarmUpState read(PoolList before) throws IOException {
        ReadBudget budget = new ReadBudget(settings.warmUpBytesPerSecond);
        warmUp = new WarmUp(node, list, regions, pageBytes, budget, this::isEnding, settings.info);
        state = WarmUpState.RUNNING;
        return warmUp.run(before);
    }

    private boolean isEnding() {
        return isStopped || closing;
    }

    /** An empty pool says nothing about the next start. */
    private void writeList() {
        try {
            if (node.onOff.isOn() && !list.isGivenUp())
                list.write(node);
        }
        catch (Throwable e) {
            warning.accept("Failed to write the list of pages that the compressed pool has [cause=" + e + ']');
        }
    }
}
