package io.ignitezs.tier;

import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.pool.ZsPool;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes room in the background, in CLOCK order: the hand goes over all entries, takes the mark of those that were read since it came
 * by, and drops the others. It runs when more than the high watermark is occupied, or when a page found no room, and stops at the low
 * watermark. Nobody ever waits for it.
 */
final class Evictor implements AutoCloseable {
    /** What is evicted at least when a page found no room though less than the watermark is occupied: the free slots were of other classes. */
    private static final int BATCH_PER_LIMIT = 256;

    private final Entries entries;
    private final ZsPool pool;
    private final MemoryBudget budget;
    private final TierCounters counters;
    private final IndexRegistry indexes;
    private final long highBytes;
    private final long lowBytes;
    private final Thread thread;
    private volatile boolean awake;
    private volatile boolean full;
    private volatile boolean closed;
    private int hand = 1;

    Evictor(TierConfiguration configuration, Entries entries, ZsPool pool, MemoryBudget budget, TierCounters counters,
        IndexRegistry indexes) {
        this.entries = entries;
        this.pool = pool;
        this.budget = budget;
        this.counters = counters;
        this.indexes = indexes;
        highBytes = (long)(configuration.limitBytes * configuration.highWatermark);
        lowBytes = (long)(configuration.limitBytes * configuration.lowWatermark);
        thread = new Thread(this::run, configuration.threadName);
        thread.setDaemon(true);
        thread.start();
    }

    /** Called after each page that was stored: cheap while there is room. */
    void stored() {
        if (!awake && occupiedBytes() > highBytes)
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
        return !awake && !full && occupiedBytes() <= highBytes;
    }

    /** Bytes that pages and tables really need, whatever holes there are between them. */
    long occupiedBytes() {
        return counters.costBytes.sum() + budget.tableBytes();
    }

    /** Waits for the thread to end. */
    @Override public void close() {
        closed = true;
        wake();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            }
            catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted)
            Thread.currentThread().interrupt();
    }

    private void wake() {
        awake = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed) {
            awake = false;
            if (!full && occupiedBytes() <= highBytes)
                LockSupport.park(this);
            awake = true;
            if (!closed && (full || occupiedBytes() > highBytes))
                makeRoom();
        }
    }

    private void makeRoom() {
        long target = lowBytes;
        if (full)
            target = Math.min(target, occupiedBytes() - budget.limitBytes() / BATCH_PER_LIMIT);
        full = false;
        for (int rounds = 2 * entries.chunks().end(); rounds >= 0 && occupiedBytes() > target && !closed; rounds--)
            sweep(nextChunk());
        pool.drainLimbo();
    }

    private int nextChunk() {
        hand = hand + 1 < entries.chunks().end() ? hand + 1 : 1;
        return hand;
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
