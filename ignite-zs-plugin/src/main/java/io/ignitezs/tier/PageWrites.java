package io.ignitezs.tier;

import java.nio.ByteBuffer;

/** The writing side of a tier: pages go to the writer of today's codec, and what becomes of each is shown to those who look on. */
final class PageWrites implements AutoCloseable {
    private final TierParts parts;
    private final TierConfiguration configuration;
    private final Entries entries;
    private final TierCounters counters;
    private final PinnedRoom pinnedRoom;
    private final Tracing tracing;
    private volatile PageWriter writer;

    PageWrites(TierParts parts) {
        this.parts = parts;
        configuration = parts.configuration;
        entries = parts.entries;
        counters = parts.counters;
        pinnedRoom = parts.pinnedRoom;
        tracing = parts.tracing;
        writer = new PageWriter(parts);
    }

    /** As {@link PageTier#fill}. */
    boolean fill(PageIndex index, int pageIndex, long ticket, ByteBuffer page, int rawBytes) {
        boolean kept = writer.fill(index, pageIndex, ticket, page, rawBytes);
        tracing.record(PageEvent.FILL, index, pageIndex, kept);
        return kept;
    }

    /** As {@link PageTier#fillLeft}. */
    boolean fillLeft(PageIndex index, int pageIndex, long ticket, ByteBuffer page) {
        if (parts.stays == null || !parts.stays.ended(index.number(), pageIndex))
            return fill(index, pageIndex, ticket, page, 0);
        boolean kept = writer.refill(index, pageIndex, ticket, page, 0, PoolList.IN_USE_RANK);
        tracing.record(PageEvent.FILL_USED, index, pageIndex, kept);
        return kept;
    }

    /** As {@link PageTier#refill}. */
    boolean refill(PageIndex index, int pageIndex, long ticket, ByteBuffer page, int rawBytes, int rank) {
        boolean kept = writer.refill(index, pageIndex, ticket, page, rawBytes, rank);
        tracing.record(PageEvent.FILL, index, pageIndex, kept);
        return kept;
    }

    /** As {@link PageTier#forget}. */
    void forget(PageIndex index, int pageIndex) {
        tracing.record(PageEvent.WRITE, index, pageIndex, false);
        entries.forget(index, pageIndex);
    }

    /** As {@link PageTier#beginWrite}. */
    long begin(PageIndex index, int pageIndex) {
        tracing.record(PageEvent.WRITE, index, pageIndex, false);
        return entries.beginWrite(index, pageIndex);
    }

    /** As {@link PageTier#endWrite}. */
    void end(PageIndex index, int pageIndex, long ticket, ByteBuffer page, int rawBytes) {
        boolean ended = false;
        try {
            ended = page != null && writer.endWrite(index, pageIndex, ticket, page, rawBytes);
        }
        finally {
            if (!ended)
                entries.cancelWrite(index, pageIndex);
            tracing.record(PageEvent.WRITTEN, index, pageIndex, ended);
        }
    }

    /** As {@link PageTier#keepDirty}. */
    boolean keepDirty(PageIndex index, int pageIndex, int clears, ByteBuffer page, int rawBytes) {
        boolean kept = writer.keepDirty(index, pageIndex, clears, page, rawBytes, dirtyShare() < 1);
        tracing.record(PageEvent.DIRTY, index, pageIndex, kept);
        return kept;
    }

    /** As {@link PageTier#dirtyShare}. */
    double dirtyShare() {
        return counters.dirtyCostBytes.sum() / (pinnedRoom.leftBytes() * configuration.dirtyShare);
    }

    /** As {@link PageTier#cleaned}. */
    boolean cleaned(PageIndex index, int pageIndex, DirtyPage version, boolean keep) {
        if (version.index != index)
            return false;
        DirtyEntries.Cleaned cleaned = entries.dirty().cleaned(index, pageIndex, version.kind, version.word, keep);
        if (cleaned == DirtyEntries.Cleaned.CHANGED)
            return false;
        if (cleaned == DirtyEntries.Cleaned.DROPPED)
            tracing.record(PageEvent.WRITE, index, pageIndex, false);
        counters.writeBacks.increment();
        return true;
    }

    /** As {@link PageTier#canRebuild}. */
    boolean canRebuild(PageIndex index, int pageIndex) {
        return configuration.checksum && entries.dirty().hasWholeEntry(index, pageIndex);
    }

    /** As {@link PageTier#rebuild}. */
    boolean rebuild(PageIndex index, int pageIndex, ByteBuffer page) {
        boolean rebuilt = configuration.checksum && writer.rebuild(index, pageIndex, page);
        if (rebuilt)
            counters.rebuilt.increment();
        return rebuilt;
    }

    /** As {@link PageTier#keepPinned}. */
    boolean keepPinned(PageIndex index, int pageIndex, int clears, ByteBuffer page) {
        assert index.isPinned() : index.name();
        boolean kept = writer.keepPinned(index, pageIndex, clears, page);
        tracing.record(PageEvent.DIRTY, index, pageIndex, kept);
        return kept;
    }

    /** The configuration has another codec. Whoever is writing with the old writer may finish; what it lends is closed when it comes back. */
    void codecChanged() {
        PageWriter before = writer;
        writer = new PageWriter(parts);
        before.close();
    }

    @Override public void close() {
        writer.close();
    }
}
