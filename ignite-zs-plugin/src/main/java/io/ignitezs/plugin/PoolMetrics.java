package io.ignitezs.plugin;

import static io.ignitezs.plugin.PoolMetric.counter;
import static io.ignitezs.plugin.PoolMetric.flag;
import static io.ignitezs.plugin.PoolMetric.gauge;
import static io.ignitezs.plugin.PoolMetric.latency;
import static io.ignitezs.plugin.PoolMetric.share;

import io.ignitezs.codec.Lz4Codec;
import io.ignitezs.codec.PageKind;
import io.ignitezs.codec.ZstdCodec;
import io.ignitezs.ignite.MetricExport;
import io.ignitezs.pool.MoveCounts;
import io.ignitezs.tier.TierStats;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** All metrics of a pool. Their names are promised: they stand in docs/metrics.md, which a test compares with this. */
final class PoolMetrics {
    static final String REGISTRY = "zs.pool";

    private static final String BYTES = "bytes";
    private static final String PAGES = "pages";
    private static final String READS = "reads";

    private PoolMetrics() {
    }

    /** @param stats the snapshot that each metric is read from */
    static void register(MetricExport registry, Supplier<TierStats> stats) {
        for (PoolMetric metric : all())
            metric.export(registry, stats);
    }

    /** In the order of the document. */
    static List<PoolMetric> all() {
        List<PoolMetric> all = new ArrayList<>();
        all.addAll(memory());
        all.addAll(density());
        all.addAll(pages());
        all.addAll(reads());
        all.addAll(stores());
        all.addAll(endings());
        all.addAll(moves());
        all.addAll(warmUp());
        all.addAll(shadow());
        all.addAll(troubles());
        all.addAll(times());
        return all;
    }

    private static List<PoolMetric> memory() {
        return List.of(
            gauge("LimitBytes", BYTES, "What the pool may take from the operating system; also while there is none", stats -> stats.limitBytes),
            gauge("UsedBytes", BYTES, "What it has taken, tables and all", stats -> stats.usedBytes),
            gauge("StoredBytes", BYTES, "Of that: pages after compression", stats -> stats.storedBytes),
            gauge("PaddingBytes", BYTES, "Of that: headers, and what pages leave empty of their places",
                ofPool(stats -> stats.pool.paddingBytes(stats.storedBytes))),
            gauge("FreeSlotBytes", BYTES, "Of that: places of pages that are gone, where others will go", ofPool(stats -> stats.pool.freeSlotBytes)),
            gauge("LimboBytes", BYTES, "Of that: what waits for a reader to leave before it is used again", ofPool(stats -> stats.pool.limboBytes())),
            gauge("FreeFrameBytes", BYTES, "Of that: frames that hold nothing", ofPool(stats -> stats.pool.freeFrames * stats.pool.frameBytes)),
            gauge("PoolTableBytes", BYTES, "Of that: tables that say where stored pages are", ofPool(stats -> stats.pool.tableBytes)),
            gauge("EntryTableBytes", BYTES, "Of that: tables that say which pages are stored, and which came to data regions lately", stats -> stats.entryTableBytes),
            gauge("HighWatermarkBytes", BYTES, "Pages and tables at which pages begin to be dropped to make room", stats -> stats.highWatermarkBytes),
            gauge("LowWatermarkBytes", BYTES, "Pages and tables at which that stops", stats -> stats.lowWatermarkBytes),
            gauge("IndexBytes", BYTES, "What index pages take", stats -> stats.indexBytes),
            gauge("RawBytes", BYTES, "What pages take that do not compress", stats -> stats.rawBytes),
            gauge("DirtyBytes", BYTES, "What pages take that wait for their file", stats -> stats.dirtyBytes),
            gauge("VolatileBytes", BYTES, "What pages of volatile cache groups take", stats -> stats.pinnedBytes),
            share("RawShare", "Share of the limit that RawBytes are", stats -> partOf(stats.rawBytes, stats.limitBytes)),
            share("MaxRawShare", "What they may be once the pool is full", stats -> stats.maxRawShare));
    }

