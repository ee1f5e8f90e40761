package io.ignitezs.tier;

import io.ignitezs.codec.PageEncoder;
import io.ignitezs.codec.PageKind;
import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.pool.Handle;
import io.ignitezs.pool.ZsPool;

/**
 * What happens to page entries, each step exact under its stripe:
 * <pre>
 *             ticket, fill                        beginWrite                      endWrite
 *   EMPTY ------------------> live      any -----------------> WRITING  -----------------------> live or EMPTY
 * </pre>
 * An entry that comes to EMPTY or WRITING gets a new stamp. A {@link Ticket} is that stamp, so what was read before a write, an
 * eviction or a truncation cannot be filled in after it, and a write that was overtaken by another one ends EMPTY. A WRITING entry
 * gives no tickets: what is in the file at that moment may be old or new. Objects are freed after the stripe is unlocked.
 * A live entry may be dirty (keepDirty makes it so, cleaned ends it): then the file has an older page or none, and only beginWrite, a newer
 * keepDirty and a clear make it forget the page.
 * <p>
 * A page whose chunk does not exist is EMPTY too; its ticket is the stamp that the next change of its stripe will make, so it holds
 * as long as nothing under that stripe changes. Merely asking for a page takes no memory.
 * <p>
 * This is how pages come, are written and are taken; {@link EntryReads} looks at entries without a lock, {@link DirtyEntries} has those that the
 * file does not, {@link EntrySweep} takes away what nobody has asked for, {@link DamagedEntries} what is damaged, and {@link EntryState} is what
 * all of them do to an entry, and what is counted.
 */
final class Entries implements AutoCloseable {
    private static final int STRIPES = 1 << 12;
    private static final int MIN_STRIPES = 64;
    private static final long LIMIT_PER_STRIPE = 64 << 10;

    private final EvictionOrder order;
    private final Stripes stripes;
    private final EntryChunks chunks;
    private final EntryState state;
    private final EntryReads reads;
    private final DirtyEntries dirty;
    private final DamagedEntries damaged;
    private final EntrySweep sweep;

    private Entries(ZsPool pool, TierCounters counters, EvictionOrder order, Stripes stripes, EntryChunks chunks) {
        this.order = order;
        this.stripes = stripes;
        this.chunks = chunks;
        state = new EntryState(pool, counters, order, chunks);
        reads = new EntryReads(stripes, chunks, order);
        dirty = new DirtyEntries(state, stripes, chunks);
        damaged = new DamagedEntries(state, counters, stripes, chunks);
        sweep = new EntrySweep(state, damaged, order, stripes, chunks);
    }

    /** @return null if the budget has not even room for the stripes */
    static Entries open(MemoryBudget budget, ZsPool pool, TierCounters counters, EvictionOrder order) {
        long count = Long.highestOneBit(Math.max(MIN_STRIPES, Math.min(STRIPES, budget.limitBytes() / LIMIT_PER_STRIPE)));
        Stripes stripes = Stripes.open(budget, (int)count);
        if (stripes == null)
            return null;
        return new Entries(pool, counters, order, stripes, new EntryChunks(budget));
    }

    /**
     * The data region drops a page that its file or this tier has.
     * @return a ticket for {@link #fill}, or {@link Ticket#NO_TICKET} if the page is here; a dirty one is then kept when it gets clean
     */
    long leftRegion(PageIndex index, int pageIndex) {
        long ticket = reads.ticket(index, pageIndex);
        return ticket != Ticket.NO_TICKET || index.dirtyPages() == 0 ? ticket : markLeft(index, pageIndex);
    }

    /** @return a ticket if the page was dropped meanwhile */
    private long markLeft(PageIndex index, int pageIndex) {
        int cell = pageIndex >>> EntryChunks.SHIFT;
        long stripe = stripes.of(index.number(), cell);
        Stripes.lock(stripe);
        try {
            int chunk = index.chunk(cell);
            if (chunk != 0 && EntryState.isDirty(chunks.entry(chunk, EntryChunks.place(pageIndex))))
                Entry.setLeftRegion(chunks.entry(chunk, EntryChunks.place(pageIndex)), true);
        }
        finally {
            Stripes.unlock(stripe);
        }
        return reads.ticket(index, pageIndex);
    }

