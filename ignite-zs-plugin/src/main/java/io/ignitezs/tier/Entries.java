package io.ignitezs.tier;

import io.ignitezs.codec.PageEncoder;
import io.ignitezs.codec.PageKind;
import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.mem.ZsCorruptionException;
import io.ignitezs.pool.Handle;
import io.ignitezs.pool.ZsPool;

/**
 * What happens to page entries, each step exact under its stripe:
 * <pre>
 *             ticket, fill                        beginWrite                      endWrite
 *   EMPTY ------------------> live      any -----------------> WRITING  -----------------------> live or EMPTY
 * </pre>
 * An entry that comes to EMPTY or WRITING gets a new stamp. A ticket is that stamp, so what was read before a write, an
 * eviction or a truncation cannot be filled in after it, and a write that was overtaken by another one ends EMPTY. A WRITING entry
 * gives no tickets: what is in the file at that moment may be old or new. Objects are freed after the stripe is unlocked.
 * A live entry may be dirty (keepDirty makes it so, cleaned ends it): then the file has an older page or none, and only beginWrite, a newer
 * keepDirty and a clear make it forget the page.
 * <p>
 * A page whose chunk does not exist is EMPTY too; its ticket is the stamp that the next change of its stripe will make, so it holds
 * as long as nothing under that stripe changes. Merely asking for a page takes no memory.
 * <pre>  ticket: 63 | clears of the index, 16 bits | 48 47 | stamp, 48 bits, odd | 0  </pre>
 */
final class Entries implements AutoCloseable {
    /** Nothing can be stored with this one. */
    static final long NO_TICKET = 0;

    /** Nor with this one: there was no memory for the entry. */
    static final long NO_ROOM = 2;

    private static final int STAMP_BITS = 48;
    private static final long STAMP_MASK = (1L << STAMP_BITS) - 1;
    private static final int CLEARS_MASK = 0xFFFF;
    private static final int STRIPES = 1 << 12;
    private static final int MIN_STRIPES = 64;
    private static final long LIMIT_PER_STRIPE = 64 << 10;

    private final ZsPool pool;
    private final TierCounters counters;
    private final EvictionOrder order;
    private final Stripes stripes;
    private final EntryChunks chunks;