    private static List<PoolMetric> density() {
        return List.of(
            gauge("PageBytes", BYTES, "Bytes of one page of this node", stats -> stats.pageBytes),
            gauge("HeldBytes", BYTES, "Pages held, before compression", PoolMetrics::heldBytes),
            gauge("SavedBytes", BYTES, "HeldBytes less UsedBytes: below 0 while tables outweigh pages", stats -> heldBytes(stats) - stats.usedBytes),
            share("Ratio", "StoredBytes to HeldBytes: 0.5 means half", stats -> partOf(stats.storedBytes, heldBytes(stats))),
            gauge("HoleBytes", BYTES, "What free places take, with their share of what their zspages waste", ofPool(stats -> stats.pool.holeBytes)),
            gauge("FreeableBytes", BYTES, "Of that: what compaction could free now", ofPool(stats -> stats.pool.freeableBytes)),
            share("FreeableShare", "Share of UsedBytes that FreeableBytes are: fragmentation",
                stats -> stats.pool == null ? 0 : partOf(stats.pool.freeableBytes, stats.usedBytes)),
            gauge("LimboSlots", "places", "Places that wait for a reader", ofPool(stats -> stats.pool.limboSlots)),
            gauge("LimboFrames", "frames", "Frames that wait for a reader", ofPool(stats -> stats.pool.limboFrames)),
            gauge("Zspages", "zspages", "Groups of frames that are cut into places of one size", ofPool(stats -> stats.pool.zspages)),
            gauge("ScatteredZspages", "zspages", "Of these: whose frames do not lie side by side", ofPool(stats -> stats.pool.scatteredZspages)),
            gauge("Slabs", "slabs", "Pieces of memory of the operating system", ofPool(stats -> stats.pool.slabs)));
    }

    private static List<PoolMetric> pages() {
        return List.of(
            gauge("Pages", PAGES, "Pages held", stats -> stats.pages),
            gauge("Lz4Pages", PAGES, "Of these: compressed by LZ4", stats -> stats.pagesByKind[Lz4Codec.ID]),
            gauge("ZstdPages", PAGES, "Of these: compressed by zstd", stats -> stats.pagesByKind[ZstdCodec.ID]),
            gauge("RawPages", PAGES, "Of these: not compressed", stats -> stats.pagesByKind[PageKind.RAW]),
            gauge("SameFilledPages", PAGES, "Of these: one repeated word, which needs no place", stats -> stats.pagesByKind[PageKind.SAME_FILLED]),
            gauge("IndexPages", PAGES, "Pages held that are of indexes", stats -> stats.indexPages),
            gauge("DirtyPages", PAGES, "Pages held that wait for their file", stats -> stats.dirtyPages),
            gauge("VolatilePages", PAGES, "Pages held that have no file", stats -> stats.pinnedPages));
    }

    private static List<PoolMetric> reads() {
        return List.of(
            counter("Reads", READS, "Pages that data regions asked for", stats -> stats.hits + stats.misses),
            counter("Hits", READS, "Of these: answered from the pool", stats -> stats.hits),
            counter("Misses", READS, "Of these: answered from files", stats -> stats.misses),
            share("HitRatio", "Hits to Reads", stats -> partOf(stats.hits, stats.hits + stats.misses)),
            counter("Lz4Hits", READS, "Hits of pages compressed by LZ4", stats -> stats.hitsByKind[Lz4Codec.ID]),
            counter("ZstdHits", READS, "Hits of pages compressed by zstd", stats -> stats.hitsByKind[ZstdCodec.ID]),
            counter("RawHits", READS, "Hits of pages not compressed", stats -> stats.hitsByKind[PageKind.RAW]),
            counter("SameFilledHits", READS, "Hits of pages of one repeated word", stats -> stats.hitsByKind[PageKind.SAME_FILLED]),
            counter("OneSegmentReads", READS, "Hits of pages stored in one piece", stats -> stats.oneSegmentReads),
            counter("TwoSegmentReads", READS, "Hits of pages stored in two pieces", stats -> stats.twoSegmentReads));
    }

    private static List<PoolMetric> stores() {
        return List.of(
            counter("Offers", PAGES, "Pages offered to the pool", stats -> stats.stores + stats.refusals()),
            counter("Stores", PAGES, "Of these: taken in", stats -> stats.stores),
            counter("Refusals", PAGES, "Of these: not taken in", TierStats::refusals),
            counter("RefusedFull", PAGES, "Refusals for want of room", stats -> stats.refusedFull),
            counter("RefusedStale", PAGES, "Refusals because a write or a truncation came first, or the page was there", stats -> stats.refusedStale),
            counter("RefusedRaw", PAGES, "Refusals of pages that do not compress, beyond MaxRawShare", stats -> stats.refusedRaw),
            counter("RefusedQuota", PAGES, "Refusals because the cache group has reached its quota", stats -> stats.refusedQuota),
            counter("RefusedPolicy", PAGES, "Refusals because only index pages are taken", stats -> stats.refusedPolicy),
            counter("RefusedHysteresis", PAGES, "Refusals of pages that were read, while no room had been made", stats -> stats.refusedHysteresis),
            counter("RefusedFailed", PAGES, "Refusals because storing failed", stats -> stats.refusedFailed),
            counter("RefusedDirty", PAGES, "Refusals to wait for the file: too many did, or want of room", stats -> stats.refusedDirty),
            counter("LeftRegion", PAGES, "Pages that data regions dropped", stats -> stats.leftRegion),
            counter("Copies", PAGES, "Of these: copied to be stored", stats -> stats.copies),
            counter("CopiesStored", PAGES, "Of these: stored", stats -> stats.copiesStored),
            counter("CopiesRefused", PAGES, "Of these: not stored, for want of room or because the page had moved on", stats -> stats.copiesRefused),
            counter("CopiesDropped", PAGES, "Of these: given up before that", stats -> stats.copiesDropped));
    }

