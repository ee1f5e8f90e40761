package io.ignitezs.tier;

import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.pool.ThreadEnd;
import io.ignitezs.pool.ZsPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes room in the background, in the order that an {@link EvictionOrder} says while its hand goes over all entries. It runs when more than the high watermark is occupied, or when a page found no room, and stops at the low
 * watermark. Nobody ever waits for it.
 */
final class Evictor implements AutoCloseable {
    /** What is evicted at least when a page found no room though less than the watermark is occupied: the free slots were of other classes. */
    private static final int BATCH_PER_LIMIT = 256;

    /** So much may be freed by compaction before pages have room: a few milliseconds. */
    private static final long MAX_COMPACTED_BYTES = 4L << 20;

    /** Frames that are free while a page finds no room: with more, it is not frames that are short. */
    private static final double MOST_FREE_SHARE = 0.05;

    /** What may be copied to free a byte before evicting is better. */
    private static final int COPIES_PER_BYTE = 4;

    /** However much tables take, this share of the limit may be occupied by pages. */
    private static final int MIN_PAGE_SHARE = 16;

    /** Pause after a round that found nothing to evict, or failed. */
    private static final long BACK_OFF_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final EvictionOrder order;
    private final Entries entries;
    private final ZsPool pool;
    private final MemoryBudget budget;
    private final TierCounters counters;
    private final IndexRegistry indexes;
    private final TierConfiguration configuration;
    private final Thread thread;
    private volatile boolean awake;
    private volatile boolean full;
    private volatile boolean closed;

    Evictor(TierConfiguration configuration, EvictionOrder order, Entries entries, ZsPool pool, MemoryBudget budget, TierCounters counters,
        IndexRegistry indexes) {
        this.configuration = configuration;
        this.order = order;
        this.entries = entries;
        this.pool = pool;
        this.budget = budget;
        this.counters = counters;
        this.indexes = indexes;
        thread = new Thread(this::run, configuration.threadName);
        thread.setDaemon(true);
        thread.start();
    }

    /** Called after each page that was stored: cheap while there is room. */
    void stored() {
        if (!awake && isHigh())
            wake();
    }

    /** A page found no room. */
    void foundFull() {
        full = true;
        if (!awake)
            wake();
    }

    /** Whether it sleeps and has no reason to wake up. */
    boolean isIdle() {
        return !awake && !full && !isHigh();
    }

    /** Waits for the thread to end. */
    @Override public void close() {
        closed = true;
        wake();
        ThreadEnd.await(thread);
    }

    private void wake() {
        awake = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed) {
            try {
                sleep();
                if (!closed && (full || isHigh()) && !makeRoom())
                    LockSupport.parkNanos(this, BACK_OFF_NANOS);
            }
            catch (Throwable e) {
                configuration.warning.accept("Eviction from the cold tier failed, it goes on [cause=" + e + ']');
                LockSupport.parkNanos(this, BACK_OFF_NANOS);
            }
        }
    }

    private void sleep() {
        awake = false;
        if (!full && !isHigh())
            LockSupport.park(this);
        awake = true;
    }

    private boolean isHigh() {
        return counters.costBytes.sum() > pageBytes(configuration.highWatermark);
    }

    /** What pages may occupy up to the low watermark. */
    long lowPageBytes() {
        return pageBytes(configuration.lowWatermark);
    }

    /** What pages may occupy up to a watermark, holes between them not counted: tables take the rest. */
    private long pageBytes(double watermark) {
        long limitBytes = budget.limitBytes();
        return Math.max(limitBytes / MIN_PAGE_SHARE, (long)(limitBytes * watermark) - budget.tableBytes());
    }

    /** @return whether there is more room now */
    private boolean makeRoom() {
        long batch = budget.limitBytes() / BATCH_PER_LIMIT;
        boolean mustEvict = full && !slabGivenBack() && !compacted(Math.min(batch, MAX_COMPACTED_BYTES));
        full = false;
        long target = lowPageBytes();
        if (mustEvict)
            target = Math.min(target, counters.costBytes.sum() - batch);
        return evictDownTo(target) || !mustEvict;
    }

    /** A page found no room though frames are free: then tables have none, and only whole slabs can become tables. Also when compaction is off. */
    private boolean slabGivenBack() {
        return pool.stats().freeFrameShare() > MOST_FREE_SHARE && pool.drainStep(MAX_COMPACTED_BYTES).closedSlabs > 0;
    }

    /** A page found no room though holes may have some: closing them costs no page. */
    private boolean compacted(long bytes) {
        return configuration.compaction && pool.stats().freeableShare() > configuration.compactionStopShare
            && pool.compactStep(COPIES_PER_BYTE * bytes).freedBytes >= bytes;
    }

    /** Evicts until pages occupy no more than this, or everything has been gone over twice. @return whether anything was evicted */
    synchronized boolean evictDownTo(long targetBytes) {
        long before = counters.evictions.sum();
        for (int left = 2 * entries.chunks().end(); left >= 0 && counters.costBytes.sum() > targetBytes && !closed; left--)
            sweep(order.nextChunk(entries.chunks().end()));
        pool.drainLimbo();
        return counters.evictions.sum() > before;
    }

    /** Goes over one chunk. */
    private void sweep(int chunk) {
        PageIndex index = chunk < entries.chunks().end() ? indexes.get(entries.chunks().indexNumber(chunk)) : null;
        if (index == null)
            return;
        int cell = entries.chunks().cell(chunk);
        for (int place = 0; place < EntryChunks.ENTRIES; place++)
            if (entries.evict(index, cell, chunk, place))
                counters.evictions.increment();
        if (entries.chunks().used(chunk) == 0)
            entries.detachUnused(index, cell, chunk);
    }
}
