package io.ignitezs.tier;

import io.ignitezs.codec.ContextPool;
import io.ignitezs.codec.PageEncoder;
import io.ignitezs.codec.PageKind;
import io.ignitezs.pool.Handle;
import io.ignitezs.pool.ZsPool;
import java.nio.ByteBuffer;

/**
 * Takes pages in: asks {@link Admission}, encodes, stores the object, and gives the entry to it, each in the way that fits where the page comes
 * from. Nothing is left of a page that is refused or overtaken on the way.
 */
final class PageWriter implements AutoCloseable {
    /** Each raises the limit by a step, or waits for memory of the operating system, which by then has been refused for a minute. */
    private static final int MAX_PINNED_TRIES = 160;

    /** Each makes room; a page that is rebuilt has nowhere else to go. */
    private static final int REBUILD_TRIES = 3;

    /** The page comes as any other. */
    private static final int NO_RANK = -1;

    private final TierConfiguration configuration;
    private final Entries entries;
    private final ZsPool pool;
    private final Admission admission;
    private final Evictor evictor;
    private final PinnedRoom pinnedRoom;
    private final PausePoints pauses;
    private final Timings timings;
    private final ContextPool<MeasuredEncoder> encoders;

    PageWriter(TierParts parts) {
        configuration = parts.configuration;
        entries = parts.entries;
        pool = parts.pool;
        admission = parts.admission;
        evictor = parts.evictor;
        pinnedRoom = parts.pinnedRoom;
        timings = parts.timings;
        pauses = parts.pauses;
        encoders = new ContextPool<>(this::newEncoder);
    }

    /** As {@link PageTier#fill}. */
    boolean fill(PageIndex index, int pageIndex, long ticket, ByteBuffer page, int rawBytes) {
        return isTicket(index, ticket) && storeRead(index, pageIndex, ticket, page, rawBytes, NO_RANK);
    }

    /** As {@link PageTier#refill}. */
    boolean refill(PageIndex index, int pageIndex, long ticket, ByteBuffer page, int rawBytes, int rank) {
        return isTicket(index, ticket) && storeRead(index, pageIndex, ticket, page, rawBytes, rank);
    }

    /** As {@link PageTier#endWrite}, of a page that is to be kept. @return whether it is in the tier now; if not, the write has yet to be ended */
    boolean endWrite(PageIndex index, int pageIndex, long ticket, ByteBuffer page, int rawBytes) {
        boolean isIndexPage = admission.isIndexPage(page);
        return isTicket(index, ticket) && admission.admits(index.group(), isIndexPage)
            && store(index, pageIndex, ticket, page, rawBytes, isIndexPage, true);
    }

    /** As {@link PageTier#keepDirty}. @param hasShare whether more may be dirty */
    boolean keepDirty(PageIndex index, int pageIndex, int clears, ByteBuffer page, int rawBytes, boolean hasShare) {
        boolean isIndexPage = admission.isIndexPage(page);
        if (!admission.admits(index.group(), isIndexPage))
            return false;
        int number = hasShare ? entries.attachFor(index, pageIndex, clears) : 0;
        return number == 0 ? admission.refuse(index.group(), Refusal.DIRTY)
            : storeDirty(index, pageIndex, clears, number, page, rawBytes, isIndexPage);
    }

    /** As {@link PageTier#keepPinned}. */
    boolean keepPinned(PageIndex index, int pageIndex, int clears, ByteBuffer page) {
        MeasuredEncoder measured = encoders.take();
        try {
            return storePinned(index, pageIndex, clears, measured.encode(page, 0), admission.isIndexPage(page));
        }
        finally {
            give(measured);
        }
    }

    /** As {@link PageTier#rebuild}. */
    boolean rebuild(PageIndex index, int pageIndex, ByteBuffer page) {
        MeasuredEncoder measured = encoders.take();
        try {
            return publishRebuilt(index, pageIndex, measured.encode(page, 0));
        }
        finally {
            give(measured);
        }
    }

    @Override public void close() {
        encoders.close();
    }

    private boolean storePinned(PageIndex index, int pageIndex, int clears, PageEncoder encoded, boolean isIndexPage) {
        for (int tries = 0; index.clears() == clears; tries++) {
            if (publishPinned(index, pageIndex, clears, encoded, isIndexPage)) {
                evictor.offered(index.group());
                return admission.stored(index.group());
            }
            if (tries > MAX_PINNED_TRIES)
                throw new IllegalStateException("No memory for a page that has no file [file=" + index.name() + ", pageIndex=" + pageIndex + ']');
            pinnedRoom.make(tries);
        }
        return admission.refuse(index.group(), Refusal.STALE);
    }

    /** @return false if there is no room, or the index was cleared */
    private boolean publishPinned(PageIndex index, int pageIndex, int clears, PageEncoder encoded, boolean isIndexPage) {
        int number = entries.attachFor(index, pageIndex, clears);
        boolean hasObject = encoded.kind() != PageKind.SAME_FILLED;
        long handle = number == 0 ? Handle.NONE : storeObject(encoded, number);
        boolean kept = false;
        try {
            kept = number != 0 && (!hasObject || handle != Handle.NONE)
                && entries.dirty().keepDirty(index, pageIndex, clears, number, encoded, handle, isIndexPage);
            return kept;
        }
        finally {
            if (!kept && handle != Handle.NONE)
                pool.free(handle);
        }
    }

    private boolean publishRebuilt(PageIndex index, int pageIndex, PageEncoder encoded) {
        int number = entries.reads().number(index, pageIndex);
        long handle = number == 0 ? Handle.NONE : storeSurely(encoded, number);
        boolean rebuilt = false;
        try {
            rebuilt = handle != Handle.NONE && entries.dirty().rebuild(index, pageIndex, number, encoded, handle);
            return rebuilt;
        }
        finally {
            if (!rebuilt && handle != Handle.NONE)
                pool.free(handle);
        }
    }

