package io.ignitezs.tier;

/** What the pages of one group take of a tier, and did, since its first file was opened. */
public final class GroupStats {
    public final String name;

    /** What its pages may take, {@link Long#MAX_VALUE} if there is no cap; what is left to them as long as others are above theirs. */
    public long capBytes;
    public long guaranteedBytes;

    /** Pages held: all, those of indexes; what they take of the pool. */
    public long pages;
    public long indexPages;
    public long costBytes;

    /** Of these pages: bytes of their objects after compression, without slot overhead; those stored raw, those of one repeated word. */
    public long storedBytes;
    public long rawPages;
    public long sameFilledPages;

    /** Reads answered, reads not answered. */
    public long hits;
    public long misses;

    /** Pages taken in, refused for whatever reason, dropped to make room. */
    public long stores;
    public long refusals;
    public long evictions;

    GroupStats(String name) {
        this.name = name;
    }
}
