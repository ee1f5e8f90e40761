package io.ignitezs.tier;

import io.ignitezs.codec.PageKind;
import io.ignitezs.pool.ZsPool;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** What a tier counts, striped over threads. */
final class TierCounters {
    final LongAdder pages = new LongAdder();
    final LongAdder rawPages = new LongAdder();
    final LongAdder sameFilledPages = new LongAdder();
    final LongAdder storedBytes = new LongAdder();

    /** What the objects take of the pool, rounding included. */
    final LongAdder costBytes = new LongAdder();

    /** Of that: pages that do not compress, each of which takes a whole page. */
    final LongAdder rawCostBytes = new LongAdder();
    final LongAdder indexPages = new LongAdder();
    final LongAdder indexCostBytes = new LongAdder();

    /** Of {@link #pages} and {@link #costBytes}: what only the tier has. */
    final LongAdder dirtyPages = new LongAdder();
    final LongAdder dirtyCostBytes = new LongAdder();

    /** What has no file at all; not among the dirty ones. */
    final LongAdder pinnedPages = new LongAdder();
    final LongAdder pinnedCostBytes = new LongAdder();
    final LongAdder overdrafts = new LongAdder();

    final LongAdder hits = new LongAdder();
    final LongAdder misses = new LongAdder();
    final LongAdder stores = new LongAdder();

    /** By the number of their {@link Refusal}. */
    final LongAdder[] refusals = Stream.of(Refusal.values()).map(reason -> new LongAdder()).toArray(LongAdder[]::new);
    final LongAdder writeBacks = new LongAdder();
    final LongAdder evictions = new LongAdder();
    final LongAdder corruptions = new LongAdder();

    /** Objects that damage has made unknown: they stay in the pool, and counted, until it is closed. */
    final LongAdder lostObjects = new LongAdder();
    final LongAdder twoSegmentReads = new LongAdder();

    /** Hits that needed no object. Hits less these are reads of objects: what is rare is counted, so that a usual read counts once. */
    final LongAdder sameFilledReads = new LongAdder();

    /** A live entry becomes dirty ({@code sign} 1) or clean, or ends (-1). */
    void countDirty(boolean pinned, int kind, long word, ZsPool pool, int sign) {
        (pinned ? pinnedPages : dirtyPages).add(sign);
        if (Entry.hasObject(kind))
            (pinned ? pinnedCostBytes : dirtyCostBytes).add((long)sign * pool.costBytes(Entry.storedBytes(word)));
    }

    /** An entry becomes live ({@code sign} 1) or ends (-1). */
    void count(PageGroup group, int kind, long word, boolean isIndexPage, ZsPool pool, int sign) {
        long cost = Entry.hasObject(kind) ? pool.costBytes(Entry.storedBytes(word)) : 0;
        group.count(cost, isIndexPage, sign);
        group.countKind(kind, Entry.hasObject(kind) ? Entry.storedBytes(word) : 0, sign);
        pages.add(sign);
        if (isIndexPage)
            indexPages.add(sign);
        if (kind == PageKind.SAME_FILLED)
            sameFilledPages.add(sign);
        else
            countObject(kind == PageKind.RAW, Entry.storedBytes(word), pool, isIndexPage, sign);
    }

    private void countObject(boolean isRaw, int bytes, ZsPool pool, boolean isIndexPage, int sign) {
        long cost = (long)sign * pool.costBytes(bytes);
        storedBytes.add((long)sign * bytes);
        costBytes.add(cost);
        if (isIndexPage)
            indexCostBytes.add(cost);
        if (isRaw)
            rawPages.add(sign);
        if (isRaw && pool.isHuge(bytes))
            rawCostBytes.add(cost);
    }

    long refusals(Refusal reason) {
        return refusals[reason.ordinal()].sum();
    }

    /** Fills in what is counted here. */
    void addTo(TierStats stats) {
        stats.pages = pages.sum();
        stats.rawPages = rawPages.sum();
        stats.sameFilledPages = sameFilledPages.sum();
        stats.indexPages = indexPages.sum();
        stats.indexBytes = indexCostBytes.sum();
        stats.rawBytes = rawCostBytes.sum();
        stats.dirtyPages = dirtyPages.sum();
        stats.dirtyBytes = dirtyCostBytes.sum();
        stats.pinnedPages = pinnedPages.sum();
        stats.pinnedBytes = pinnedCostBytes.sum();
        stats.overdrafts = overdrafts.sum();
        stats.writeBacks = writeBacks.sum();
        stats.storedBytes = storedBytes.sum();
        stats.hits = hits.sum();
        stats.misses = misses.sum();
        stats.stores = stores.sum();
        stats.refusedFull = refusals(Refusal.FULL);
        stats.refusedStale = refusals(Refusal.STALE);
        stats.refusedRaw = refusals(Refusal.RAW);
        stats.refusedQuota = refusals(Refusal.QUOTA);
        stats.refusedPolicy = refusals(Refusal.POLICY);
        stats.refusedHysteresis = refusals(Refusal.HYSTERESIS);
        stats.refusedFailed = refusals(Refusal.FAILED);
        stats.refusedDirty = refusals(Refusal.DIRTY);
        stats.evictions = evictions.sum();
        stats.corruptions = corruptions.sum();
        stats.lostObjects = lostObjects.sum();
        stats.twoSegmentReads = twoSegmentReads.sum();
        stats.oneSegmentReads = stats.hits - sameFilledReads.sum() - stats.twoSegmentReads;
    }
}
