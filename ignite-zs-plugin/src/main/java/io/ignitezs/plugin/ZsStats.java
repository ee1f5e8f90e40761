package io.ignitezs.plugin;

import io.ignitezs.pool.MoveCounts;
import io.ignitezs.pool.PoolStats;
import io.ignitezs.tier.TierStats;
import io.ignitezs.tier.WarmUpState;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What a node's pool holds and did since it was opened, at about one moment. Immutable. */
public final class ZsStats implements Serializable {
    /** Of a node without pool. */
    static final ZsStats NONE = new ZsStats(new TierStats(), 0);

    private static final long serialVersionUID = 1L;

    private final int pageBytes;
    private final long limitBytes;
    private final long usedBytes;
    private final long pages;
    private final long rawPages;
    private final long sameFilledPages;
    private final long dirtyPages;
    private final long dirtyBytes;
    private final long volatilePages;
    private final long volatileBytes;
    private final long writeBacks;
    private final long writeBackRuns;
    private final long storedBytes;
    private final long hits;
    private final long misses;
    private final long stores;
    private final long refusedFull;
    private final long refusedStale;
    private final long refusedRaw;
    private final long refusedQuota;
    private final long refusedPolicy;
    private final long refusedHysteresis;
    private final long refusedFailed;
    private final long refusedDirty;
    private final long rawBytes;
    private final long indexPages;
    private final long indexBytes;
    private final long evictions;
    private final long corruptions;
    private final long rebuilt;
    private final long lostObjects;
    private final boolean passThrough;
    private final long warmUpPages;
    private final long warmUpRead;
    private final long warmUpLeft;
    private final boolean warmUpRunning;
    private final int shadowOneOf;
    private final List<Double> shadowHitRatios;
    private final List<Double> shadowHitRatioErrors;
    private final double hitRatioError;
    private final double ratioError;
    private final ZsResidency residency;
    private final long leftRegion;
    private final long copies;
    private final long copiesStored;
    private final long copiesRefused;
    private final long copiesDropped;
    private final long oneSegmentReads;
    private final long twoSegmentReads;
    private final long holeBytes;
    private final long freeableBytes;
    private final long limboSlots;
    private final long limboFrames;
    private final long movedObjects;
    private final long freedBytes;
    private final long returnedSlabs;
    private final long returnedBytes;
    private final long busyZspages;

    ZsStats(TierStats stats, int pageBytes) {
        this.pageBytes = pageBytes;
        limitBytes = stats.limitBytes;
        usedBytes = stats.usedBytes;
        pages = stats.pages;
        rawPages = stats.rawPages;
        sameFilledPages = stats.sameFilledPages;
        dirtyPages = stats.dirtyPages;
        dirtyBytes = stats.dirtyBytes;
        volatilePages = stats.pinnedPages;
        volatileBytes = stats.pinnedBytes;
        writeBacks = stats.writeBacks;
        writeBackRuns = stats.writeBackRuns;
        storedBytes = stats.storedBytes;
        hits = stats.hits;
        misses = stats.misses;
        stores = stats.stores;
        refusedFull = stats.refusedFull;
        refusedStale = stats.refusedStale;
        refusedRaw = stats.refusedRaw;
        refusedQuota = stats.refusedQuota;
        refusedPolicy = stats.refusedPolicy;
        refusedHysteresis = stats.refusedHysteresis;
        refusedFailed = stats.refusedFailed;
        refusedDirty = stats.refusedDirty;
        rawBytes = stats.rawBytes;
        indexPages = stats.indexPages;
        indexBytes = stats.indexBytes;
        evictions = stats.evictions;
        corruptions = stats.corruptions;
        rebuilt = stats.rebuilt;
        lostObjects = stats.lostObjects;
        passThrough = stats.passThrough;
        warmUpPages = stats.warmUpPages;
        warmUpRead = stats.warmUpRead;
        warmUpLeft = stats.warmUpLeft;
        warmUpRunning = stats.warmUpState == WarmUpState.RUNNING;
        shadowOneOf = stats.shadowOneOf;
        shadowHitRatios = list(stats.shadowHitRatios);
        shadowHitRatioErrors = list(stats.shadowHitRatioErrors);
        hitRatioError = stats.shadowHitRatioError;
        ratioError = stats.shadowRatioError;
        residency = stats.exclusive ? ZsResidency.EXCLUSIVE : ZsResidency.INCLUSIVE;
        leftRegion = stats.leftRegion;
        copies = stats.copies;
        copiesStored = stats.copiesStored;
        copiesRefused = stats.copiesRefused;
        copiesDropped = stats.copiesDropped;
        oneSegmentReads = stats.oneSegmentReads;
        twoSegmentReads = stats.twoSegmentReads;
        PoolStats pool = stats.pool;
        MoveCounts moves = pool == null ? new MoveCounts() : pool.moves;
        holeBytes = pool == null ? 0 : pool.holeBytes;
        freeableBytes = pool == null ? 0 : pool.freeableBytes;
        limboSlots = pool == null ? 0 : pool.limboSlots;
        limboFrames = pool == null ? 0 : pool.limboFrames;
        movedObjects = moves.movedObjects;
        freedBytes = moves.freedBytes;
        returnedSlabs = moves.closedSlabs;
        returnedBytes = moves.closedSlabBytes;
        busyZspages = moves.busyZspages + moves.busyMigrations;
    }

