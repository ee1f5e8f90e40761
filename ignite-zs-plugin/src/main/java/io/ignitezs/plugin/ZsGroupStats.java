package io.ignitezs.plugin;

import io.ignitezs.tier.GroupStats;
import java.io.Serializable;

/** What the pages of one cache group take of a node's pool, and did since the group's first file was opened. Immutable. */
public final class ZsGroupStats implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final long capBytes;
    private final long guaranteedBytes;
    private final long pages;
    private final long indexPages;
    private final long usedBytes;
    private final long storedBytes;
    private final long rawPages;
    private final long sameFilledPages;
    private final int pageBytes;
    private final long hits;
    private final long misses;
    private final long stores;
    private final long refusals;
    private final long evictions;

    ZsGroupStats(GroupStats stats, int pageBytes) {
        this.pageBytes = pageBytes;
        storedBytes = stats.storedBytes;
        rawPages = stats.rawPages;
        sameFilledPages = stats.sameFilledPages;
        name = stats.name;
        capBytes = stats.capBytes;
        guaranteedBytes = stats.guaranteedBytes;
        pages = stats.pages;
        indexPages = stats.indexPages;
        usedBytes = stats.costBytes;
        hits = stats.hits;
        misses = stats.misses;
        stores = stats.stores;
        refusals = stats.refusals;
        evictions = stats.evictions;
    }

    /** Of the cache group; of a cache without a group, the cache's. */
    public String getName() {
        return name;
    }

    /** What its pages may take, {@link Long#MAX_VALUE} without a quota. */
    public long getCapBytes() {
        return capBytes;
    }

    /** What is left to its pages while those of other groups can go; 0 without a guarantee. */
    public long getGuaranteedBytes() {
        return guaranteedBytes;
    }

    /** Pages held. */
    public long getPages() {
        return pages;
    }

    /** Of these, index pages. */
    public long getIndexPages() {
        return indexPages;
    }

    /** What its pages take of the pool, tables not counted. */
    public long getUsedBytes() {
        return usedBytes;
    }

    /** Bytes of its pages after compression, without what storing them costs beside. */
    public long getStoredBytes() {
        return storedBytes;
    }

    /** Bytes of its pages before compression. */
    public long getHeldBytes() {
        return pages * pageBytes;
    }

    /** Stored bytes to bytes before compression: 0.5 means half; 0 when nothing is held. */
    public double getRatio() {
        return pages == 0 ? 0 : (double)storedBytes / getHeldBytes();
    }

    /** Of its pages, those that did not compress and are stored whole. */
    public long getRawPages() {
        return rawPages;
    }

    /** Of its pages, those of one repeated word, which need no object. */
    public long getSameFilledPages() {
        return sameFilledPages;
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

    /** Pages not taken in, for whatever reason; {@link ZsStats} has the reasons. */
    public long getRefusals() {
        return refusals;
    }

    /** Pages dropped to make room. */
    public long getEvictions() {
        return evictions;
    }

    /** Share of the page reads that was answered from the pool; 0 before the first. */
    public double getHitRatio() {
        return hits + misses == 0 ? 0 : (double)hits / (hits + misses);
    }

    @Override public String toString() {
        return name + " [pages=" + pages + ", indexPages=" + indexPages + ", used=" + MemorySize.format(usedBytes)
            + ", cap=" + (capBytes == Long.MAX_VALUE ? "none" : MemorySize.format(capBytes)) + ", guaranteed=" + MemorySize.format(guaranteedBytes)
            + ", hits=" + hits + ", misses=" + misses + ", stores=" + stores + ", refusals=" + refusals + ", evictions=" + evictions + ']';
    }
}
