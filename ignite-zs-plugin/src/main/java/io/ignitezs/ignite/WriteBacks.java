package io.ignitezs.ignite;

import io.ignitezs.codec.ContextPool;
import io.ignitezs.pool.LatencyHistogram;
import io.ignitezs.tier.TierStats;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.ignite.IgniteSystemProperties;
import org.apache.ignite.internal.processors.cache.persistence.GridCacheDatabaseSharedManager;
import org.apache.ignite.internal.processors.cache.persistence.StorageException;

/**
 * What the stores of a node share about pages that are not safe in their files yet.
 * <p>
 * A checkpoint syncs only the stores that its own threads wrote to. Page replacement writes pages of the checkpoint too, so a store it wrote to
 * stands here until it is synced, and the first sync of a checkpoint syncs all that stand here.
 */
final class WriteBacks implements AutoCloseable {
    /** Whether pages that a checkpoint writes wait in the tier for its sync. */
    final boolean areDelayed;

    /** Of the thread that writes in the background. */
    final String threadName;

    final PausePoints pauses;

    private final Set<ZsPageStore> unsynced = ConcurrentHashMap.newKeySet();
    private final ContextPool<PageRun> runs;
    private final LongAdder runCount = new LongAdder();
    private final LatencyHistogram latency = new LatencyHistogram();

    WriteBacks(boolean areDelayed, int pageBytes, String threadName) {
        this(areDelayed, pageBytes, threadName, PausePoints.NONE);
    }

    WriteBacks(boolean areDelayed, int pageBytes, String threadName, PausePoints pauses) {
        this.areDelayed = areDelayed;
        this.threadName = threadName;
        this.pauses = pauses;
        runs = new ContextPool<>(() -> new PageRun(pageBytes));
        if (areDelayed)
            makeRuns();
    }

    /** Whether checkpoints sync what they wrote. Ignite can be told not to, and then a killed process would lose pages that wait for it. */
    static boolean areSynced(Consumer<String> warning) {
        boolean skipped = IgniteSystemProperties.getBoolean(GridCacheDatabaseSharedManager.IGNITE_PDS_CHECKPOINT_TEST_SKIP_SYNC);
        if (skipped)
            warning.accept("Pages of a checkpoint go to their files at once, as with WRITE_THROUGH, because checkpoints do not sync their files"
                + " [property=mode, value=WRITE_BACK, " + GridCacheDatabaseSharedManager.IGNITE_PDS_CHECKPOINT_TEST_SKIP_SYNC + "=true]");
        return !skipped;
    }

    /** Of the checkpoint and of the background: at a sync it would be too late to find that there is no memory. */
    private void makeRuns() {
        PageRun one = runs.take();
        runs.give(runs.take());
        runs.give(one);
    }

    /** This store has pages that are not safe in its file. To be called before the page is written, and after it. */
    void unsynced(ZsPageStore store) {
        if (!unsynced.contains(store))
            unsynced.add(store);
    }

    /** This store is about to be synced, or has ended: what is written before this call needs no other sync. */
    void syncing(ZsPageStore store) {
        unsynced.remove(store);
    }

    /** Syncs every store that stands here. */
    void syncAll() throws StorageException {
        for (ZsPageStore store : unsynced)
            store.syncIfUnsynced();
    }

    boolean isUnsynced(ZsPageStore store) {
        return unsynced.contains(store);
    }

    /** Writes the dirty pages of all stores, without syncing them. @param check run before each run of pages; ends it by throwing */
    void flushAll(Runnable check) throws StorageException {
        for (ZsPageStore store : unsynced)
            store.flush(check);
    }

    Iterable<ZsPageStore> unsyncedStores() {
        return unsynced;
    }

    PageRun takeRun() {
        return runs.take();
    }

    void giveRun(PageRun run) {
        runs.give(run);
    }

    /** @param nanos that its write took */
    void wroteRun(long nanos) {
        runCount.increment();
        latency.add(nanos);
    }

    /** How many runs of pages were written, and how long that took. */
    void addTo(TierStats stats) {
        stats.writeBackRuns = runCount.sum();
        stats.writeBackLatency = latency.counts();
    }

    @Override public void close() {
        runs.close();
    }
}
