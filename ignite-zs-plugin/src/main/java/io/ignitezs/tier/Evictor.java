package io.ignitezs.tier;

import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.pool.BackgroundWorker;
import io.ignitezs.pool.MoveProgress;
import io.ignitezs.pool.ZsPool;
import java.util.concurrent.TimeUnit;

/**
 * Makes room in the background, in the order that an {@link EvictionOrder} says while its hand goes over all entries. It runs when more than
 * the high watermark is occupied, or when a page found no room, and stops at the low watermark. Nobody ever waits for it.
 */
final class Evictor implements BackgroundWorker.Work, AutoCloseable {
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

    /** While fewer reads than this come to the file, more distinct pages would save less than encoding pages again costs. */
    private static final double RARE_MISSES = 0.005;

    /** Over so many reads at least. */
    private static final int MIN_READS = 1000;

    /** The background ends when this is closed. */
    private static final Runnable NEVER_ENDED = () -> { };

    /** Holes that kept pages from having room may have been closed after so long: one page tries. */
    private static final long LACK_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final EvictionOrder order;
    private final Entries entries;
    private final ZsPool pool;
    private final MemoryBudget budget;
    private final TierCounters counters;
    private final IndexRegistry indexes;
    private final PageGroups groups;
    private final Tracing tracing;
    private final TierConfiguration configuration;
    private final BackgroundWorker background;
    private volatile boolean full;

    /** A page found no room, and no round has ended since. */
    private volatile boolean roomIsShort;

    /** Some group is above the high watermark of its cap. */
    private volatile boolean groupIsFull;

    /** How far below the low watermark pages found no room at the last round: holes, or slots of other classes, had it. Written before the time. */
    private volatile long lackingBytes;
    private volatile long lackSeenNanos = System.nanoTime();

    /** Whether few of the reads between the last two looks missed. */
    private volatile boolean missesAreRare;

    /** What had been read and missed at the last one; only the background looks. */
    private long reads;
    private long misses;

    /** Where rounds that are about few pages are; guarded by this object's lock. */
    private int chunk = 1;

    Evictor(TierConfiguration configuration, EvictionOrder order, Entries entries, ZsPool pool, MemoryBudget budget, TierCounters counters,
        IndexRegistry indexes, PageGroups groups, Tracing tracing) {
        this.configuration = configuration;
        this.order = order;
        this.entries = entries;
        this.pool = pool;
        this.budget = budget;
        this.counters = counters;
        this.indexes = indexes;
        this.groups = groups;
        this.tracing = tracing;
        background = new BackgroundWorker(this, this::failed, configuration.threadName);
        background.start();
    }

    /** Called after each page that was offered, also when it was refused, since its entry may have taken room: cheap while there is room. */
    void offered(PageGroup group) {
        if (group.isAbove(configuration.highWatermark))
            groupIsFull = true;
        if (!background.isAwake() && (groupIsFull || isHigh()))
            background.wake();
    }

    /** A page found no room. */
    void foundFull() {
        roomIsShort = true;
        full = true; // Last: the round that it causes ends the shortage.
        wakeIfAsleep();
    }

    /** As the background does for a page that found no room, but in this thread and at once. @return whether there is more room now */
    boolean makeRoomNow() {
        full = true;
        return makeRoomForAll();
    }

    /** A page found the cap of its group reached. */
    void foundFull(PageGroup group) {
        groupIsFull = true;
        wakeIfAsleep();
    }

    private void wakeIfAsleep() {
        if (!background.isAwake())
            background.wake();
    }

    /** Whether a page found no room, and there has been no round since. */
    boolean isRoomShort() {
        return roomIsShort;
    }

    /** Whether a page found the cap of its group reached, and the group is still above the low watermark of it. */
    boolean isFull(PageGroup group) {
        boolean isFull = group.isFull(configuration.lowWatermark);
        if (isFull)
            foundFull(group);
        return isFull;
    }

