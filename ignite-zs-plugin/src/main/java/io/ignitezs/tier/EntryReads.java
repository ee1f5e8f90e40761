package io.ignitezs.tier;

import io.ignitezs.codec.PageKind;
import io.ignitezs.mem.ZsCorruptionException;

/** Looks at page entries. Takes no lock, so a read touches nothing that others write, except the mark that a page was used. */
final class EntryReads {
    private final Stripes stripes;
    private final EntryChunks chunks;
    private final EvictionOrder order;

    EntryReads(Stripes stripes, EntryChunks chunks, EvictionOrder order) {
        this.stripes = stripes;
        this.chunks = chunks;
        this.order = order;
    }

    /**
     * Copies the entry of a page without taking its lock.
     * @return whether it is live
     * @throws ZsCorruptionException if it is damaged; {@code into} is what was found
     */
    boolean read(PageIndex index, int pageIndex, EntrySnapshot into) {
        int cell = pageIndex >>> EntryChunks.SHIFT;
        long stripe = stripes.of(index.number(), cell);
        while (true) {
            long begun = Stripes.beginRead(stripe);
            int chunk = index.chunk(cell);
            into.kind = PageKind.EMPTY;
            into.whole = true;
            if (chunk != 0)
                copy(chunks.entry(chunk, EntryChunks.place(pageIndex)), into);
            if (Stripes.unchanged(stripe, begun)) {
                into.stripe = stripe;
                into.count = begun;
                if (!into.whole)
                    throw new ZsCorruptionException("The entry of a page is damaged [word=" + Long.toHexString(into.word) + ']');
                return Entry.isLive(into.kind);
            }
        }
    }

    /** @return a ticket for {@link Entries#fill}, or {@link Ticket#NO_TICKET} if there is no need */
    long ticket(PageIndex index, int pageIndex) {
        int cell = pageIndex >>> EntryChunks.SHIFT;
        long stripe = stripes.of(index.number(), cell);
        while (true) {
            int clears = index.clears();
            long begun = Stripes.beginRead(stripe);
            int chunk = index.chunk(cell);
            long entry = chunk == 0 ? 0 : chunks.entry(chunk, EntryChunks.place(pageIndex));
            int kind = chunk == 0 ? PageKind.EMPTY : Entry.kind(entry);
            long stamp = chunk == 0 ? begun + 1 : Entry.word(entry);
            boolean isOpen = kind == PageKind.EMPTY && (chunk == 0 || Entry.isWhole(entry));
            if (Stripes.unchanged(stripe, begun))
                return isOpen ? Ticket.of(clears, stamp) : Ticket.NO_TICKET;
        }
    }

    /** Whether a page may be dirty. */
    boolean isDirty(PageIndex index, int pageIndex) {
        int chunk = index.chunk(pageIndex >>> EntryChunks.SHIFT);
        return chunk != 0 && chunks.dirty(chunk) != 0 && Entry.mayBeDirty(chunks.entry(chunk, EntryChunks.place(pageIndex)));
    }

    /** @return the first page from {@code pageIndex} on that may be dirty, -1 if there is none */
    int nextDirty(PageIndex index, int pageIndex) {
        for (int cell = pageIndex >>> EntryChunks.SHIFT, place = EntryChunks.place(pageIndex); cell < index.cells(); cell++, place = 0) {
            int chunk = index.chunk(cell);
            if (chunk == 0 || chunks.dirty(chunk) == 0)
                continue;
            for (; place < EntryChunks.ENTRIES; place++)
                if (Entry.mayBeDirty(chunks.entry(chunk, place)))
                    return cell << EntryChunks.SHIFT | place;
        }
        return -1;
    }

    /** @return the first page from {@code pageIndex} on that is here, -1 if there is none. It may be gone in a moment */
    int nextLive(PageIndex index, int pageIndex) {
        for (int cell = pageIndex >>> EntryChunks.SHIFT, place = EntryChunks.place(pageIndex); cell < index.cells(); cell++, place = 0)
            for (int chunk = index.chunk(cell); chunk != 0 && place < EntryChunks.ENTRIES; place++)
                if (Entry.isLive(Entry.kind(chunks.entry(chunk, place))))
                    return cell << EntryChunks.SHIFT | place;
        return -1;
    }

    /** How valuable a page is, as its order says; {@link PoolList#RANKS} if it is not here. Takes no lock: what it reads may change meanwhile. */
    int rank(PageIndex index, int pageIndex) {
        int chunk = index.chunk(pageIndex >>> EntryChunks.SHIFT);
        long entry = chunk == 0 ? 0 : chunks.entry(chunk, EntryChunks.place(pageIndex));
        return chunk == 0 || !Entry.isLive(Entry.kind(entry)) ? PoolList.RANKS : order.rank(Entry.state(entry));
    }

    /** The number of a page's entry, the owner of its object; 0 if it has no chunk. May be outdated at once. */
    int number(PageIndex index, int pageIndex) {
        int chunk = index.chunk(pageIndex >>> EntryChunks.SHIFT);
        return chunk == 0 ? 0 : EntryChunks.entryNumber(chunk, EntryChunks.place(pageIndex));
    }

    /** The page was read. @param entry where it was then */
    void used(long entry) {
        int state = Entry.state(entry);
        int used = order.used(state);
        if (used != state)
            Entry.setState(entry, used);
    }

    private static void copy(long entry, EntrySnapshot into) {
        into.address = entry;
        into.kind = Entry.kind(entry);
        into.word = Entry.word(entry);
        into.length = Entry.length(entry);
        into.checksum = Entry.checksum(entry);
        into.whole = Entry.isWhole(entry);
    }
}
