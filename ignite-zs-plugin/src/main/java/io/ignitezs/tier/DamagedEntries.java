package io.ignitezs.tier;

import io.ignitezs.codec.PageKind;

/** What is done about page entries and chunks that are damaged: found out, forgotten where the file has the page, and counted again. */
final class DamagedEntries {
    private final EntryState state;
    private final TierCounters counters;
    private final Stripes stripes;
    private final EntryChunks chunks;

    DamagedEntries(EntryState state, TierCounters counters, Stripes stripes, EntryChunks chunks) {
        this.state = state;
        this.counters = counters;
        this.stripes = stripes;
        this.chunks = chunks;
    }

    /** What was done about a page: {@code CHANGED} means nothing, and that it is another one by now. */
    enum Verdict { DROPPED, DIRTY, CHANGED }

    /** Forgets a page that is damaged, if its entry still says this, and it is not dirty and cannot be. */
    Verdict dropDamaged(PageIndex index, int pageIndex, int kind, long word) {
        int cell = pageIndex >>> EntryChunks.SHIFT;
        long stripe = stripes.of(index.number(), cell);
        long object = 0;
        long stamp = Stripes.lock(stripe);
        try {
            int chunk = index.chunk(cell);
            long entry = chunk == 0 ? 0 : chunks.entry(chunk, EntryChunks.place(pageIndex));
            if (chunk == 0 || Entry.kind(entry) != kind || Entry.word(entry) != word)
                return Verdict.CHANGED;
            if (state.mayBeDirty(index, chunk, entry))
                return Verdict.DIRTY;
            object = state.clear(index, chunk, EntryChunks.place(pageIndex), PageKind.EMPTY, stamp, Ending.DAMAGED);
            return Verdict.DROPPED;
        }
        finally {
            Stripes.unlock(stripe);
            state.freeObject(object);
        }
    }

    /** Forgets what an entry says that is not whole, if nothing is lost with it. */
    void clearIfDamaged(PageIndex index, int cell, int chunk, long entry) {
        long stripe = stripes.of(index.number(), cell);
        long stamp = Stripes.lock(stripe);
        try {
            if (index.chunk(cell) != chunk || Entry.isWhole(entry) || state.mayBeDirty(index, chunk, entry))
                return;
            state.clearDamaged(index, chunk, entry, PageKind.EMPTY, stamp);
            counters.damaged(Damaged.ENTRY);
        }
        finally {
            Stripes.unlock(stripe);
        }
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

    /** As {@link PageTier#missedDirty}. */
    boolean missedDirty(PageIndex index) {
        int before = index.dirtyChanges();
        int dirty = recount(index);
        int expected = index.dirtyPages();
        if (dirty < expected && index.dirtyChanges() == before) {
            counters.damaged(Damaged.ENTRY);
            throw new LostPageException("Pages are lost that only the cold tier has [file=" + index.name() + ", pages=" + (expected - dirty) + ']', null);
        }
        return dirty > 0;
    }

    /**
     * Counts what chunks say of themselves again, when there should be dirty pages and {@link EntryReads#nextDirty} finds none. A number that is too high stays:
     * it may be all that is left of a page's being dirty.
     * @return dirty entries
     */
    private int recount(PageIndex index) {
        int dirty = 0;
        for (int cell = 0; cell < index.cells(); cell++)
            dirty += recount(index, cell);
        return dirty;
    }

    private int recount(PageIndex index, int cell) {
        long stripe = stripes.of(index.number(), cell);
        Stripes.lock(stripe);
        try {
            int chunk = index.chunk(cell);
            if (chunk == 0)
                return 0;
            if (!chunks.lacksDirty(chunk))
                chunks.recountDirty(chunk, 0);
            return chunks.countDirty(chunk);
        }
        finally {
            Stripes.unlock(stripe);
        }
    }
}
