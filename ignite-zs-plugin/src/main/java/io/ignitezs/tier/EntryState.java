package io.ignitezs.tier;

import io.ignitezs.codec.PageEncoder;
import io.ignitezs.codec.PageKind;
import io.ignitezs.pool.ZsPool;

/**
 * What an entry becomes, and all that is counted with it: in its chunk, its index, its group and the tier. Whoever calls holds the stripe of the entry, except for
 * {@link #freeObject}, for which it MUST have been let go, and for what nobody else can find.
 */
final class EntryState {
    private final ZsPool pool;
    private final TierCounters counters;
    private final EvictionOrder order;
    private final EntryChunks chunks;

    EntryState(ZsPool pool, TierCounters counters, EvictionOrder order, EntryChunks chunks) {
        this.pool = pool;
        this.counters = counters;
        this.order = order;
        this.chunks = chunks;
    }

    /** The chunk of a cell, made if there is none. Under the stripe. @return 0 if there is no room or the index was cleared or closed just now */
    int attach(PageIndex index, int cell, long stamp) {
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

    boolean isAt(PageIndex index, int chunk, int pageIndex, int number, int kind, long ticket) {
        if (chunk == 0 || EntryChunks.entryNumber(chunk, EntryChunks.place(pageIndex)) != number)
            return false;
        long entry = chunks.entry(chunk, EntryChunks.place(pageIndex));
        return Entry.kind(entry) == kind && Ticket.of(index.clears(), Entry.word(entry)) == ticket && Entry.isWhole(entry);
    }

    void set(PageIndex index, int pageIndex, int chunk, PageEncoder encoded, long handle, boolean isIndexPage) {
        int kind = encoded.kind();
        int length = Entry.length(encoded.strippedBytes(), encoded.padded());
        int checksum = checksum(index, pageIndex, encoded);
        long word = kind == PageKind.SAME_FILLED ? encoded.word() : Entry.objectWord(handle, encoded.storedBytes());
        long entry = chunks.entry(chunk, EntryChunks.place(pageIndex));
        int state = order.arrived(Entry.state(entry), order.clock() - Entry.leftAt(entry));
        Entry.set(entry, kind, word, state, length, checksum);
        if (isIndexPage)
            Entry.markIndexPage(entry);
        chunks.addUsed(chunk, 1);
        counters.count(index.group(), kind, word, isIndexPage, pool, 1);
    }

    /** What the entry of a page says for which this is stored. */
    static int checksum(PageIndex index, int pageIndex, PageEncoder encoded) {
        return encoded.checksum() ^ Entry.mix(index.number(), pageIndex, encoded.kind(), Entry.length(encoded.strippedBytes(), encoded.padded()));
    }

    /** Counts first: a chunk's count that is damaged is counted again from what entries say. */
    void setDirty(PageIndex index, int chunk, int place, boolean dirty) {
        long entry = chunks.entry(chunk, place);
        countDirty(index, chunk, entry, dirty ? 1 : -1);
        Entry.setDirty(entry, dirty);
    }

    /** @return the word of the object that is to be freed, 0 if there is none */
    long clear(PageIndex index, int chunk, int place, int toKind, long stamp, Ending ending) {
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
    long clearDamaged(PageIndex index, int chunk, long entry, int toKind, long stamp) {
        uncountDirty(index, chunk, entry);
        Entry.clear(entry, toKind, 0, order.clock(), stamp);
        counters.lostObjects.increment();
        chunks.addUsed(chunk, chunks.countUsed(chunk) - chunks.used(chunk));
        return 0;
    }

    /**
     * Whether a page is dirty, or may be, in whatever two bits of its entry were flipped. If it says clearly that it is clean, it may be the one that its chunk
     * lacks. If its two bits differ, it is dirty when the chunk has more dirty entries than those of which that is sure.
     */
    boolean mayBeDirty(PageIndex index, int chunk, long entry) {
        if (index.dirtyPages() == 0)
            return false;
        if (!Entry.isSureWhetherDirty(entry))
            return chunks.dirty(chunk) > chunks.countSurelyDirty(chunk);
        return Entry.mayBeDirty(entry) || chunks.lacksDirty(chunk);
    }

    private void uncountDirty(PageIndex index, int chunk, long entry) {
        if (wasSurelyDirty(chunk, entry)) {
            chunks.addDirty(chunk, -1);
            index.addDirty(-1);
            (index.isPinned() ? counters.pinnedPages : counters.dirtyPages).add(-1);
        }
        else if (!Entry.isSureWhetherDirty(entry) && chunks.dirty(chunk) > chunks.countSurelyDirty(chunk))
            chunks.forgetDirty(chunk);
    }

    /**
     * Of a damaged entry. In doubt it was not: then too many dirty pages are counted, which the next sync finds out and says; if there were too few, a page
     * could be forgotten that its file does not have.
     */
    private boolean wasSurelyDirty(int chunk, long entry) {
        if (Entry.isSureWhetherDirty(entry))
            return Entry.mayBeDirty(entry) && !chunks.hasTooManyDirty(chunk);
        int counted = chunks.countDirty(chunk) + (Entry.isLive(Entry.kind(entry)) ? 0 : 1);
        return chunks.isDirtyKnown(chunk) && chunks.dirty(chunk) == counted;
    }

    void freeObject(long word) {
        if (word != 0 && !pool.free(Entry.handle(word)))
            counters.lostObjects.increment();
    }

    static boolean isDirty(long entry) {
        return Entry.isLive(Entry.kind(entry)) && Entry.isDirty(Entry.length(entry));
    }

    static boolean isDirtyAs(long entry, int kind, long word) {
        return Entry.isWhole(entry) && isDirty(entry) && Entry.kind(entry) == kind && Entry.word(entry) == word;
    }

    /** One too many that say so may be this one: then it was not counted. */
    private void countDirty(PageIndex index, int chunk, long entry, int sign) {
        if (sign < 0 && chunks.hasTooManyDirty(chunk))
            return;
        chunks.addDirty(chunk, sign);
        index.addDirty(sign);
        counters.countDirty(index.isPinned(), Entry.kind(entry), Entry.word(entry), pool, sign);
    }
}