    /** Whether there is room that is better used for pages which a data region has too than for others. */
    boolean hasSpareRoom() {
        return !roomIsShort && (missesAreRare || !isAboveLow());
    }

    /** Whether pages occupy more than they may up to the low watermark. */
    boolean isAboveLow() {
        return counters.costBytes.sum() > lowPageBytes();
    }

    /** Whether pages occupy what the last round left them, which is less than up to the low watermark if they found no room before it a short time ago. */
    boolean isFull() {
        long lack = System.nanoTime() - lackSeenNanos < LACK_NANOS ? lackingBytes : 0;
        return counters.costBytes.sum() > lowPageBytes() - lack;
    }

    /** Whether it sleeps and has no reason to wake up. */
    boolean isIdle() {
        return background.isIdle();
    }

    /** Waits for the thread to end. */
    @Override public void close() {
        background.close();
    }

    private void failed(Throwable failure) {
        configuration.warning.accept("Eviction from the cold tier failed, it goes on [cause=" + failure + ']');
    }

    /** Whether there is a reason to wake up. */
    @Override public boolean isDue() {
        return full || groupIsFull || isHigh();
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

    /** Makes room in the background. @return whether there is more now, where it was wanted */
    @Override public boolean run() {
        countMisses();
        boolean made = !groupIsFull || makeRoomInGroups(NEVER_ENDED);
        return full || isHigh() ? makeRoomForAll() : made;
    }

    private boolean makeRoomForAll() {
        try {
            long batch = budget.limitBytes() / BATCH_PER_LIMIT;
            boolean foundFull = full;
            boolean mustEvict = foundFull && !slabGivenBack() && !compacted(Math.min(batch, MAX_COMPACTED_BYTES));
            full = false;
            long low = lowPageBytes();
            long target = mustEvict ? Math.min(low, counters.costBytes.sum() - batch) : low;
            if (mustEvict || !foundFull)
                lacks(low - target);
            return evictDownTo(target, NEVER_ENDED) || !mustEvict;
        }
        finally {
            roomIsShort = full;
        }
    }

    private void lacks(long bytes) {
        lackingBytes = bytes;
        lackSeenNanos = System.nanoTime();
    }

    /**
     * Lets groups that have reached their caps evict their own pages.
     * @param check as in {@link #evictDownTo}
     * @return false if one has and nothing was evicted. A page that was stored while the last round ran may have asked for one that none needs any more
     */
    synchronized boolean makeRoomInGroups(Runnable check) {
        groupIsFull = false;
        boolean isNeeded = false;
        long before = counters.evictions.sum();
        for (PageGroup group : groups.all())
            if (group.isAbove(configuration.highWatermark) || group.isFull(configuration.lowWatermark)) {
                isNeeded = true;
                evictDownToLow(group, check);
            }
        return !isNeeded || counters.evictions.sum() > before;
    }

    private void evictDownToLow(PageGroup group, Runnable check) {
        for (boolean sparesIndexes = group.policy() == PagePolicy.INDEX_FIRST; ; sparesIndexes = false) {
            EvictionScope scope = EvictionScope.of(group, sparesIndexes);
            for (int left = chunksOfARound(); left >= 0 && group.isAbove(configuration.lowWatermark) && !background.isClosed(); left--) {
                check.run();
                sweep(nextChunk(), scope, false);
            }
            if (!sparesIndexes)
                return;
        }
    }

    /** So many are gone over at most. */
    private int chunksOfARound() {
        return order.rounds() * entries.chunks().end();
    }

    /** For rounds that are about few pages: the hand of the order stays where it is. */
    private int nextChunk() {
        chunk = chunk + 1 < entries.chunks().end() ? chunk + 1 : 1;
        return chunk;
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

    /**
     * Evicts until pages occupy no more than this, or everything has been gone over.
     * @param check run before each chunk of entries; ends it by throwing
     * @return whether anything was evicted
     */
    synchronized boolean evictDownTo(long targetBytes, Runnable check) {
        long before = counters.evictions.sum();
        evictRaw(targetBytes, check);
        if (mayFindUnpreferred())
            evict(targetBytes, EvictionScope.UNPREFERRED, check);
        evict(targetBytes, EvictionScope.UNPROTECTED, check);
        evict(targetBytes, EvictionScope.ALL, check);
        pool.drainLimbo();
        return counters.evictions.sum() > before;
    }

    private void countMisses() {
        long missed = counters.misses.sum();
        long all = counters.hits() + missed;
        if (all - reads < MIN_READS)
            return;
        missesAreRare = missed - misses < RARE_MISSES * (all - reads);
        reads = all;
        misses = missed;
    }

    /** To be called when a limit or the watermarks have changed. */
    void limitsChanged() {
        background.wake();
    }

    /**
     * Evicts clean pages now, in this thread, until all pages occupy so much less than when it began, or everything has been gone over.
     * @param progress told how many bytes less that is by now
     */
    MadeRoom evictNow(long bytes, MoveProgress progress) {
        long pagesBefore = counters.evictions.sum();
        long bytesBefore = counters.costBytes.sum();
        long wantedBytes = Math.max(1, Math.min(bytes, bytesBefore));
        evictDownTo(Math.max(0, bytesBefore - bytes),
            () -> progress.report(Math.max(0, Math.min(bytesBefore - counters.costBytes.sum(), wantedBytes)), wantedBytes));
        return new MadeRoom(counters.evictions.sum() - pagesBefore, Math.max(0, bytesBefore - counters.costBytes.sum()));
    }

    private void evict(long targetBytes, EvictionScope scope, Runnable check) {
        for (int left = chunksOfARound(); left >= 0 && counters.costBytes.sum() > targetBytes && !background.isClosed(); left--) {
            check.run();
            sweep(order.nextChunk(entries.chunks().end()), scope, true);
        }
        order.recountIfDue(entries.sweep()::states);
    }

    /** Pages that do not compress go first while they have more than their share. */
    private void evictRaw(long targetBytes, Runnable check) {
        EvictionScope scope = EvictionScope.raw(pool);
        for (int left = chunksOfARound(); left >= 0 && counters.costBytes.sum() > targetBytes && isRawAbove(0) && !background.isClosed(); left--) {
            check.run();
            sweep(nextChunk(), scope, false);
        }
    }

    /** Whether pages that do not compress would take more than their share if there were so much more of them. */
    boolean isRawAbove(long moreBytes) {
        return configuration.maxRawShare < 1 && counters.rawCostBytes.sum() + moreBytes > (long)(budget.limitBytes() * configuration.maxRawShare);
    }

    /** Index pages that come first stay unless they take nearly everything, or nothing else is clean. */
    private boolean mayFindUnpreferred() {
        return counters.indexCostBytes.sum() <= PageGroup.INDEX_FIRST_SHARE * budget.limitBytes()
            && counters.pages.sum() > counters.indexPages.sum() + counters.dirtyPages.sum() + counters.pinnedPages.sum();
    }

    /** Goes over one chunk. @param byOrder whether it is the order's hand */
    private void sweep(int chunk, EvictionScope scope, boolean byOrder) {
        PageIndex index = chunk < entries.chunks().end() ? indexes.get(entries.chunks().indexNumber(chunk)) : null;
        if (index == null || !scope.has(index.group()))
            return;
        int cell = entries.chunks().cell(chunk);
        for (int place = 0; place < EntryChunks.ENTRIES; place++)
            if (scope.has(index.group(), entries.chunks().entry(chunk, place)) && entries.sweep().evict(index, cell, chunk, place, byOrder)) {
                counters.evictions.increment();
                index.group().evictions.increment();
                tracing.record(PageEvent.EVICT, index, cell << EntryChunks.SHIFT | place, false);
            }
        if (entries.chunks().used(chunk) == 0)
            entries.sweep().detachUnused(index, cell, chunk);
    }
}
