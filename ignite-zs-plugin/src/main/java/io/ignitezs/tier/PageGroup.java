package io.ignitezs.tier;

import io.ignitezs.codec.PageKind;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * The pages of one group: what they may take of the tier, and what they did. Under a cap what a page takes is charged before it is stored
 * and released when it ends, so the cap is never passed, not even for a moment; without one nothing is shared by those who store.
 */
final class PageGroup {
    /** Index pages that come first may take this share of the limit before they are evicted like any other: data pages always have the rest. */
    static final double INDEX_FIRST_SHARE = 0.75;

    final LongAdder hits = new LongAdder();
    final LongAdder misses = new LongAdder();
    final LongAdder stores = new LongAdder();
    final LongAdder refusals = new LongAdder();
    final LongAdder evictions = new LongAdder();

    private final String name;
    private final GroupSettings settings;
    private final LongAdder pages = new LongAdder();
    private final LongAdder indexPages = new LongAdder();
    private final LongAdder costBytes = new LongAdder();
    private final LongAdder storedBytes = new LongAdder();
    private final LongAdder rawPages = new LongAdder();
    private final LongAdder sameFilledPages = new LongAdder();

    /** Under a cap: what pages take, and what those take that are being stored. */
    private final AtomicLong chargedBytes = new AtomicLong();

    private volatile long capBytes;
    private volatile long guaranteedBytes;

    /** A page found the cap reached, and no eviction has made room since. */
    private volatile boolean full;

    /** Files that belong to it; guarded by {@link PageGroups}. */
    int openIndexes;

    PageGroup(String name, GroupSettings settings, long limitBytes) {
        this.name = name;
        this.settings = settings;
        limitBytes(limitBytes);
    }

    String name() {
        return name;
    }

    PagePolicy policy() {
        return settings.pages;
    }

    /** The tier has this limit now. */
    void limitBytes(long limitBytes) {
        capBytes = settings.cap == null ? Long.MAX_VALUE : settings.cap.of(limitBytes);
        guaranteedBytes = settings.guarantee == null ? 0 : settings.guarantee.of(limitBytes);
    }

    boolean isCapped() {
        return settings.cap != null;
    }

    /** Charges a page that is about to be stored. @return false, and nothing is charged, if that would pass the cap */
    boolean reserve(long bytes) {
        if (!isCapped())
            return true;
        long charged = chargedBytes.get();
        while (charged + bytes <= capBytes) {
            if (chargedBytes.compareAndSet(charged, charged + bytes))
                return true;
            charged = chargedBytes.get();
        }
        full = bytes > 0;
        return bytes == 0;
    }

    /** A page that was charged has not been stored. */
    void release(long bytes) {
        if (!isCapped())
            return;
        long left = chargedBytes.addAndGet(-bytes);
        assert left >= 0 : "released more than was reserved: " + left;
    }

    /** A page is held ({@code sign} 1; it has been charged) or ends (-1). */
    void count(long bytes, boolean isIndexPage, int sign) {
        pages.add(sign);
        costBytes.add(sign * bytes);
        if (isIndexPage)
            indexPages.add(sign);
        if (sign < 0)
            release(bytes);
    }

    /** The same page: of which kind, and the bytes of its object. */
    void countKind(int kind, long bytes, int sign) {
        storedBytes.add(sign * bytes);
        if (kind == PageKind.RAW)
            rawPages.add(sign);
        else if (kind == PageKind.SAME_FILLED)
            sameFilledPages.add(sign);
    }

    /** Whether the cap was found reached and pages still take more than this. */
    boolean isFull(double lowWatermark) {
        if (full && !isAbove(lowWatermark))
            full = false;
        return full;
    }

    /** Whether a cap is used up to more than this share of it. */
    boolean isAbove(double watermark) {
        return isCapped() && chargedBytes.get() > (long)(capBytes * watermark);
    }

    /** Whether it has a guarantee that its pages do not use up. */
    boolean isProtected() {
        long guaranteed = guaranteedBytes;
        return guaranteed > 0 && costBytes.sum() <= guaranteed;
    }

    long costBytes() {
        return costBytes.sum();
    }

    long chargedBytes() {
        return chargedBytes.get();
    }

    GroupStats stats() {
        GroupStats stats = new GroupStats(name);
        stats.capBytes = capBytes;
        stats.guaranteedBytes = guaranteedBytes;
        stats.pages = pages.sum();
        stats.indexPages = indexPages.sum();
        stats.costBytes = costBytes.sum();
        stats.storedBytes = storedBytes.sum();
        stats.rawPages = rawPages.sum();
        stats.sameFilledPages = sameFilledPages.sum();
        stats.hits = hits.sum();
        stats.misses = misses.sum();
        stats.stores = stores.sum();
        stats.refusals = refusals.sum();
        stats.evictions = evictions.sum();
        return stats;
    }
}
