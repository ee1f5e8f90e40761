package io.ignitezs.tier;

import io.ignitezs.codec.PageKind;
import io.ignitezs.mem.ZsCorruptionException;
import io.ignitezs.pool.PoolChecker;
import io.ignitezs.pool.PoolStats;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Checks P1-P6 of the pool below, and here. The tier must be quiet: no other call is running and its evictor sleeps.
 * <pre>
 * P6  stored bytes of live objects &lt;= allocated slot bytes
 * P7  per page key at most one live entry; entry -&gt; handle -&gt; owner leads back to the key
 * P8  live entries == pages counted; entries in use per chunk == its count; dirty entries == what chunk, index and counters say
 * P9  per group: entries, index pages and what its objects take == what it counts == what it has charged if it has a cap; &lt;= its cap,
 *     unless that has become smaller and the pages are dirty
 *     raw and index pages of all groups == what the counters say
 * </pre>
 */
public final class TierChecker {
    private final PageTier tier;
    private final EntryChunks chunks;
    private long objects;
    private long pages;
    private long dirtyPages;
    private long pinnedPages;
    private long storedBytes;
    private final Map<PageGroup, long[]> groups = new IdentityHashMap<>();
    private final int pageBytes;
    private long rawBytes;
    private long indexPages;
    private long indexBytes;

    private TierChecker(PageTier tier) {
        this.tier = tier;
        chunks = tier.entries().chunks();
        pageBytes = tier.stats().pageBytes;
    }

    /** @throws ZsCorruptionException naming the invariant and the place */
    public static void check(PageTier tier) {
        PoolChecker.whileQuiet(tier.pool(), () -> {
            PoolChecker.check(tier.pool(), tier.tableBytes());
            new TierChecker(tier).checkAll();
        });
    }

    private void checkAll() {
        for (int chunk = 1; chunk < chunks.end(); chunk++)
            if (chunks.indexNumber(chunk) != 0)
                checkChunk(chunk);
        checkTotals();
    }

    private void checkChunk(int chunk) {
        PageIndex index = tier.indexes().get(chunks.indexNumber(chunk));
        verify(index != null && index.chunk(chunks.cell(chunk)) == chunk, "P7", "chunk %d is in no directory", chunk);
        int used = 0;
        long dirtyBefore = dirtyPages;
        for (int place = 0; place < EntryChunks.ENTRIES; place++) {
            int kind = Entry.kind(chunks.entry(chunk, place));
            used += kind == 0 ? 0 : 1;
            if (Entry.isLive(kind))
                checkEntry(chunk, place, kind);
        }
        verify(dirtyPages - dirtyBefore == chunks.dirty(chunk), "P8", "chunk %d counts %d dirty entries, has %d", chunk, chunks.dirty(chunk),
            dirtyPages - dirtyBefore);
        pinnedPages += index.isPinned() ? dirtyPages - dirtyBefore : 0;
        verify(used == chunks.used(chunk), "P8", "chunk %d counts %d entries, has %d", chunk, chunks.used(chunk), used);
    }

    private void checkEntry(int chunk, int place, int kind) {
        pages++;
        dirtyPages += Entry.isDirty(Entry.length(chunks.entry(chunk, place))) ? 1 : 0;
        countInGroup(chunk, chunks.entry(chunk, place), kind);
        if (!Entry.hasObject(kind))
            return;
        long word = Entry.word(chunks.entry(chunk, place));
        int owner = PoolChecker.owner(tier.pool(), Entry.handle(word));
        verify(owner == EntryChunks.entryNumber(chunk, place), "P7", "entry %d of chunk %d has the object of %x", place, chunk, owner);
        objects++;
        storedBytes += Entry.storedBytes(word);
    }

    private void countInGroup(int chunk, long entry, int kind) {
        long[] counted = groups.computeIfAbsent(tier.indexes().get(chunks.indexNumber(chunk)).group(), group -> new long[6]);
        long cost = Entry.hasObject(kind) ? tier.pool().costBytes(Entry.storedBytes(Entry.word(entry))) : 0;
        boolean isIndexPage = Entry.isIndexPage(entry);
        counted[0]++;
        counted[1] += isIndexPage ? 1 : 0;
        counted[2] += cost;
        counted[3] += Entry.hasObject(kind) ? Entry.storedBytes(Entry.word(entry)) : 0;
        counted[4] += kind == PageKind.RAW ? 1 : 0;
        counted[5] += kind == PageKind.SAME_FILLED ? 1 : 0;
        indexPages += isIndexPage ? 1 : 0;
        indexBytes += isIndexPage ? cost : 0;
        rawBytes += kind == PageKind.RAW && cost >= pageBytes ? cost : 0;
    }

    private void checkGroups() {
        for (PageGroup group : tier.groups().all()) {
            GroupStats stats = group.stats();
            long[] found = groups.getOrDefault(group, new long[6]);
            groups.remove(group);
            verify(stats.pages == found[0] && stats.indexPages == found[1] && stats.costBytes == found[2], "P9",
                "group %s counts %d pages, %d of indexes, %d bytes; there are %d, %d, %d", stats.name, stats.pages, stats.indexPages,
                stats.costBytes, found[0], found[1], found[2]);
            verify(stats.storedBytes == found[3] && stats.rawPages == found[4] && stats.sameFilledPages == found[5], "P9",
                "group %s counts %d stored bytes, %d raw and %d same-filled pages; there are %d, %d, %d", stats.name, stats.storedBytes, stats.rawPages,
                stats.sameFilledPages, found[3], found[4], found[5]);
            verify(!group.isCapped() || group.chargedBytes() == found[2], "P9", "group %s has charged %d, its pages take %d", stats.name,
                group.chargedBytes(), found[2]);
            verify(found[2] <= Math.max(stats.capBytes, tier.stats().dirtyBytes), "P9", "group %s takes %d, its cap is %d", stats.name,
                found[2], stats.capBytes);
        }
        verify(groups.isEmpty(), "P9", "pages of %d groups that are not there", groups.size());
    }

    private void checkTotals() {
        checkGroups();
        TierStats stats = tier.stats();
        PoolStats pool = stats.pool;
        verify(pool.objects == objects, "P7", "%d objects, %d entries have one", pool.objects, objects);
        verify(stats.pages == pages && stats.storedBytes == storedBytes, "P8", "%d pages of %d bytes counted, there are %d of %d",
            stats.pages, stats.storedBytes, pages, storedBytes);
        verify(stats.dirtyPages + stats.pinnedPages == dirtyPages && stats.pinnedPages == pinnedPages, "P8",
            "%d dirty and %d pinned pages counted, together there are %d, of which %d are pinned", stats.dirtyPages, stats.pinnedPages,
            dirtyPages, pinnedPages);
        verify(stats.rawBytes == rawBytes && stats.indexPages == indexPages && stats.indexBytes == indexBytes, "P9",
            "%d raw bytes, %d index pages of %d bytes counted, there are %d, %d, %d", stats.rawBytes, stats.indexPages, stats.indexBytes, rawBytes,
            indexPages, indexBytes);
        verify(storedBytes <= pool.slotBytes, "P6", "%d bytes stored in %d bytes of slots", storedBytes, pool.slotBytes);
    }

    private static void verify(boolean holds, String invariant, String format, Object... values) {
        if (!holds)
            throw new ZsCorruptionException(invariant + " is broken: " + String.format(format, values));
    }
}
