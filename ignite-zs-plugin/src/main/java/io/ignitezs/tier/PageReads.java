package io.ignitezs.tier;

import io.ignitezs.codec.ContextPool;
import io.ignitezs.codec.PageDecoder;
import io.ignitezs.codec.PageKind;
import io.ignitezs.mem.ZsCorruptionException;
import java.nio.ByteBuffer;

/** The reading side of a tier: lends readers to threads, counts what they find, and drops what turns out to be damaged. */
final class PageReads implements AutoCloseable {
    private final TierConfiguration configuration;
    private final TierCounters counters;
    private final Tracing tracing;
    private final Entries entries;
    private final Evictor evictor;
    private final LongStays stays;
    private final PausePoints pauses;
    private final ContextPool<PageReader> readers;

    PageReads(TierParts parts) {
        configuration = parts.configuration;
        counters = parts.counters;
        tracing = parts.tracing;
        entries = parts.entries;
        evictor = parts.evictor;
        stays = parts.stays;
        pauses = parts.pauses;
        readers = new ContextPool<>(() -> newReader(parts));
    }

    private static PageReader newReader(TierParts parts) {
        TierConfiguration configuration = parts.configuration;
        PageDecoder decoder = new PageDecoder(configuration.pageBytes, configuration.shape, parts.readableCodecs);
        return new PageReader(parts.entries.reads(), parts.pool, decoder, configuration.checksum, parts.counters, parts.timings,
            new Sampler(configuration.measuresReads));
    }

    /** As {@link PageTier#read}. */
    boolean read(PageIndex index, int pageIndex, ByteBuffer page) {
        PageReader reader = readers.take();
        int kind = PageKind.EMPTY;
        try {
            if (readUndamaged(reader, index, pageIndex, page, false))
                kind = reader.entry().kind;
        }
        finally {
            readers.give(reader);
        }
        return counted(PageEvent.READ, index, pageIndex, kind);
    }

    /** As {@link PageTier#take}. */
    boolean take(PageIndex index, int pageIndex, ByteBuffer page) {
        PageReader reader = readers.take();
        try {
            boolean keeps = keepsTaken(index.group());
            boolean hit = takeWith(reader, index, pageIndex, page, keeps);
            if (!hit)
                beganStay(index, pageIndex);
            boolean isKept = hit && (keeps || reader.entry().isDirty());
            return counted(isKept ? PageEvent.READ : PageEvent.TAKE, index, pageIndex, hit ? reader.entry().kind : PageKind.EMPTY);
        }
        finally {
            readers.give(reader);
        }
    }

    /** As {@link PageTier#created}; also of a page that is read from its file. */
    void beganStay(PageIndex index, int pageIndex) {
        if (stays != null)
            stays.began(index.number(), pageIndex);
    }

    /** As {@link PageTier#readDirty}. */
    boolean readDirty(PageIndex index, int pageIndex, ByteBuffer page, DirtyPage version) {
        PageReader reader = readers.take();
        try {
            boolean dirty = readUndamaged(reader, index, pageIndex, page, true);
            version.index = index;
            version.kind = reader.entry().kind;
            version.word = reader.entry().word;
            return dirty;
        }
        finally {
            readers.give(reader);
        }
    }

    /** As {@link PageTier#peek}. */
    boolean peek(PageIndex index, int pageIndex, ByteBuffer page, PageVersion version) {
        PageReader reader = readers.take();
        try {
            boolean here = reader.peek(index, pageIndex, page);
            version.index = index;
            version.pageIndex = pageIndex;
            version.kind = reader.entry().kind;
            version.word = reader.entry().word;
            version.length = reader.entry().length;
            return here;
        }
        finally {
            readers.give(reader);
        }
    }

    /** As {@link PageTier#isStill}. */
    boolean isStill(PageVersion version) {
        PageReader reader = readers.take();
        try {
            return reader.isStill(version);
        }
        finally {
            readers.give(reader);
        }
    }

    @Override public void close() {
        readers.close();
    }

    /** A damaged page may have been rebuilt or written by now; then there is another look. @param onlyDirty as {@link PageReader#readDirty} */
    private boolean readUndamaged(PageReader reader, PageIndex index, int pageIndex, ByteBuffer page, boolean onlyDirty) {
        while (true) {
            try {
                return onlyDirty ? reader.readDirty(index, pageIndex, page) : reader.read(index, pageIndex, page);
            }
            catch (ZsCorruptionException e) {
                if (dropDamaged(index, pageIndex, reader, e))
                    return false;
            }
        }
    }

    /** In room that nobody else wants: the page need not be encoded again when the region drops it unchanged. */
    private boolean keepsTaken(PageGroup group) {
        return configuration.keepsTakenPages && evictor.hasSpareRoom() && !group.isAbove(configuration.lowWatermark);
    }

    /** A page may come between the look and the renewal; then there is another look. */
    private boolean takeWith(PageReader reader, PageIndex index, int pageIndex, ByteBuffer page, boolean keeps) {
        while (true) {
            try {
                if (reader.read(index, pageIndex, page)) {
                    pauses.at(PausePoints.Place.TAKE_READ);
                    entries.enteredRegion(index, pageIndex, reader.entry().kind, reader.entry().word, keeps);
                    return true;
                }
            }
            catch (ZsCorruptionException e) {
                dropDamaged(index, pageIndex, reader, e);
            }
            pauses.at(PausePoints.Place.TAKE_MISSED);
            if (entries.renew(index, pageIndex))
                return false;
        }
    }

    /** @param kind of the page that was read, {@link PageKind#EMPTY} if it was not here @return whether it was */
    private boolean counted(PageEvent event, PageIndex index, int pageIndex, int kind) {
        boolean hit = kind != PageKind.EMPTY;
        if (configuration.measuresReads)
            count(index.group(), kind, hit);
        tracing.record(event, index, pageIndex, hit);
        return hit;
    }

    private void count(PageGroup group, int kind, boolean hit) {
        (hit ? counters.hits[kind] : counters.misses).increment();
        (hit ? group.hits : group.misses).increment();
    }

    /** @return false if it is another page by now */
    private boolean dropDamaged(PageIndex index, int pageIndex, PageReader reader, ZsCorruptionException e) {
        EntrySnapshot entry = reader.entry();
        DamagedEntries.Verdict verdict = entries.damaged().dropDamaged(index, pageIndex, entry.kind, entry.word);
        if (verdict == DamagedEntries.Verdict.CHANGED)
            return false;
        counters.damaged(reader.suspect());
        configuration.damaged.run();
        if (verdict == DamagedEntries.Verdict.DIRTY)
            throw lost(index, pageIndex, entry, e);
        configuration.warning.accept("Dropped a damaged page of the cold tier, reading it from its file " + place(index, pageIndex, entry, e));
        return true;
    }

    private static LostPageException lost(PageIndex index, int pageIndex, EntrySnapshot entry, ZsCorruptionException e) {
        return new LostPageException("A page is damaged that only the cold tier has " + place(index, pageIndex, entry, e), e);
    }

    private static String place(PageIndex index, int pageIndex, EntrySnapshot entry, ZsCorruptionException e) {
        return "[file=" + index.name() + ", pageIndex=" + Integer.toUnsignedString(pageIndex) + ", kind=" + entry.kind
            + ", storedBytes=" + entry.storedBytes() + ", reason=" + e.getMessage() + ']';
    }
}
