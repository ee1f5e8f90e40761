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
 * An entry that comes to EMPTY or WRITING gets a new stamp. A ticket is that stamp, so what was read before a write, an
 * eviction or a truncation cannot be filled in after it, and a write that was overtaken by another one ends EMPTY. A WRITING entry
 * gives no tickets: what is in the file at that moment may be old or new. Objects are freed after the stripe is unlocked.
 */
final class Entries implements AutoCloseable {
    /** Nothing can be stored with this one. */
    static final long NO_TICKET = 0;

    private static final int STRIPES = 1 << 12;
    private static final int MIN_STRIPES = 64;
    private static final long LIMIT_PER_STRIPE = 64 << 10;
    private static final long LIMIT_PER_CHUNK = 32 << 20;

    private final ZsPool pool;
    private final TierCounters counters;
    private final Stripes stripes;
    private final EntryChunks chunks;

    private Entries(ZsPool pool, TierCounters counters, Stripes stripes, EntryChunks chunks) {
        this.pool = pool;
        this.counters = counters;
        this.stripes = stripes;
        this.chunks = chunks;
    }

    /** @return null if the budget has not even room for the stripes */
    static Entries open(MemoryBudget budget, ZsPool pool, TierCounters counters) {
        long count = Long.highestOneBit(Math.max(MIN_STRIPES, Math.min(STRIPES, budget.limitBytes() / LIMIT_PER_STRIPE)));
        Stripes stripes = Stripes.open(budget, (int)count);
        if (stripes == null)
            return null;
        int chunksAtATime = (int)Long.highestOneBit(Math.max(1, Math.min(64, budget.limitBytes() / LIMIT_PER_CHUNK)));
        return new Entries(pool, counters, stripes, new EntryChunks(budget, chunksAtATime));
    }

    /** Copies the entry of a page without taking its lock. @return whether it is live */
    boolean read(PageIndex index, int pageIndex, EntrySnapshot into) {
        int cell = pageIndex >>> EntryChunks.SHIFT;
        long stripe = stripes.of(index.number(), cell);
        while (true) {
            long begun = Stripes.beginRead(stripe);
            int chunk = index.chunk(cell);
            into.kind = PageKind.EMPTY;
            if (chunk != 0)
                copy(chunks.entry(chunk, place(pageIndex)), into);
            if (Stripes.unchanged(stripe, begun))
                return Entry.isLive(into.kind);
        }
    }

    /** @return a ticket for {@link #fill}, or {@link #NO_TICKET} if there is no need or no room */
    long ticket(PageIndex index, int pageIndex) {
        int cell = pageIndex >>> EntryChunks.SHIFT;
        long stripe = stripes.of(index.number(), cell);
        long stamp = Stripes.lock(stripe);
        try {
            int chunk = attach(index, cell, stamp);
            long entry = chunk == 0 ? 0 : chunks.entry(chunk, place(pageIndex));
            return chunk != 0 && Entry.kind(entry) == PageKind.EMPTY ? Entry.word(entry) : NO_TICKET;
        }
        finally {
            Stripes.unlock(stripe);
        }
    }

