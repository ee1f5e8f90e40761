package io.ignitezs.tier;

import io.ignitezs.codec.PageKind;
import java.util.function.IntConsumer;

/** Takes pages away without anybody having asked for them: one by one to make room, or all of a file; and the chunks in which nothing is left. */
final class EntrySweep {
    private final EntryState state;
    private final DamagedEntries damaged;
    private final EvictionOrder order;
    private final Stripes stripes;
    private final EntryChunks chunks;

    EntrySweep(EntryState state, DamagedEntries damaged, EvictionOrder order, Stripes stripes, EntryChunks chunks) {
        this.state = state;
        this.damaged = damaged;
        this.order = order;
        this.stripes = stripes;
        this.chunks = chunks;
    }

    /** A hand comes by. @param byOrder whether it is that of the order @return false if it was not live, is dirty, may stay, or is not this index's any more */
    boolean evict(PageIndex index, int cell, int chunk, int place, boolean byOrder) {
        long entry = chunks.entry(chunk, place);
        int kind = Entry.kind(entry);
        if (!Entry.isWhole(entry))
            damaged.clearIfDamaged(index, cell, chunk, entry);
        if (!Entry.isLive(kind) || Entry.mayBeDirty(entry))
            return false;
        long word = Entry.word(entry);
        int before = Entry.state(entry);
        int passed = order.passed(before, byOrder);
        if (passed == EvictionOrder.EVICT)
            return drop(index, cell, chunk, place, kind, word);
        if (passed != before)
            Entry.setState(entry, passed);
        return false;
    }

    /** Shows the state of each page there is, as far as that can be said while they come and go. */
    void states(IntConsumer each) {
        for (int chunk = 1; chunk < chunks.end(); chunk++)
            if (chunks.indexNumber(chunk) != 0)
                states(chunk, each);
    }

    private void states(int chunk, IntConsumer each) {
        for (int place = 0; place < EntryChunks.ENTRIES; place++) {
            long entry = chunks.entry(chunk, place);
            if (Entry.isLive(Entry.kind(entry)))
                each.accept(Entry.state(entry));
        }
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

    /** Drops all pages of an index and gives its chunks back. @param close whether it gets no more */
    void clear(PageIndex index, boolean close) {
        int cells = index.beginClear(close);
        for (int cell = 0; cell < cells; cell++)
            detach(index, cell);
    }

    private boolean drop(PageIndex index, int cell, int chunk, int place, int kind, long word) {
        long stripe = stripes.of(index.number(), cell);
        long object = 0;
        long stamp = Stripes.lock(stripe);
        try {
            if (chunk == 0 || index.chunk(cell) != chunk)
                return false;
            long entry = chunks.entry(chunk, place);
            if (Entry.kind(entry) != kind || Entry.word(entry) != word || !Entry.isWhole(entry) || state.mayBeDirty(index, chunk, entry))
                return false;
            object = state.clear(index, chunk, place, PageKind.EMPTY, stamp, Ending.EVICTED);
            return true;
        }
        finally {
            Stripes.unlock(stripe);
            state.freeObject(object);
        }
    }

    /** Detaches first: then nobody finds the chunk, and its objects can be freed at leisure. */
    private void detach(PageIndex index, int cell) {
        int chunk = detachChunk(index, cell);
        if (chunk == 0)
            return;
        for (int place = 0; place < EntryChunks.ENTRIES; place++)
            state.freeObject(state.clear(index, chunk, place, PageKind.EMPTY, 1, Ending.CLEARED));
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
}