    /** @return {@link Handle#NONE} if it needs none, or clean pages that made room for it were not enough */
    private long storeSurely(PageEncoder encoded, int number) {
        long handle = storeObject(encoded, number);
        for (int tries = 0; handle == Handle.NONE && tries < REBUILD_TRIES && encoded.kind() != PageKind.SAME_FILLED; tries++) {
            evictor.makeRoomNow();
            handle = storeObject(encoded, number);
        }
        return handle;
    }

    private boolean storeDirty(PageIndex index, int pageIndex, int clears, int number, ByteBuffer page, int rawBytes, boolean isIndexPage) {
        boolean decided = false;
        MeasuredEncoder measured = null;
        try {
            measured = encoders.take();
            PageEncoder encoder = measured.encode(page, rawBytes);
            boolean kept = admission.reserve(index.group(), encoder) && publishDirty(index, pageIndex, clears, number, encoder, isIndexPage);
            decided = true;
            return kept;
        }
        finally {
            endStore(index, measured, decided);
        }
    }

    /** What was reserved is released unless the page is kept. */
    private boolean publishDirty(PageIndex index, int pageIndex, int clears, int number, PageEncoder encoded, boolean isIndexPage) {
        boolean hasObject = encoded.kind() != PageKind.SAME_FILLED;
        long handle = Handle.NONE;
        boolean kept = false;
        try {
            handle = storeObject(encoded, number);
            pauses.at(PausePoints.Place.OBJECT_STORED);
            if (hasObject && handle == Handle.NONE)
                evictor.foundFull();
            else
                kept = entries.dirty().keepDirty(index, pageIndex, clears, number, encoded, handle, isIndexPage);
        }
        finally {
            if (!kept)
                undo(index, encoded, handle);
        }
        return kept ? admission.stored(index.group()) : admission.refuse(index.group(), Refusal.DIRTY);
    }

    /** @return {@link Handle#NONE} if it needs none, or there is no room */
    private long storeObject(PageEncoder encoded, int number) {
        return encoded.kind() == PageKind.SAME_FILLED ? Handle.NONE : pool.store(encoded.address(), encoded.storedBytes(), number);
    }

    /** A page was not kept. */
    private void undo(PageIndex index, PageEncoder encoded, long handle) {
        if (handle != Handle.NONE)
            pool.free(handle);
        admission.release(index.group(), encoded);
    }

    /** @param decided whether the page was counted as stored or refused */
    private void endStore(PageIndex index, MeasuredEncoder measured, boolean decided) {
        if (measured != null)
            give(measured);
        evictor.offered(index.group());
        if (!decided)
            admission.refuse(index.group(), Refusal.FAILED);
    }

    private void give(MeasuredEncoder measured) {
        measured.ended();
        encoders.give(measured);
    }

    /** Counts why, if it is none. */
    private boolean isTicket(PageIndex index, long ticket) {
        if (ticket == Ticket.NO_ROOM)
            return admission.refuseFull(index.group());
        return ticket != Ticket.NO_TICKET || admission.refuse(index.group(), Refusal.STALE);
    }

    private boolean storeRead(PageIndex index, int pageIndex, long ticket, ByteBuffer page, int rawBytes, int rank) {
        boolean isIndexPage = admission.isIndexPage(page);
        if (!admission.admitsRead(index.group(), isIndexPage))
            return false;
        long admitted = entries.admit(index, pageIndex, ticket);
        if (rank != NO_RANK && admitted == ticket)
            entries.arrivesWithRank(index, pageIndex, rank);
        return isTicket(index, admitted) && store(index, pageIndex, admitted, page, rawBytes, isIndexPage, false);
    }

    /** @return whether the page is in the tier now */
    private boolean store(PageIndex index, int pageIndex, long ticket, ByteBuffer page, int rawBytes, boolean isIndexPage, boolean written) {
        boolean decided = false;
        MeasuredEncoder measured = null;
        try {
            measured = encoders.take();
            PageEncoder encoder = measured.encode(page, rawBytes);
            boolean stored = admission.admitsObject(index.group(), encoder) && admission.reserve(index.group(), encoder)
                && publish(index, pageIndex, ticket, encoder, isIndexPage, written);
            decided = true;
            return stored;
        }
        finally {
            endStore(index, measured, decided);
        }
    }

    /** What was reserved is released unless the page is stored. */
    private boolean publish(PageIndex index, int pageIndex, long ticket, PageEncoder encoded, boolean isIndexPage, boolean written) {
        int number = entries.reads().number(index, pageIndex);
        boolean hasObject = encoded.kind() != PageKind.SAME_FILLED;
        long handle = Handle.NONE;
        boolean published = false;
        boolean hasRoom;
        try {
            handle = storeObject(encoded, number);
            pauses.at(PausePoints.Place.OBJECT_STORED);
            hasRoom = !hasObject || handle != Handle.NONE;
            published = hasRoom && (written
                ? entries.endWrite(index, pageIndex, ticket, number, encoded, handle, isIndexPage)
                : entries.fill(index, pageIndex, ticket, number, encoded, handle, isIndexPage));
        }
        finally {
            if (!published)
                undo(index, encoded, handle);
        }
        if (published)
            return admission.stored(index.group());
        return hasRoom ? admission.refuse(index.group(), Refusal.STALE) : admission.refuseFull(index.group());
    }

    private MeasuredEncoder newEncoder() {
        return new MeasuredEncoder(new PageEncoder(configuration.pageBytes, configuration.codec, configuration.shape, configuration.checksum,
            pool::costBytes), timings);
    }
}