    /**
     * The data region has a page that was found here: a clean one is dropped, a dirty one is dropped when it gets clean.
     * Nothing changes if it is not that version any more.
     * @param keepsClean whether a clean page stays
     */
    void enteredRegion(PageIndex index, int pageIndex, int kind, long word, boolean keepsClean) {
        if (keepsClean && index.dirtyPages() == 0)
            return;
        int cell = pageIndex >>> EntryChunks.SHIFT;
        long stripe = stripes.of(index.number(), cell);
        long object = 0;
        long stamp = Stripes.lock(stripe);
        try {
            int chunk = index.chunk(cell);
            long entry = chunk == 0 ? 0 : chunks.entry(chunk, EntryChunks.place(pageIndex));
            if (chunk == 0 || Entry.kind(entry) != kind || Entry.word(entry) != word || !Entry.isWhole(entry))
                return;
            if (EntryState.isDirty(entry))
                Entry.setLeftRegion(entry, false);
            else if (!keepsClean && !state.mayBeDirty(index, chunk, entry))
                object = state.clear(index, chunk, EntryChunks.place(pageIndex), PageKind.EMPTY, stamp, Ending.TAKEN);
        }
        finally {
            Stripes.unlock(stripe);
            state.freeObject(object);
        }
    }

    /**
     * Makes all tickets of a page that is not here worthless.
     * @return false if it is here, or its entry is damaged; then nothing changes
     */
    boolean renew(PageIndex index, int pageIndex) {
        int cell = pageIndex >>> EntryChunks.SHIFT;
        long stripe = stripes.of(index.number(), cell);
        long stamp = Stripes.lock(stripe);
        try {
            int chunk = index.chunk(cell);
            if (chunk == 0)
                return true; // Unlocking takes the stripe past the stamp in any ticket.
            int kind = Entry.kind(chunks.entry(chunk, EntryChunks.place(pageIndex)));
            if (!Entry.isWhole(chunks.entry(chunk, EntryChunks.place(pageIndex))))
                return false;
            if (kind == PageKind.EMPTY)
                state.clear(index, chunk, EntryChunks.place(pageIndex), PageKind.EMPTY, stamp, Ending.TAKEN);
            return !Entry.isLive(kind);
        }
        finally {
            Stripes.unlock(stripe);
        }
    }

    /** Forgets a page, dirty or not, and makes all its tickets worthless; takes no memory. */
    void forget(PageIndex index, int pageIndex) {
        int cell = pageIndex >>> EntryChunks.SHIFT;
        long stripe = stripes.of(index.number(), cell);
        long object = 0;
        long stamp = Stripes.lock(stripe);
        try {
            int chunk = index.chunk(cell);
            if (chunk != 0)
                object = state.clear(index, chunk, EntryChunks.place(pageIndex), PageKind.EMPTY, stamp, Ending.WRITTEN);
        }
        finally {
            Stripes.unlock(stripe);
            state.freeObject(object);
        }
    }

    /** Makes the entry for a page that is about to be filled, if there is none. @return the ticket, {@link Ticket#NO_TICKET} or {@link Ticket#NO_ROOM} */
    long admit(PageIndex index, int pageIndex, long ticket) {
        int cell = pageIndex >>> EntryChunks.SHIFT;
        if (index.chunk(cell) != 0)
            return ticket;
        long stripe = stripes.of(index.number(), cell);
        long stamp = Stripes.lock(stripe);
        try {
            if (index.chunk(cell) != 0)
                return ticket;
            if (ticket != Ticket.of(index.clears(), stamp))
                return Ticket.NO_TICKET;
            return state.attach(index, cell, stamp) == 0 ? Ticket.NO_ROOM : ticket;
        }
        finally {
            Stripes.unlock(stripe);
        }
    }

    /** Makes the entry for a page that is about to be kept dirty. @return its number, 0 if there is no room or the index was cleared */
    int attachFor(PageIndex index, int pageIndex, int clears) {
        int cell = pageIndex >>> EntryChunks.SHIFT;
        long stripe = stripes.of(index.number(), cell);
        long stamp = Stripes.lock(stripe);
        try {
            int chunk = index.clears() == clears ? state.attach(index, cell, stamp) : 0;
            return chunk == 0 ? 0 : EntryChunks.entryNumber(chunk, EntryChunks.place(pageIndex));
        }
        finally {
            Stripes.unlock(stripe);
        }
    }

