package io.ignitezs.tier;

import io.ignitezs.codec.PageKind;
import io.ignitezs.pool.ZsPool;
import java.util.concurrent.atomic.LongAdder;

/** What a tier counts, striped over threads. */
final class TierCounters {
    final LongAdder pages = new LongAdder();
    final LongAdder rawPages = new LongAdder();
    final LongAdder sameFilledPages = new LongAdder();
    final LongAdder storedBytes = new LongAdder();

    /** What the objects take of the pool, rounding included. */
    final LongAdder costBytes = new LongAdder();

    /** Of {@link #pages} and {@link #costBytes}: what only the tier has. */
    final LongAdder dirtyPages = new LongAdder();
    final LongAdder dirtyCostBytes = new LongAdder();

    final LongAdder hits = new LongAdder();
    final LongAdder misses = new LongAdder();
    final LongAdder stores = new LongAdder();
    final LongAdder refusedFull = new LongAdder();
    final LongAdder refusedStale = new LongAdder();
    final LongAdder refusedDirty = new LongAdder();
    final LongAdder writeBacks = new LongAdder();
    final LongAdder evictions = new LongAdder();
    final LongAdder corruptions = new LongAdder();

    /** Objects that damage has made unknown: they stay in the pool, and counted, until it is closed. */
    final LongAdder lostObjects = new LongAdder();
    final LongAdder twoSegmentReads = new LongAdder();

    /** Hits that needed no object. Hits less these are reads of objects: what is rare is counted, so that a usual read counts once. */
    final LongAdder sameFilledReads = new LongAdder();

    /** A live entry becomes dirty ({@code sign} 1) or clean, or ends (-1). */
    void countDirty(int kind, long word, ZsPool pool, int sign) {
        dirtyPages.add(sign);
        if (Entry.hasObject(kind))
            dirtyCostBytes.add((long)sign * pool.costBytes(Entry.storedBytes(word)));
    }

    /** An entry becomes live ({@code sign} 1) or ends (-1). */
    void count(int kind, long word, ZsPool pool, int sign) {
        pages.add(sign);
        if (kind == PageKind.SAME_FILLED) {
            sameFilledPages.add(sign);
            return;
        }
        if (kind == PageKind.RAW)
            rawPages.add(sign);
        storedBytes.add((long)sign * Entry.storedBytes(word));
        costBytes.add((long)sign * pool.costBytes(Entry.storedBytes(word)));
    }
}
