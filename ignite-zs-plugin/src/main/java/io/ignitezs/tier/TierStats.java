package io.ignitezs.tier;

import io.ignitezs.pool.PoolStats;

/** What a tier held and did, at about one moment. Counters run from its opening. */
public final class TierStats {
    /** What may be taken from the operating system, and what is. */
    public long limitBytes;
    public long usedBytes;

    /** Bytes of a page. */
    public int pageBytes;

    /** Pages held: all, those stored raw, those of one repeated word. */
    public long pages;
    public long rawPages;
    public long sameFilledPages;

    /** Of these pages: those whose file does not have them yet, and what they take of the pool. */
    public long dirtyPages;
    public long dirtyBytes;

    /** Bytes of objects after compression, without slot overhead. */
    public long storedBytes;

    /** Reads answered, reads not answered. */
    public long hits;
    public long misses;

    /** Pages taken in; pages refused for want of room; pages refused because they were overtaken by a write or a truncation. */
    public long stores;
    public long refusedFull;
    public long refusedStale;

    /** Pages that were not kept dirty, for want of room or because too many already were: they went to their file at once. */
    public long refusedDirty;

    /** Dirty pages that have got into their file; writes in which they did, as whoever writes them counts. */
    public long writeBacks;
    public long writeBackRuns;

    /** Pages dropped to make room. */
    public long evictions;

    /** Objects dropped on reading because their checksum or their decoding failed. */
    public long corruptions;

    /** Reads whose object lay in one segment, in two. */
    public long oneSegmentReads;
    public long twoSegmentReads;

    /** The pool below; null if there is none yet. */
    public PoolStats pool;
}
