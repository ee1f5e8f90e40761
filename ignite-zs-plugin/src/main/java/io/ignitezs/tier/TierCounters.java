package io.ignitezs.tier;

import io.ignitezs.codec.PageKind;
import io.ignitezs.pool.ZsPool;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** What a tier counts, striped over threads. */
final class TierCounters {
    final LongAdder pages = new LongAdder();

    /** The same by their {@link PageKind}. */
    final LongAdder[] pagesByKind = adders(PageKind.LIMIT);

    /** Pages that are not held any more, by how they ended. */
    final LongAdder[] endings = adders(Ending.values().length);
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

    /** Reads answered, by the {@link PageKind} of the page: so a usual read counts once. */
    final LongAdder[] hits = adders(PageKind.LIMIT);
    final LongAdder misses = new LongAdder();
    final LongAdder stores = new LongAdder();

    /** By the number of their {@link Refusal}. */
    final LongAdder[] refusals = adders(Refusal.values().length);
    final LongAdder writeBacks = new LongAdder();
    final LongAdder evictions = new LongAdder();

    /** What was found damaged, by the number of its {@link Damaged}. */
    final LongAdder[] damages = adders(Damaged.values().length);

    /** Dirty pages that were damaged and are what they were. */
    final LongAdder rebuilt = new LongAdder();

    /** Objects that damage has made unknown: they stay in the pool, and counted, until it is closed. */
    final LongAdder lostObjects = new LongAdder();

    /** Hits less these, and those that needed no object, are reads in one segment. */
    final LongAdder twoSegmentReads = new LongAdder();

    /** A live entry becomes dirty ({@code sign} 1) or clean, or ends (-1). */
    void countDirty(boolean pinned, int kind, long word, ZsPool pool, int sign) {
        (pinned ? pinnedPages : dirtyPages).add(sign);
        if (Entry.hasObject(kind))
            (pinned ? pinnedCostBytes : dirtyCostBytes).add((long)sign * pool.costBytes(Entry.storedBytes(word)));
    }

    /** A live entry ends. */
    void ended(PageGroup group, int kind, long word, boolean isIndexPage, ZsPool pool, Ending ending) {
        endings[ending.ordinal()].increment();
        count(group, kind, word, isIndexPage, pool, -1);
    }

    /** An entry becomes live ({@code sign} 1) or ends (-1). */
    void count(PageGroup group, int kind, long word, boolean isIndexPage, ZsPool pool, int sign) {
        long cost = Entry.hasObject(kind) ? pool.costBytes(Entry.storedBytes(word)) : 0;
        group.count(cost, isIndexPage, sign);
        group.countKind(kind, Entry.hasObject(kind) ? Entry.storedBytes(word) : 0, sign);
        pages.add(sign);
        pagesByKind[kind].add(sign);
        if (isIndexPage)
            indexPages.add(sign);
        if (Entry.hasObject(kind))
            countObject(kind == PageKind.RAW, Entry.storedBytes(word), pool, isIndexPage, sign);
    }

    private void countObject(boolean isRaw, int bytes, ZsPool pool, boolean isIndexPage, int sign) {
        long cost = (long)sign * pool.costBytes(bytes);
        storedBytes.add((long)sign * bytes);
        costBytes.add(cost);
        if (isIndexPage)
            indexCostBytes.add(cost);
        if (isRaw && pool.isHuge(bytes))
            rawCostBytes.add(cost);
    }

    void damaged(Damaged what) {
        damages[what.ordinal()].increment();
    }

    private long refusals(Refusal reason) {
        return refusals[reason.ordinal()].sum();
    }

    private long endings(Ending ending) {
        return endings[ending.ordinal()].sum();
    }

    private long damages(Damaged what) {
        return damages[what.ordinal()].sum();
    }

    private static LongAdder[] adders(int count) {
        return Stream.generate(LongAdder::new).limit(count).toArray(LongAdder[]::new);
    }

    /** Fills in what is counted here. */
    void addTo(TierStats stats) {
        stats.pages = pages.sum();
        sum(pagesByKind, stats.pagesByKind);
        stats.rawPages = stats.pagesByKind[PageKind.RAW];
        stats.sameFilledPages = stats.pagesByKind[PageKind.SAME_FILLED];
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
        stats.hits = sum(hits, stats.hitsByKind);
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
        stats.damagedEntries = damages(Damaged.ENTRY);
        stats.checksumFailures = damages(Damaged.CHECKSUM);
        stats.decodeFailures = damages(Damaged.DECODING);
        stats.corruptions = stats.damagedEntries + stats.checksumFailures + stats.decodeFailures;
        stats.rebuilt = rebuilt.sum();
        stats.lostObjects = lostObjects.sum();
        stats.twoSegmentReads = twoSegmentReads.sum();
        stats.oneSegmentReads = stats.hits - stats.hitsByKind[PageKind.SAME_FILLED] - stats.twoSegmentReads;
        addEndings(stats);
    }

    private void addEndings(TierStats stats) {
        stats.overwritten = endings(Ending.WRITTEN);
        stats.evicted = endings(Ending.EVICTED);
        stats.taken = endings(Ending.TAKEN);
        stats.leftClean = endings(Ending.CLEANED);
        stats.cleared = endings(Ending.CLEARED);
        stats.damagedDropped = endings(Ending.DAMAGED);
    }

    /** Reads that were answered. */
    long hits() {
        return sum(hits, new long[hits.length]);
    }

    /** @param each receives each sum @return the sum of all */
    private static long sum(LongAdder[] adders, long[] each) {
        long sum = 0;
        for (int index = 0; index < adders.length; index++) {
            each[index] = adders[index].sum();
            sum += each[index];
        }
        return sum;
    }
}