    private static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().collect(Collectors.toUnmodifiableList());
    }

    /** Bytes of one page of this node; 0 without pool. */
    public int getPageBytes() {
        return pageBytes;
    }

    /** What the pool may take from the operating system. */
    public long getLimitBytes() {
        return limitBytes;
    }

    /** What the pool has taken from the operating system, tables and all. */
    public long getUsedBytes() {
        return usedBytes;
    }

    /** Pages held. */
    public long getPages() {
        return pages;
    }

    /** Of these, pages that did not compress and are stored whole. */
    public long getRawPages() {
        return rawPages;
    }

    /** Of these, pages of one repeated word, which need no object. */
    public long getSameFilledPages() {
        return sameFilledPages;
    }

    /** Of these, pages that wait for a checkpoint to write them to their file; always 0 unless the mode is {@link ZsMode#WRITE_BACK}. */
    public long getDirtyPages() {
        return dirtyPages;
    }

    /** What the dirty pages take of the pool. */
    public long getDirtyBytes() {
        return dirtyBytes;
    }

    /** Of these, pages of volatile cache groups, which are never dropped. */
    public long getVolatilePages() {
        return volatilePages;
    }

    /** What the pages of volatile cache groups take of the pool. */
    public long getVolatileBytes() {
        return volatileBytes;
    }

    /** Pages that waited and got into their file. */
    public long getWriteBacks() {
        return writeBacks;
    }

    /** In how many writes they did: pages that follow each other are one. */
    public long getWriteBackRuns() {
        return writeBackRuns;
    }

    /** Bytes of the pages held after compression, without what storing them costs beside. */
    public long getStoredBytes() {
        return storedBytes;
    }

    /** Page reads answered from the pool. */
    public long getHits() {
        return hits;
    }

    /** Page reads that had to go to the file. */
    public long getMisses() {
        return misses;
    }

    /** Pages taken in. */
    public long getStores() {
        return stores;
    }

    /** Pages not taken in for want of room. */
    public long getRefusedFull() {
        return refusedFull;
    }

    /** Pages not taken in because a write or a truncation had overtaken them, or they were there already. */
    public long getRefusedStale() {
        return refusedStale;
    }

    /** Pages not taken in because they do not compress, the pool is full, and such pages have {@link ZsConfiguration#getMaxRawShare}. */
    public long getRefusedRaw() {
        return refusedRaw;
    }

    /** Pages not taken in because their cache group has reached its quota. */
    public long getRefusedQuota() {
        return refusedQuota;
    }

    /** Data pages not taken in because of {@link ZsPagePolicy#INDEX_ONLY}. */
    public long getRefusedPolicy() {
        return refusedPolicy;
    }

    /** Pages that were read, not taken in because shortly before a page had found no room, and none had been made since. */
    public long getRefusedHysteresis() {
        return refusedHysteresis;
    }

    /** Pages not taken in because storing them failed, as the node's log says. */
    public long getRefusedFailed() {
        return refusedFailed;
    }

    /** Pages of a checkpoint that did not wait in the pool, for want of room or because too many already did. */
    public long getRefusedDirty() {
        return refusedDirty;
    }

    /** What pages take that do not compress, each the whole of its bytes. */
    public long getRawBytes() {
        return rawBytes;
    }

    /** Of the pages held, index pages; and what they take of the pool. */
    public long getIndexPages() {
        return indexPages;
    }

    public long getIndexBytes() {
        return indexBytes;
    }

    /** Pages dropped to make room. */
    public long getEvictions() {
        return evictions;
    }

    /** Stored pages that were found damaged: read from their file instead, or rebuilt if their file did not have them yet. */
    public long getCorruptions() {
        return corruptions;
    }

    /** Of these: pages whose file did not have them yet, and whose content came from the write-ahead log. */
    public long getRebuilt() {
        return rebuilt;
    }

    /** Objects that damage has made unknown: they keep their room in the pool until it is turned off or closed. */
    public long getLostObjects() {
        return lostObjects;
    }

    /** Whether the pool is off, by {@link ZsPlugin#disable} or by itself after repeated internal errors: pages go to their files and come from there. */
    public boolean isPassThrough() {
        return passThrough;
    }

    /** Pages from before the last restart that were to be read into the pool again, see {@link ZsConfiguration#setWarmRestart}. */
    public long getWarmUpPages() {
        return warmUpPages;
    }

    /** Of these, pages that were read from their file. */
    public long getWarmUpRead() {
        return warmUpRead;
    }

    /** Of these, pages that have not been looked at yet. The rest was passed over: gone, or in memory already. */
    public long getWarmUpLeft() {
        return warmUpLeft;
    }

    /** Whether that is going on. */
    public boolean isWarmUpRunning() {
        return warmUpRunning;
    }

    /** With {@link ZsMode#SHADOW} one of so many pages is shown to a pool that has so many times less, of which all other figures are; 0 with other modes. */
    public int getShadowOneOf() {
        return shadowOneOf;
    }

    /**
     * With {@link ZsMode#SHADOW}: which share of the page reads a pool would answer that is half as large as the one that is tried, as large, twice and four times as
     * large, by its order of eviction in miniature. {@link #getHitRatio} is what the pool that is tried would answer. Zeros with other modes.
     */
    public List<Double> getShadowHitRatios() {
        return shadowHitRatios;
    }

    /** How far {@link #getShadowHitRatios} may be from the truth because only some pages were looked at: for 95 choices of these of 100; NaN if too few were. */
    public List<Double> getShadowHitRatioErrors() {
        return shadowHitRatioErrors;
    }

    /** With {@link ZsMode#SHADOW}: the size that is tried, of which ratio, hit ratio and everything with {@code would} in its name are estimates; else the limit. */
    public long getTriedBytes() {
        return ofAllPages(limitBytes);
    }

    /** With {@link ZsMode#SHADOW}: bytes of the pages that a pool of that size would hold by now, before compression; else {@link #getHeldBytes}. */
    public long getWouldHoldBytes() {
        return ofAllPages(getHeldBytes());
    }

    /** The same of {@link #getSavedBytes}. */
    public long getWouldSaveBytes() {
        return ofAllPages(getSavedBytes());
    }

    private long ofAllPages(long bytes) {
        return Math.max(1, shadowOneOf) * bytes;
    }

    /** What is in force: exclusive once a data region is watched and as long as each could be. */
    public ZsResidency getResidency() {
        return residency;
    }

    /** Pages that data regions dropped. */
    public long getLeftRegion() {
        return leftRegion;
    }

    /** Of these, pages that were copied to be stored; the others were here already, as pages are that wait for their file. */
    public long getCopies() {
        return copies;
    }

    /** Copies that were stored. */
    public long getCopiesStored() {
        return copiesStored;
    }

    /** Copies that were not stored because the page had moved on meanwhile or there was no room. */
    public long getCopiesRefused() {
        return copiesRefused;
    }

    /** Copies that were given up: the page was written and stored by that, or its thread dropped many more pages before it came back. */
    public long getCopiesDropped() {
        return copiesDropped;
    }

    /** Reads of a stored page that lay in one piece. */
    public long getOneSegmentReads() {
        return oneSegmentReads;
    }

    /** Reads of a stored page that lay in two pieces. */
    public long getTwoSegmentReads() {
        return twoSegmentReads;
    }

    /** Memory that holes take: places of pages that were overwritten or dropped. New pages of the same stored size go there first. */
    public long getHoleBytes() {
        return holeBytes;
    }

    /** Of that, what compaction could free now. */
    public long getFreeableBytes() {
        return freeableBytes;
    }

    /** Places of stored pages, and frames, that wait for a reader to leave before they are used again. */
    public long getLimboSlots() {
        return limboSlots;
    }

    public long getLimboFrames() {
        return limboFrames;
    }

    /** Stored pages that compaction has moved. */
    public long getMovedObjects() {
        return movedObjects;
    }

    /** Memory that compaction has freed within the pool. */
    public long getFreedBytes() {
        return freedBytes;
    }

    /** Slabs that were emptied and given back to the operating system, and their bytes. */
    public long getReturnedSlabs() {
        return returnedSlabs;
    }

    public long getReturnedBytes() {
        return returnedBytes;
    }

    /** How often compaction left something as it was because others were at work there. */
    public long getBusyZspages() {
        return busyZspages;
    }

    /** Share of the pool's memory that compaction could free now: is the pool dense? 0 when nothing is held. */
    public double getFreeableShare() {
        return share(freeableBytes, usedBytes);
    }

    /** Bytes of the pages held before compression. */
    public long getHeldBytes() {
        return pages * pageBytes;
    }

    /** Stored bytes to bytes before compression: 0.5 means half; 0 when nothing is held. */
    public double getRatio() {
        return share(storedBytes, getHeldBytes());
    }

    /**
     * With {@link ZsMode#SHADOW}: how far {@link #getRatio} may be from that of a pool of all pages, because only some are looked at: for 95 choices of these of 100.
     * NaN if too few were looked at; 0 with other modes.
     */
    public double getRatioError() {
        return ratioError;
    }

    /** Memory that the pages held would need more if they were not compressed. Below 0 while tables outweigh the pages. */
    public long getSavedBytes() {
        return getHeldBytes() - usedBytes;
    }

    /** Share of the page reads that was answered from the pool; 0 before the first. */
    public double getHitRatio() {
        return share(hits, hits + misses);
    }

    /** As {@link #getRatioError}, of {@link #getHitRatio}. */
    public double getHitRatioError() {
        return hitRatioError;
    }

    /** One line for people: does it work, what is gained, is it dense. */
    @Override public String toString() {
        return StatsText.of(this);
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double)part / whole;
    }
}