    /** Forgets the page. @return a ticket for {@link #endWrite}, {@link Ticket#NO_TICKET} or {@link Ticket#NO_ROOM} */
    long beginWrite(PageIndex index, int pageIndex) {
        int cell = pageIndex >>> EntryChunks.SHIFT;
        long stripe = stripes.of(index.number(), cell);
        long object = 0;
        int clears = index.clears();
        long stamp = Stripes.lock(stripe);
        try {
            int chunk = state.attach(index, cell, stamp);
            if (chunk == 0)
                return Ticket.NO_ROOM;
            object = state.clear(index, chunk, EntryChunks.place(pageIndex), Entry.WRITING, stamp, Ending.WRITTEN);
            return Ticket.of(clears, stamp);
        }
        finally {
            Stripes.unlock(stripe);
            state.freeObject(object);
        }
    }

    /**
     * @param number  of the entry the object was stored for
     * @param encoded what was stored
     * @param handle  of the object, {@link Handle#NONE} for a same-filled page
     * @return false if the page was overtaken: then it is forgotten, and the object is still the caller's
     */
    boolean endWrite(PageIndex index, int pageIndex, long ticket, int number, PageEncoder encoded, long handle, boolean isIndexPage) {
        int cell = pageIndex >>> EntryChunks.SHIFT;
        long stripe = stripes.of(index.number(), cell);
        long object = 0;
        long stamp = Stripes.lock(stripe);
        try {
            int chunk = index.chunk(cell);
            if (chunk == 0)
                return false;
            boolean mine = encoded != null && state.isAt(index, chunk, pageIndex, number, Entry.WRITING, ticket);
            object = state.clear(index, chunk, EntryChunks.place(pageIndex), PageKind.EMPTY, stamp, Ending.WRITTEN);
            if (mine)
                state.set(index, pageIndex, chunk, encoded, handle, isIndexPage);
            return mine;
        }
        finally {
            Stripes.unlock(stripe);
            state.freeObject(object);
        }
    }

    /** Ends a write whose page is not kept. */
    void cancelWrite(PageIndex index, int pageIndex) {
        endWrite(index, pageIndex, Ticket.NO_TICKET, 0, null, Handle.NONE, false);
    }

    /** @return false if the page was overtaken; then nothing changes, and the object is still the caller's */
    boolean fill(PageIndex index, int pageIndex, long ticket, int number, PageEncoder encoded, long handle, boolean isIndexPage) {
        int cell = pageIndex >>> EntryChunks.SHIFT;
        long stripe = stripes.of(index.number(), cell);
        Stripes.lock(stripe);
        try {
            int chunk = index.chunk(cell);
            boolean mine = state.isAt(index, chunk, pageIndex, number, PageKind.EMPTY, ticket);
            if (mine)
                state.set(index, pageIndex, chunk, encoded, handle, isIndexPage);
            return mine;
        }
        finally {
            Stripes.unlock(stripe);
        }
    }

    /** Lets a page that is about to be filled arrive with a rank, if it is not there already, or known as a better one. */
    void arrivesWithRank(PageIndex index, int pageIndex, int rank) {
        int cell = pageIndex >>> EntryChunks.SHIFT;
        long stripe = stripes.of(index.number(), cell);
        Stripes.lock(stripe);
        try {
            int chunk = index.chunk(cell);
            long entry = chunk == 0 ? 0 : chunks.entry(chunk, EntryChunks.place(pageIndex));
            if (chunk != 0 && Entry.kind(entry) == PageKind.EMPTY)
                Entry.setState(entry, order.leftWithRankAtLeast(Entry.state(entry), rank));
        }
        finally {
            Stripes.unlock(stripe);
        }
    }

    EntryReads reads() {
        return reads;
    }

    DirtyEntries dirty() {
        return dirty;
    }

    DamagedEntries damaged() {
        return damaged;
    }

    EntrySweep sweep() {
        return sweep;
    }

    Stripes stripes() {
        return stripes;
    }

    EntryChunks chunks() {
        return chunks;
    }

    /** Bytes charged. */
    long bytes() {
        return stripes.bytes() + chunks.bytes();
    }

    @Override public void close() {
        chunks.close();
        stripes.close();
    }
}