    private Entries(ZsPool pool, TierCounters counters, EvictionOrder order, Stripes stripes, EntryChunks chunks) {
        this.pool = pool;
        this.counters = counters;
        this.order = order;
        this.stripes = stripes;
        this.chunks = chunks;
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
                copy(chunks.entry(chunk, place(pageIndex)), into);
            if (Stripes.unchanged(stripe, begun)) {
                into.stripe = stripe;
                into.count = begun;
                if (!into.whole)
                    throw new ZsCorruptionException("The entry of a page is damaged [word=" + Long.toHexString(into.word) + ']');
                return Entry.isLive(into.kind);
            }
        }
    }

    /** @return a ticket for {@link #fill}, or {@link #NO_TICKET} if there is no need */
    long ticket(PageIndex index, int pageIndex) {
        int cell = pageIndex >>> EntryChunks.SHIFT;
        long stripe = stripes.of(index.number(), cell);
        while (true) {
            int clears = index.clears();
            long begun = Stripes.beginRead(stripe);
            int chunk = index.chunk(cell);
            long entry = chunk == 0 ? 0 : chunks.entry(chunk, place(pageIndex));
            int kind = chunk == 0 ? PageKind.EMPTY : Entry.kind(entry);
            long stamp = chunk == 0 ? begun + 1 : Entry.word(entry);
            boolean isOpen = kind == PageKind.EMPTY && (chunk == 0 || Entry.isWhole(entry));
            if (Stripes.unchanged(stripe, begun))
                return isOpen ? ticket(clears, stamp) : NO_TICKET;
        }
    }

    /**
     * The data region drops a page that its file or this tier has.
     * @return a ticket for {@link #fill}, or {@link #NO_TICKET} if the page is here; a dirty one is then kept when it gets clean
     */
    long leftRegion(PageIndex index, int pageIndex) {
        long ticket = ticket(index, pageIndex);
        return ticket != NO_TICKET || index.dirtyPages() == 0 ? ticket : markLeft(index, pageIndex);
    }

    /** @return a ticket if the page was dropped meanwhile */
    private long markLeft(PageIndex index, int pageIndex) {
        int cell = pageIndex >>> EntryChunks.SHIFT;
        long stripe = stripes.of(index.number(), cell);
        Stripes.lock(stripe);
        try {
            int chunk = index.chunk(cell);
            if (chunk != 0 && isDirty(chunks.entry(chunk, place(pageIndex))))
                Entry.setLeftRegion(chunks.entry(chunk, place(pageIndex)), true);
        }
        finally {
            Stripes.unlock(stripe);
        }
        return ticket(index, pageIndex);
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
            long entry = chunk == 0 ? 0 : chunks.entry(chunk, place(pageIndex));
            if (chunk == 0 || Entry.kind(entry) != kind || Entry.word(entry) != word)
                return;
            if (isDirty(entry))
                Entry.setLeftRegion(entry, false);
            else if (!keepsClean)
                object = clear(index, chunk, place(pageIndex), PageKind.EMPTY, stamp, Ending.TAKEN);
        }
        finally {
            Stripes.unlock(stripe);
            freeObject(object);
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
            int kind = Entry.kind(chunks.entry(chunk, place(pageIndex)));
            if (!Entry.isWhole(chunks.entry(chunk, place(pageIndex))))
                return false;
            if (kind == PageKind.EMPTY)
                clear(index, chunk, place(pageIndex), PageKind.EMPTY, stamp, Ending.TAKEN);
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
                object = clear(index, chunk, place(pageIndex), PageKind.EMPTY, stamp, Ending.WRITTEN);
        }
        finally {
            Stripes.unlock(stripe);
            freeObject(object);
        }
    }

    /** Makes the entry for a page that is about to be filled, if there is none. @return the ticket, {@link #NO_TICKET} or {@link #NO_ROOM} */
    long admit(PageIndex index, int pageIndex, long ticket) {
        int cell = pageIndex >>> EntryChunks.SHIFT;
        if (index.chunk(cell) != 0)
            return ticket;
        long stripe = stripes.of(index.number(), cell);
        long stamp = Stripes.lock(stripe);
        try {
            if (index.chunk(cell) != 0)
                return ticket;
            if (ticket != ticket(index.clears(), stamp))
                return NO_TICKET;
            return attach(index, cell, stamp) == 0 ? NO_ROOM : ticket;
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
            int chunk = index.clears() == clears ? attach(index, cell, stamp) : 0;
            return chunk == 0 ? 0 : EntryChunks.entryNumber(chunk, place(pageIndex));
        }
        finally {
            Stripes.unlock(stripe);
        }
    }

    /**
     * Replaces whatever the entry has by a page that only the tier has.
     * @param number of the entry the object was stored for
     * @return false if the page was overtaken; then nothing changes, and the object is still the caller's
     */
    boolean keepDirty(PageIndex index, int pageIndex, int clears, int number, PageEncoder encoded, long handle, boolean isIndexPage) {
        int cell = pageIndex >>> EntryChunks.SHIFT;
        long stripe = stripes.of(index.number(), cell);
        long object = 0;
        long stamp = Stripes.lock(stripe);
        try {
            int chunk = index.chunk(cell);
            if (chunk == 0 || EntryChunks.entryNumber(chunk, place(pageIndex)) != number || index.clears() != clears)
                return false;
            object = clear(index, chunk, place(pageIndex), PageKind.EMPTY, stamp, Ending.WRITTEN);
            set(index, pageIndex, chunk, encoded, handle, isIndexPage);
            setDirty(index, chunk, place(pageIndex), true);
            return true;
        }
        finally {
            Stripes.unlock(stripe);
            freeObject(object);
        }
    }

    /**
     * The file has a page now that was read here before.
     * @param keep whether the page stays even if the data region has it
     * @return false if it is not that version any more; then nothing changes
     */
    boolean cleaned(PageIndex index, int pageIndex, int kind, long word, boolean keep) {
        int cell = pageIndex >>> EntryChunks.SHIFT;
        long stripe = stripes.of(index.number(), cell);
        long object = 0;
        long stamp = Stripes.lock(stripe);
        try {
            int chunk = index.chunk(cell);
            if (chunk == 0 || !isDirtyAs(chunks.entry(chunk, place(pageIndex)), kind, word))
                return false;
            setDirty(index, chunk, place(pageIndex), false);
            if (!keep && !Entry.hasLeftRegion(chunks.entry(chunk, place(pageIndex))))
                object = clear(index, chunk, place(pageIndex), PageKind.EMPTY, stamp, Ending.CLEANED);
            return true;
        }
        finally {
            Stripes.unlock(stripe);
            freeObject(object);
        }
    }

    /** Whether a page may be dirty. */
    boolean isDirty(PageIndex index, int pageIndex) {
        int chunk = index.chunk(pageIndex >>> EntryChunks.SHIFT);
        return chunk != 0 && chunks.dirty(chunk) != 0 && Entry.mayBeDirty(chunks.entry(chunk, place(pageIndex)));
    }

    /** @return the first page from {@code pageIndex} on that may be dirty, -1 if there is none */
    int nextDirty(PageIndex index, int pageIndex) {
        for (int cell = pageIndex >>> EntryChunks.SHIFT, place = place(pageIndex); cell < index.cells(); cell++, place = 0) {
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
        for (int cell = pageIndex >>> EntryChunks.SHIFT, place = place(pageIndex); cell < index.cells(); cell++, place = 0)
            for (int chunk = index.chunk(cell); chunk != 0 && place < EntryChunks.ENTRIES; place++)
                if (Entry.isLive(Entry.kind(chunks.entry(chunk, place))))
                    return cell << EntryChunks.SHIFT | place;
        return -1;
    }

    /** @return what is wrong with what a chunk says of itself; null if nothing is, or the chunk is not there any more */
    String miscount(PageIndex index, int cell, int chunk) {
        long stripe = stripes.of(index.number(), cell);
        Stripes.lock(stripe);
        try {
            if (index.chunk(cell) != chunk || chunks.countUsed(chunk) == chunks.used(chunk) && chunks.countDirty(chunk) == chunks.dirty(chunk))
                return null;
            return "counts " + chunks.used(chunk) + " entries, " + chunks.dirty(chunk) + " of them dirty, has " + chunks.countUsed(chunk) + " and "
                + chunks.countDirty(chunk);
        }
        finally {
            Stripes.unlock(stripe);
        }
    }

    /** Counts what chunks say of themselves again, when there should be dirty pages and {@link #nextDirty} finds none. @return dirty entries */
    int recount(PageIndex index) {
        int dirty = 0;
        for (int cell = 0; cell < index.cells(); cell++)
            dirty += recount(index, cell);
        return dirty;
    }

    /** Forgets the page. @return a ticket for {@link #endWrite}, {@link #NO_TICKET} or {@link #NO_ROOM} */
    long beginWrite(PageIndex index, int pageIndex) {
        int cell = pageIndex >>> EntryChunks.SHIFT;
        long stripe = stripes.of(index.number(), cell);
        long object = 0;
        int clears = index.clears();
        long stamp = Stripes.lock(stripe);
        try {
            int chunk = attach(index, cell, stamp);
            if (chunk == 0)
                return NO_ROOM;
            object = clear(index, chunk, place(pageIndex), Entry.WRITING, stamp, Ending.WRITTEN);
            return ticket(clears, stamp);
        }
        finally {
            Stripes.unlock(stripe);
            freeObject(object);
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
            boolean mine = encoded != null && isAt(index, chunk, pageIndex, number, Entry.WRITING, ticket);
            object = clear(index, chunk, place(pageIndex), PageKind.EMPTY, stamp, Ending.WRITTEN);
            if (mine)
                set(index, pageIndex, chunk, encoded, handle, isIndexPage);
            return mine;
        }
        finally {
            Stripes.unlock(stripe);
            freeObject(object);
        }
    }

    /** Ends a write whose page is not kept. */
    void cancelWrite(PageIndex index, int pageIndex) {
        endWrite(index, pageIndex, NO_TICKET, 0, null, Handle.NONE, false);
    }

    /** @return false if the page was overtaken; then nothing changes, and the object is still the caller's */
    boolean fill(PageIndex index, int pageIndex, long ticket, int number, PageEncoder encoded, long handle, boolean isIndexPage) {
        int cell = pageIndex >>> EntryChunks.SHIFT;
        long stripe = stripes.of(index.number(), cell);
        Stripes.lock(stripe);
        try {
            int chunk = index.chunk(cell);
            boolean mine = isAt(index, chunk, pageIndex, number, PageKind.EMPTY, ticket);
            if (mine)
                set(index, pageIndex, chunk, encoded, handle, isIndexPage);
            return mine;
        }
        finally {
            Stripes.unlock(stripe);
        }
    }

    /** Lets a page that is about to be filled arrive with a rank, if it is not there already. */
    void arrivesWithRank(PageIndex index, int pageIndex, int rank) {
        int cell = pageIndex >>> EntryChunks.SHIFT;
        long stripe = stripes.of(index.number(), cell);
        Stripes.lock(stripe);
        try {
            int chunk = index.chunk(cell);
            long entry = chunk == 0 ? 0 : chunks.entry(chunk, place(pageIndex));
            if (chunk != 0 && Entry.kind(entry) == PageKind.EMPTY)
                Entry.setState(entry, order.leftWithRank(rank));
        }
        finally {
            Stripes.unlock(stripe);
        }
    }

    /** How valuable a page is, as its order says; {@link PoolList#RANKS} if it is not here. Takes no lock: what it reads may change meanwhile. */
    int rank(PageIndex index, int pageIndex) {
        int chunk = index.chunk(pageIndex >>> EntryChunks.SHIFT);
        long entry = chunk == 0 ? 0 : chunks.entry(chunk, place(pageIndex));
        return chunk == 0 || !Entry.isLive(Entry.kind(entry)) ? PoolList.RANKS : order.rank(Entry.state(entry));
    }

    /** The number of a page's entry, the owner of its object; 0 if it has no chunk. May be outdated at once. */
    int number(PageIndex index, int pageIndex) {
        int chunk = index.chunk(pageIndex >>> EntryChunks.SHIFT);
        return chunk == 0 ? 0 : EntryChunks.entryNumber(chunk, place(pageIndex));
    }

    /**
     * Forgets a page that is damaged, if its entry still says this.
     * @return false if it is dirty, or may be; then nothing changes
     */
    boolean dropDamaged(PageIndex index, int pageIndex, int kind, long word) {
        int cell = pageIndex >>> EntryChunks.SHIFT;
        long stripe = stripes.of(index.number(), cell);
        long object = 0;
        long stamp = Stripes.lock(stripe);
        try {
            int chunk = index.chunk(cell);
            long entry = chunk == 0 ? 0 : chunks.entry(chunk, place(pageIndex));
            if (chunk == 0 || Entry.kind(entry) != kind || Entry.word(entry) != word)
                return true;
            if (isReallyDirty(index, chunk, entry))
                return false;
            object = clear(index, chunk, place(pageIndex), PageKind.EMPTY, stamp, Ending.DAMAGED);
            return true;
        }
        finally {
            Stripes.unlock(stripe);
            freeObject(object);
        }
    }

    /** Drops all pages of an index and gives its chunks back. @param close whether it gets no more */
    void clear(PageIndex index, boolean close) {
        int cells = index.beginClear(close);
        for (int cell = 0; cell < cells; cell++)
            detach(index, cell);
    }

    /** The page was read. @param entry where it was then */
    void used(long entry) {
        int state = Entry.state(entry);
        int used = order.used(state);
        if (used != state)
            Entry.setState(entry, used);
    }

    /** A hand comes by. @param byOrder whether it is that of the order @return false if it was not live, is dirty, may stay, or is not this index's any more */
    boolean evict(PageIndex index, int cell, int chunk, int place, boolean byOrder) {
        long entry = chunks.entry(chunk, place);
        int kind = Entry.kind(entry);
        if (!Entry.isWhole(entry))
            clearIfDamaged(index, cell, chunk, entry);
        if (!Entry.isLive(kind) || Entry.mayBeDirty(entry))
            return false;
        long word = Entry.word(entry);
        int before = Entry.state(entry);
        int state = order.passed(before, byOrder);
        if (state == EvictionOrder.EVICT)
            return drop(index, cell, chunk, place, kind, word);
        if (state != before)
            Entry.setState(entry, state);
        return false;
    }

    /** Gives a chunk back in which nothing is live. */
    void detachUnused(PageIndex index, int cell, int chunk) {
        long stripe = stripes.of(index.number(), cell);
        Stripes.lock(stripe);
        try {
            if (index.chunk(cell) != chunk || chunks.countUsed(chunk) != 0)
                return;
            index.detach(cell);
        }
        finally {
            Stripes.unlock(stripe);
        }
        chunks.release(chunk);
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

    private boolean drop(PageIndex index, int cell, int chunk, int place, int kind, long word) {
        long stripe = stripes.of(index.number(), cell);
        long object = 0;
        long stamp = Stripes.lock(stripe);
        try {
            if (chunk == 0 || index.chunk(cell) != chunk)
                return false;
            long entry = chunks.entry(chunk, place);
            if (Entry.kind(entry) != kind || Entry.word(entry) != word || Entry.mayBeDirty(entry))
                return false;
            object = clear(index, chunk, place, PageKind.EMPTY, stamp, Ending.EVICTED);
            return true;
        }
        finally {
            Stripes.unlock(stripe);
            freeObject(object);
        }
    }

    /** Detaches first: then nobody finds the chunk, and its objects can be freed at leisure. */
    private void detach(PageIndex index, int cell) {
        int chunk = detachChunk(index, cell);
        if (chunk == 0)
            return;
        for (int place = 0; place < EntryChunks.ENTRIES; place++)
            freeObject(clear(index, chunk, place, PageKind.EMPTY, 1, Ending.CLEARED));
        chunks.release(chunk);
    }

    private int detachChunk(PageIndex index, int cell) {
        long stripe = stripes.of(index.number(), cell);
        Stripes.lock(stripe);
        try {
            int chunk = index.chunkToDetach(cell);
            if (chunk != 0)
                index.detach(cell);
            return chunk;
        }
        finally {
            Stripes.unlock(stripe);
        }
    }

    /** The chunk of a cell, made if there is none. Under the stripe. @return 0 if there is no room or the index was cleared or closed just now */
    private int attach(PageIndex index, int cell, long stamp) {
        int chunk = index.chunk(cell);
        if (chunk != 0)
            return chunk;
        int clears = index.clears();
        chunk = chunks.allocate(index.number(), cell, stamp);
        boolean attached = false;
        try {
            attached = chunk != 0 && index.attach(cell, chunk, clears);
            return attached ? chunk : 0;
        }
        finally {
            if (chunk != 0 && !attached)
                chunks.release(chunk);
        }
    }

    private static long ticket(int clears, long stamp) {
        return (long)(clears & CLEARS_MASK) << STAMP_BITS | stamp & STAMP_MASK;
    }

    private boolean isAt(PageIndex index, int chunk, int pageIndex, int number, int kind, long ticket) {
        if (chunk == 0 || EntryChunks.entryNumber(chunk, place(pageIndex)) != number)
            return false;
        long entry = chunks.entry(chunk, place(pageIndex));
        return Entry.kind(entry) == kind && ticket(index.clears(), Entry.word(entry)) == ticket && Entry.isWhole(entry);
    }

    private void set(PageIndex index, int pageIndex, int chunk, PageEncoder encoded, long handle, boolean isIndexPage) {
        int kind = encoded.kind();
        int length = Entry.length(encoded.strippedBytes(), encoded.padded());
        int checksum = encoded.checksum() ^ Entry.mix(index.number(), pageIndex, kind, length);
        long word = kind == PageKind.SAME_FILLED ? encoded.word() : Entry.objectWord(handle, encoded.storedBytes());
        long entry = chunks.entry(chunk, place(pageIndex));
        int state = order.arrived(Entry.state(entry), order.clock() - Entry.leftAt(entry));
        Entry.set(entry, kind, word, state, length, checksum);
        if (isIndexPage)
            Entry.markIndexPage(entry);
        chunks.addUsed(chunk, 1);
        counters.count(index.group(), kind, word, isIndexPage, pool, 1);
    }

    private void setDirty(PageIndex index, int chunk, int place, boolean dirty) {
        long entry = chunks.entry(chunk, place);
        Entry.setDirty(entry, dirty);
        countDirty(index, chunk, entry, dirty ? 1 : -1);
    }

    private void countDirty(PageIndex index, int chunk, long entry, int sign) {
        chunks.addDirty(chunk, sign);
        index.addDirty(sign);
        counters.countDirty(index.isPinned(), Entry.kind(entry), Entry.word(entry), pool, sign);
    }

    private static boolean isDirty(long entry) {
        return Entry.isLive(Entry.kind(entry)) && Entry.isDirty(Entry.length(entry));
    }

    private static boolean isDirtyAs(long entry, int kind, long word) {
        return isDirty(entry) && Entry.kind(entry) == kind && Entry.word(entry) == word;
    }

    /** @return the word of the object that is to be freed, 0 if there is none */
    private long clear(PageIndex index, int chunk, int place, int toKind, long stamp, Ending ending) {
        long entry = chunks.entry(chunk, place);
        if (!Entry.isWhole(entry))
            return clearDamaged(index, chunk, entry, toKind, stamp);
        int kind = Entry.kind(entry);
        long word = Entry.word(entry);
        boolean isIndexPage = Entry.isIndexPage(entry);
        if (isDirty(entry))
            countDirty(index, chunk, entry, -1);
        if (Entry.isLive(kind))
            Entry.clear(entry, toKind, order.left(Entry.state(entry), ending == Ending.EVICTED), order.clock(), stamp);
        else
            Entry.clear(entry, toKind, Entry.state(entry), Entry.leftAt(entry), stamp);
        chunks.addUsed(chunk, (toKind == Entry.WRITING ? 1 : 0) - (kind == PageKind.EMPTY ? 0 : 1));
        if (!Entry.isLive(kind))
            return 0;
        counters.ended(index.group(), kind, word, isIndexPage, pool, ending);
        return Entry.hasObject(kind) ? word : 0;
    }

    /** Its object, if it had one, stays where it is and stays counted: nobody knows any more which one it is. @return 0 */
    private long clearDamaged(PageIndex index, int chunk, long entry, int toKind, long stamp) {
        Entry.clear(entry, toKind, 0, order.clock(), stamp);
        counters.lostObjects.increment();
        recountChunk(index, chunk);
        return 0;
    }

    private void clearIfDamaged(PageIndex index, int cell, int chunk, long entry) {
        long stripe = stripes.of(index.number(), cell);
        long stamp = Stripes.lock(stripe);
        try {
            if (index.chunk(cell) != chunk || Entry.isWhole(entry) || isReallyDirty(index, chunk, entry))
                return;
            clearDamaged(index, chunk, entry, PageKind.EMPTY, stamp);
            counters.damaged(Damaged.ENTRY);
        }
        finally {
            Stripes.unlock(stripe);
        }
    }

    /** If the two bits that say so differ, it is dirty when the chunk has more dirty entries than those of which that is sure. */
    private boolean isReallyDirty(PageIndex index, int chunk, long entry) {
        if (index.dirtyPages() == 0)
            return false;
        if (Entry.isSureWhetherDirty(entry))
            return Entry.isDirty(Entry.length(entry));
        return Entry.isLive(Entry.kind(entry)) && chunks.dirty(chunk) > chunks.countSurelyDirty(chunk);
    }

    private int recount(PageIndex index, int cell) {
        long stripe = stripes.of(index.number(), cell);
        Stripes.lock(stripe);
        try {
            int chunk = index.chunk(cell);
            if (chunk == 0)
                return 0;
            chunks.setDirty(chunk, chunks.countDirty(chunk));
            return chunks.dirty(chunk);
        }
        finally {
            Stripes.unlock(stripe);
        }
    }

    private void recountChunk(PageIndex index, int chunk) {
        int before = chunks.dirty(chunk);
        int dirty = Math.max(chunks.countSurelyDirty(chunk), Math.min(before, chunks.countDirty(chunk))) - before;
        chunks.addDirty(chunk, dirty);
        index.addDirty(dirty);
        counters.dirtyPages.add(dirty);
        chunks.addUsed(chunk, chunks.countUsed(chunk) - chunks.used(chunk));
    }

    private void freeObject(long word) {
        if (word != 0 && !pool.free(Entry.handle(word)))
            counters.lostObjects.increment();
    }

    private static void copy(long entry, EntrySnapshot into) {
        into.address = entry;
        into.kind = Entry.kind(entry);
        into.word = Entry.word(entry);
        into.length = Entry.length(entry);
        into.checksum = Entry.checksum(entry);
        into.whole = Entry.isWhole(entry);
    }

    private static int place(int pageIndex) {
        return pageIndex & EntryChunks.ENTRIES - 1;
    }
}