    /** Forgets the page. @return a ticket for {@link #endWrite}, or {@link #NO_TICKET} if there is no room */
    long beginWrite(PageIndex index, int pageIndex) {
        int cell = pageIndex >>> EntryChunks.SHIFT;
        long stripe = stripes.of(index.number(), cell);
        long object = 0;
        long stamp = Stripes.lock(stripe);
        try {
            int chunk = attach(index, cell, stamp);
            if (chunk == 0)
                return NO_TICKET;
            object = clear(chunk, place(pageIndex), Entry.WRITING, stamp);
            return stamp;
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
    boolean endWrite(PageIndex index, int pageIndex, long ticket, int number, PageEncoder encoded, long handle) {
        return end(index, pageIndex, ticket, number, encoded, handle);
    }

    /** Ends a write whose page is not kept. */
    void cancelWrite(PageIndex index, int pageIndex) {
        end(index, pageIndex, NO_TICKET, 0, null, Handle.NONE);
    }

    /** @return false if the page was overtaken; then nothing changes, and the object is still the caller's */
    boolean fill(PageIndex index, int pageIndex, long ticket, int number, PageEncoder encoded, long handle) {
        int cell = pageIndex >>> EntryChunks.SHIFT;
        long stripe = stripes.of(index.number(), cell);
        Stripes.lock(stripe);
        try {
            int chunk = index.chunk(cell);
            return isAt(chunk, pageIndex, number, PageKind.EMPTY, ticket) && set(chunk, place(pageIndex), encoded, handle);
        }
        finally {
            Stripes.unlock(stripe);
        }
    }

    /** The number of a page's entry, the owner of its object; 0 if it has no chunk. May be outdated at once. */
    int number(PageIndex index, int pageIndex) {
        int chunk = index.chunk(pageIndex >>> EntryChunks.SHIFT);
        return chunk == 0 ? 0 : EntryChunks.entryNumber(chunk, place(pageIndex));
    }

    /** Forgets a page if its entry still holds this. */
    void drop(PageIndex index, int pageIndex, int kind, long word) {
        int cell = pageIndex >>> EntryChunks.SHIFT;
        dropIf(index, cell, index.chunk(cell), place(pageIndex), kind, word);
    }

    /** Drops all pages of an index and gives its chunks back. */
    void clear(PageIndex index) {
        for (int cell = 0; cell < index.chunkCount(); cell++)
            if (index.chunk(cell) != 0)
                detach(index, cell);
    }

    /** @return false if it was not live, was used since the hand came by, or is not this index's any more */
    boolean evict(PageIndex index, int cell, int chunk, int place) {
        long entry = chunks.entry(chunk, place);
        int kind = Entry.kind(entry);
        if (!Entry.isLive(kind))
            return false;
        if (Entry.isReferenced(entry)) {
            Entry.setReferenced(entry, false);
            return false;
        }
        return dropIf(index, cell, chunk, place, kind, Entry.word(entry));
    }

    /** Gives a chunk back in which nothing is live. */
    void detachUnused(PageIndex index, int cell, int chunk) {
        long stripe = stripes.of(index.number(), cell);
        Stripes.lock(stripe);
        try {
            if (index.chunk(cell) == chunk && chunks.used(chunk) == 0) {
                index.setChunk(cell, 0);
                chunks.release(chunk);
            }
        }
        finally {
            Stripes.unlock(stripe);
        }
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

    private boolean end(PageIndex index, int pageIndex, long ticket, int number, PageEncoder encoded, long handle) {
        int cell = pageIndex >>> EntryChunks.SHIFT;
        long stripe = stripes.of(index.number(), cell);
        long object = 0;
        long stamp = Stripes.lock(stripe);
        try {
            int chunk = index.chunk(cell);
            if (chunk == 0)
                return false;
            boolean mine = encoded != null && isAt(chunk, pageIndex, number, Entry.WRITING, ticket);
            object = clear(chunk, place(pageIndex), PageKind.EMPTY, stamp);
            return mine && set(chunk, place(pageIndex), encoded, handle);
        }
        finally {
            Stripes.unlock(stripe);
            freeObject(object);
        }
    }

    private boolean dropIf(PageIndex index, int cell, int chunk, int place, int kind, long word) {
        long stripe = stripes.of(index.number(), cell);
        long object = 0;
        long stamp = Stripes.lock(stripe);
        try {
            if (chunk == 0 || index.chunk(cell) != chunk)
                return false;
            long entry = chunks.entry(chunk, place);
            if (Entry.kind(entry) != kind || Entry.word(entry) != word)
                return false;
            object = clear(chunk, place, PageKind.EMPTY, stamp);
            return true;
        }
        finally {
            Stripes.unlock(stripe);
            freeObject(object);
        }
    }

    /** Detaches first: then nobody finds the chunk, and its objects can be freed at leisure. */
    private void detach(PageIndex index, int cell) {
        long stripe = stripes.of(index.number(), cell);
        Stripes.lock(stripe);
        int chunk = index.chunk(cell);
        if (chunk != 0)
            index.setChunk(cell, 0);
        Stripes.unlock(stripe);
        if (chunk == 0)
            return;
        for (int place = 0; place < EntryChunks.ENTRIES; place++)
            freeObject(clear(chunk, place, PageKind.EMPTY, 1));
        chunks.release(chunk);
    }

    /** The chunk of a cell, made if there is none. Under the stripe. @return 0 if there is no room or the index is closed */
    private int attach(PageIndex index, int cell, long stamp) {
        int chunk = index.chunk(cell);
        if (chunk != 0 || index.isClosed())
            return chunk;
        chunk = chunks.allocate(index.number(), cell, stamp);
        if (chunk != 0)
            index.setChunk(cell, chunk);
        return chunk;
    }

    private boolean isAt(int chunk, int pageIndex, int number, int kind, long ticket) {
        if (chunk == 0 || EntryChunks.entryNumber(chunk, place(pageIndex)) != number)
            return false;
        long entry = chunks.entry(chunk, place(pageIndex));
        return Entry.kind(entry) == kind && Entry.word(entry) == ticket;
    }

    private boolean set(int chunk, int place, PageEncoder encoded, long handle) {
        int kind = encoded.kind();
        long word = kind == PageKind.SAME_FILLED ? encoded.word() : Entry.objectWord(handle, encoded.storedBytes());
        Entry.set(chunks.entry(chunk, place), kind, word, encoded.strippedBytes(), encoded.padded(), encoded.checksum());
        chunks.addUsed(chunk, 1);
        counters.count(kind, word, pool, 1);
        return true;
    }

    /** @return the word of the object that is to be freed, 0 if there is none */
    private long clear(int chunk, int place, int toKind, long stamp) {
        long entry = chunks.entry(chunk, place);
        int kind = Entry.kind(entry);
        long word = Entry.word(entry);
        Entry.clear(entry, toKind, stamp);
        chunks.addUsed(chunk, (toKind == Entry.WRITING ? 1 : 0) - (kind == PageKind.EMPTY ? 0 : 1));
        if (!Entry.isLive(kind))
            return 0;
        counters.count(kind, word, pool, -1);
        return Entry.hasObject(kind) ? word : 0;
    }

    private void freeObject(long word) {
        if (word == 0)
            return;
        boolean wasLive = pool.free(Entry.handle(word));
        assert wasLive : "entry held a dead handle " + Long.toHexString(word);
    }

    private static void copy(long entry, EntrySnapshot into) {
        into.address = entry;
        into.kind = Entry.kind(entry);
        into.word = Entry.word(entry);
        into.length = Entry.length(entry);
        into.checksum = Entry.checksum(entry);
    }

    private static int place(int pageIndex) {
        return pageIndex & EntryChunks.ENTRIES - 1;
    }
}
