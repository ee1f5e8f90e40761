package io.ignitezs.tier;

import io.ignitezs.codec.PageKind;
import io.ignitezs.pool.LatencyHistogram;
import io.ignitezs.pool.PoolStats;

/** What a tier held and did, at about one moment. Counters run from its opening. */
public final class TierStats {
    /** What may be taken from the operating system, and what is. */
    public long limitBytes;
    public long usedBytes;

    /** Of what is taken: the page index; of that and the pool's tables together, see {@link PoolStats#tableBytes}. */
    public long entryTableBytes;

    /** Occupied bytes at which eviction begins, and at which it stops. */
    public long highWatermarkBytes;
    public long lowWatermarkBytes;

    /** Of the limit: what pages that do not compress may take once the tier is full. */
    public double maxRawShare;

    /** Bytes of a page. */
    public int pageBytes;

    /** Pages held: all, those stored raw, those of one repeated word. */
    public long pages;
    public long rawPages;
    public long sameFilledPages;

    /** The same by {@link PageKind}. */
    public final long[] pagesByKind = new long[PageKind.LIMIT];

    /** Of these pages: those of indexes, and what they take of the pool; what those take that do not compress, each a whole page. */
    public long indexPages;
    public long indexBytes;
    public long rawBytes;

    /** Of these pages: those whose file does not have them yet, and what they take of the pool. */
    public long dirtyPages;
    public long dirtyBytes;

    /** Pages that have no file, and what they take of the pool; pages of these that were stored beyond the limit, because nothing could make room. */
    public long pinnedPages;
    public long pinnedBytes;
    public long overdrafts;

    /** Bytes of objects after compression, without slot overhead. */
    public long storedBytes;

    /** Reads answered, reads not answered. */
    public long hits;
    public long misses;

    /** Reads answered, by the {@link PageKind} of the page. */
    public final long[] hitsByKind = new long[PageKind.LIMIT];

    /** Pages taken in. Each page that was offered is counted here or as refused, by one reason. */
    public long stores;

    /** Pages refused for want of room; because they were overtaken by a write or a truncation, or were there already. */
    public long refusedFull;
    public long refusedStale;

    /** Because they do not compress and such pages have their share; because their group has reached its cap; because only index pages are taken. */
    public long refusedRaw;
    public long refusedQuota;
    public long refusedPolicy;

    /** Because room was short and no eviction had made any yet; because storing them failed. */
    public long refusedHysteresis;
    public long refusedFailed;

    /** Pages that were not kept dirty, for want of room or because too many already were: they went to their file at once. */
    public long refusedDirty;

    /** Dirty pages that have got into their file; writes in which they did, as whoever writes them counts. */
    public long writeBacks;
    public long writeBackRuns;

    /** Pages dropped to make room. */
    public long evictions;

    /**
     * Pages that are not held any more, by how they ended: a newer version came, room was made, the data region had them when they were read or when
     * they got clean, their file was truncated or closed, they were damaged. Together with those held these are {@link #stores}.
     */
    public long overwritten;
    public long evicted;
    public long taken;
    public long leftClean;
    public long cleared;
    public long damagedDropped;

    /** Pages that were found damaged, clean ones were dropped: all; by their entry or handle; by their checksum; when they were decoded. */
    public long corruptions;
    public long damagedEntries;
    public long checksumFailures;
    public long decodeFailures;

    /** Of the damaged pages: dirty ones whose content somebody else still knew, so that they are what they were. */
    public long rebuilt;

    /** Objects that damage has made unknown: they keep their room until the tier is closed. */
    public long lostObjects;

    /** Whether the tier is off: stores use their files, as stock Ignite's. As whoever turns it off says. */
    public boolean passThrough;

    /** Reads whose object lay in one segment, in two. */
    public long oneSegmentReads;
    public long twoSegmentReads;

    /** Whether pages are not kept that are in a data region, as far as whoever owns the tier has found out. */
    public boolean exclusive;

    /**
     * Pages that data regions dropped; of these, pages that were copied to be stored here. Of the copies: stored, refused because they were overtaken or
     * found no room, dropped because another one or the write of the same page came first.
     */
    public long leftRegion;
    public long copies;
    public long copiesStored;
    public long copiesRefused;
    public long copiesDropped;

    /** Of each 64th read of a page, by its {@link PageKind}, and of each 64th store that got as far as the codec: as {@link LatencyHistogram#counts}. */
    public final long[][] readLatency = new long[PageKind.LIMIT][LatencyHistogram.BUCKETS];
    public long[] storeLatency = new long[LatencyHistogram.BUCKETS];

    /** The same of writes of dirty pages to their files, as whoever writes them measures. */
    public long[] writeBackLatency = new long[LatencyHistogram.BUCKETS];

    /** Processor time that went into pages that became stored bytes, and into stored bytes that became pages: sampled, scaled up. */
    public long encodingNanos;
    public long decodingNanos;

    /** How often the tier was turned off, as whoever does that counts. */
    public long turnOffs;

    /** How often something failed so that files were used instead, as whoever catches that counts. */
    public long failures;

    /** Of pages that were here before a restart: to be read, read, still to be looked at; bytes read, in how long; how far that is. As whoever reads them says. */
    public long warmUpPages;
    public long warmUpRead;
    public long warmUpLeft;
    public long warmUpBytes;
    public long warmUpNanos;
    public WarmUpState warmUpState = WarmUpState.NONE;

    /**
     * One of so many pages is shown to the tier, which serves nothing and only tells what it would do; 0 if it is a tier as any other. And which share of the reads
     * it would answer with half of what all pages would give it, with that, with twice and with four times as much. As whoever shows the pages says.
     */
    public int shadowOneOf;
    public final double[] shadowHitRatios = new double[4];

    /** How far these, the share of hits and the ratio of stored bytes may be from what a tier of that size would have, by the choice of the pages: for 95 choices of 100. */
    public final double[] shadowHitRatioErrors = new double[4];
    public double shadowHitRatioError;
    public double shadowRatioError;

    /** The pool below; null if there is none yet. */
    public PoolStats pool;

    /** Pages refused, for whatever reason. */
    public long refusals() {
        return refusedFull + refusedStale + refusedRaw + refusedQuota + refusedPolicy + refusedHysteresis + refusedFailed + refusedDirty;
    }
}