    private static List<PoolMetric> endings() {
        return List.of(
            counter("Evictions", PAGES, "Pages dropped to make room", stats -> stats.evictions),
            counter("Overwritten", PAGES, "Pages dropped because they were written", stats -> stats.overwritten),
            counter("TakenByRegion", PAGES, "Pages dropped because a data region has them", stats -> stats.taken),
            counter("LeftClean", PAGES, "Pages dropped when their file had them, because a data region has them too", stats -> stats.leftClean),
            counter("Cleared", PAGES, "Pages dropped because their file was truncated or closed", stats -> stats.cleared),
            counter("DamagedDropped", PAGES, "Pages dropped because they were damaged", stats -> stats.damagedDropped),
            counter("WriteBacks", PAGES, "Pages that waited and got into their file", stats -> stats.writeBacks),
            counter("WriteBackRuns", "writes", "Writes in which they did", stats -> stats.writeBackRuns),
            counter("Overdrafts", PAGES, "Pages of volatile cache groups stored beyond the limit", stats -> stats.overdrafts));
    }

    private static List<PoolMetric> moves() {
        return List.of(
            counter("MovedObjects", PAGES, "Stored pages that compaction moved", ofMoves(moves -> moves.movedObjects)),
            counter("MovedBytes", BYTES, "What it copied for that", ofMoves(moves -> moves.movedBytes)),
            counter("FreedZspages", "zspages", "Zspages that it emptied", ofMoves(moves -> moves.freedZspages)),
            counter("FreedBytes", BYTES, "What that has freed within the pool", ofMoves(moves -> moves.freedBytes)),
            counter("BusyZspages", "zspages", "Zspages that it left because others were at work there", ofMoves(moves -> moves.busyZspages)),
            counter("GaveUpZspages", "zspages", "Zspages that it left because there were no places for their pages", ofMoves(moves -> moves.gaveUpZspages)),
            counter("MigratedFrames", "frames", "Frames that migration moved", ofMoves(moves -> moves.migratedFrames)),
            counter("MigratedBytes", BYTES, "What it copied for that",
                stats -> stats.pool == null ? 0 : stats.pool.moves.migratedFrames * stats.pool.frameBytes),
            counter("BusyMigrations", "zspages", "Zspages that it left because others were at work there", ofMoves(moves -> moves.busyMigrations)),
            counter("GaveUpMigrations", "zspages", "Zspages that it left because there were no frames for them", ofMoves(moves -> moves.gaveUpMigrations)),
            counter("ReturnedSlabs", "slabs", "Slabs that it gave back to the operating system", ofMoves(moves -> moves.closedSlabs)),
            counter("ReturnedBytes", BYTES, "Their bytes", ofMoves(moves -> moves.closedSlabBytes)));
    }

    private static List<PoolMetric> warmUp() {
        return List.of(
            gauge("WarmUpPages", PAGES, "Pages from before the last restart that were to be read into the pool again", stats -> stats.warmUpPages),
            gauge("WarmUpLeft", PAGES, "Of these: still to be looked at", stats -> stats.warmUpLeft),
            counter("WarmUpRead", PAGES, "Of these: read from their file", stats -> stats.warmUpRead),
            counter("WarmUpBytes", BYTES, "Their bytes", stats -> stats.warmUpBytes),
            gauge("WarmUpState", "state", "0 nothing to read, 1 waits, 2 goes on, 3 done, 4 pool is full, 5 stopped, 6 pool is off, 7 failed",
                stats -> stats.warmUpState.ordinal()));
    }

