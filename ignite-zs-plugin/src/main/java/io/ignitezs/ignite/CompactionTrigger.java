package io.ignitezs.ignite;

import io.ignitezs.pool.Failures;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.ignite.internal.processors.cache.persistence.checkpoint.CheckpointListener;

/*
 * What else could tell region pressure in Ignite 2.17, and why it does not:
 *
 * EVT_PAGE_REPLACEMENT_STARTED       once in the life of a region, and only if somebody records that event
 * PagesReplaced of the region        counts only if the region's metrics are on; by default they are not
 * replacement writes to a store      only dirty pages, only while a checkpoint runs: silent in a load that reads
 * every read of a store              is a page fault, and replaces a page as soon as the region is full; but one that the pool
 *                                    answers takes no room in the pool, and its path is too hot for a look at anything
 *
 * So: the region is full, and a page was not in the pool. Then Ignite has dropped a page for it, and the pool, which takes it in, has dropped
 * another or soon will: room is worth work. Whether regions are full is looked at after each checkpoint, in its thread, because
 * counting pages takes segment locks, which a thread in the middle of a page fault must not do. A page that is read from its file costs a
 * volatile load more than before; one that the pool answers costs nothing.
 */
/** Wakes compaction in the background after each checkpoint, which leaves holes where pages were, and under region pressure. */
final class CompactionTrigger implements CheckpointListener {
    /** Pressure comes with thousands of page faults in a second. */
    static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Runnable compaction;
    private final BooleanSupplier regionIsFull;
    private final LongSupplier nanoClock;
    private final Consumer<Throwable> failed;
    private final AtomicLong nextNanos;
    private volatile boolean full;

    /**
     * @param compaction   wakes it; may fail
     * @param regionIsFull whether Ignite replaces pages now; may fail, may take locks
     * @param failed       told of a failure, which Ignite must not see: it would stop the node
     */
    CompactionTrigger(Runnable compaction, BooleanSupplier regionIsFull, LongSupplier nanoClock, Consumer<Throwable> failed) {
        this.compaction = compaction;
        this.regionIsFull = regionIsFull;
        this.nanoClock = nanoClock;
        this.failed = failed;
        nextNanos = new AtomicLong(nanoClock.getAsLong());
    }

    /** A page fault was answered by a file. */
    void readFromFile() {
        if (full)
            underPressure();
    }

    @Override public void onMarkCheckpointBegin(Context context) {
    }

    @Override public void onCheckpointBegin(Context context) {
    }

    @Override public void beforeCheckpointBegin(Context context) {
    }

    @Override public void afterCheckpointEnd(Context context) {
        try {
            full = regionIsFull.getAsBoolean();
            compaction.run();
        }
        catch (Throwable e) {
            Failures.tell(failed, e);
        }
    }

    private void underPressure() {
        long now = nanoClock.getAsLong();
        long next = nextNanos.get();
        if (now - next >= 0 && nextNanos.compareAndSet(next, now + INTERVAL_NANOS))
            compaction.run();
    }
}