    private static List<PoolMetric> shadow() {
        return List.of(
            gauge("ShadowOneOf", PAGES, "One of so many pages is shown to the pool, which serves none; 0 if the mode is not SHADOW",
                stats -> stats.shadowOneOf),
            share("ShadowHitRatioHalf", "Reads that a pool of half the size would answer, by its eviction order in miniature",
                stats -> stats.shadowHitRatios[0]),
            share("ShadowHitRatioSame", "The same of the size that is tried; HitRatio is what the pool itself has answered", stats -> stats.shadowHitRatios[1]),
            share("ShadowHitRatioTwice", "The same of twice the size", stats -> stats.shadowHitRatios[2]),
            share("ShadowHitRatioFourfold", "The same of four times the size", stats -> stats.shadowHitRatios[3]),
            share("ShadowRatioError", "How far Ratio may be from that of all pages, for 95 choices of the pages that are shown of 100",
                stats -> stats.shadowRatioError),
            share("ShadowHitRatioError", "The same of HitRatio", stats -> stats.shadowHitRatioError),
            share("ShadowHitRatioHalfError", "The same of ShadowHitRatioHalf", stats -> stats.shadowHitRatioErrors[0]),
            share("ShadowHitRatioSameError", "The same of ShadowHitRatioSame", stats -> stats.shadowHitRatioErrors[1]),
            share("ShadowHitRatioTwiceError", "The same of ShadowHitRatioTwice", stats -> stats.shadowHitRatioErrors[2]),
            share("ShadowHitRatioFourfoldError", "The same of ShadowHitRatioFourfold", stats -> stats.shadowHitRatioErrors[3]));
    }

    private static List<PoolMetric> troubles() {
        return List.of(
            counter("Corruptions", PAGES, "Stored pages found damaged", stats -> stats.corruptions),
            counter("ChecksumFailures", PAGES, "Of these: by their checksum", stats -> stats.checksumFailures),
            counter("DecodeFailures", PAGES, "Of these: when they were decompressed", stats -> stats.decodeFailures),
            counter("DamagedEntries", PAGES, "Of these: by what says where they are", stats -> stats.damagedEntries),
            counter("Rebuilt", PAGES, "Of these: by the write-ahead log, because their file did not have them yet", stats -> stats.rebuilt),
            counter("LostObjects", "places", "Places that damage has made unknown until the pool is turned off", stats -> stats.lostObjects),
            counter("Failures", "failures", "Failures of the pool for which files were used instead; the log has the reasons", stats -> stats.failures),
            counter("TurnOffs", "times", "How often the pool was turned off, by itself or because that was wanted", stats -> stats.turnOffs),
            flag("PassThrough", "Whether it is off, and files are used instead", stats -> stats.passThrough),
            flag("Exclusive", "Whether pages are not held, as a rule, that a data region has", stats -> stats.exclusive));
    }

    private static List<PoolMetric> times() {
        return List.of(
            counter("CompressionNanos", "nanoseconds", "Processor time that went into pages that became stored bytes", stats -> stats.encodingNanos),
            counter("DecompressionNanos", "nanoseconds", "Processor time that went into stored bytes that became pages", stats -> stats.decodingNanos),
            latency("ReadLatencyLz4", "Hits of pages compressed by LZ4, one of 64", stats -> stats.readLatency[Lz4Codec.ID]),
            latency("ReadLatencyZstd", "Hits of pages compressed by zstd, one of 64", stats -> stats.readLatency[ZstdCodec.ID]),
            latency("ReadLatencyRaw", "Hits of pages not compressed, one of 64", stats -> stats.readLatency[PageKind.RAW]),
            latency("ReadLatencySameFilled", "Hits of pages of one repeated word, one of 64", stats -> stats.readLatency[PageKind.SAME_FILLED]),
            latency("StoreLatency", "Pages compressed, and stored or then refused, one of 64", stats -> stats.storeLatency),
            latency("WriteBackLatency", "Writes of waiting pages to their file, each", stats -> stats.writeBackLatency),
            latency("CompactionStepLatency", "Steps of compaction and migration that moved something, each",
                stats -> stats.pool == null ? new TierStats().storeLatency : stats.pool.stepLatency));
    }

    private static ToLongFunction<TierStats> ofPool(ToLongFunction<TierStats> value) {
        return stats -> stats.pool == null ? 0 : value.applyAsLong(stats);
    }

    private static ToLongFunction<TierStats> ofMoves(ToLongFunction<MoveCounts> value) {
        return stats -> stats.pool == null ? 0 : value.applyAsLong(stats.pool.moves);
    }

    private static long heldBytes(TierStats stats) {
        return stats.pages * stats.pageBytes;
    }

    private static double partOf(long part, long whole) {
        return whole == 0 ? 0 : (double)part / whole;
    }
}
