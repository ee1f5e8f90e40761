package io.ignitezs.tier;

import io.ignitezs.codec.PageEncoder;
import io.ignitezs.codec.PageKind;

/** Entries of pages whose file has an older page or none: they begin with {@link #keepDirty} and end with {@link #cleaned}. */
final class DirtyEntries {
    private final EntryState state;
    private final Stripes stripes;
    private final EntryChunks chunks;

    DirtyEntries(EntryState state, Stripes stripes, EntryChunks chunks) {
        this.state = state;
        this.stripes = stripes;
        this.chunks = chunks;
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
            if (chunk == 0 || EntryChunks.entryNumber(chunk, EntryChunks.place(pageIndex)) != number || index.clears() != clears)
                return false;
            object = state.clear(index, chunk, EntryChunks.place(pageIndex), PageKind.EMPTY, stamp, Ending.WRITTEN);
            state.set(index, pageIndex, chunk, encoded, handle, isIndexPage);
            state.setDirty(index, chunk, EntryChunks.place(pageIndex), true);
            return true;
        }
        finally {
            Stripes.unlock(stripe);
            state.freeObject(object);
        }
    }

    /**
     * Replaces the object of a dirty page by one that should be the same. Nothing else changes, so the page is dirty all the time.
     * @param number of the entry the object was stored for
     * @return false if it is not the same, or the entry is damaged; then nothing changes, and the object is still the caller's
     */
    boolean rebuild(PageIndex index, int pageIndex, int number, PageEncoder encoded, long handle) {
        int cell = pageIndex >>> EntryChunks.SHIFT;
        long stripe = stripes.of(index.number(), cell);
        long object = 0;
        Stripes.lock(stripe);
        try {
            int chunk = index.chunk(cell);
            if (chunk == 0 || EntryChunks.entryNumber(chunk, EntryChunks.place(pageIndex)) != number)
                return false;
            long entry = chunks.entry(chunk, EntryChunks.place(pageIndex));
            if (!isOf(entry, index, pageIndex, encoded))
                return false;
            object = Entry.word(entry);
            Entry.setWord(entry, Entry.objectWord(handle, encoded.storedBytes()));
            return true;
        }
        finally {
            Stripes.unlock(stripe);
            state.freeObject(object);
        }
    }

    /** Whether a page has an object, is dirty, and its entry is whole. May be outdated at once. */
    boolean hasWholeEntry(PageIndex index, int pageIndex) {
        int chunk = index.chunk(pageIndex >>> EntryChunks.SHIFT);
        return chunk != 0 && isWhole(chunks.entry(chunk, EntryChunks.place(pageIndex)));
    }

    private static boolean isWhole(long entry) {
        return Entry.isWhole(entry) && EntryState.isDirty(entry) && Entry.hasObject(Entry.kind(entry));
    }

    /** Whether a dirty page's entry says of what was stored all that is true of this. */
    private static boolean isOf(long entry, PageIndex index, int pageIndex, PageEncoder encoded) {
        return isWhole(entry) && Entry.kind(entry) == encoded.kind() && Entry.storedBytes(Entry.word(entry)) == encoded.storedBytes()
            && Entry.checksum(entry) == EntryState.checksum(index, pageIndex, encoded);
    }

    /** What became of a page: {@code CHANGED} means nothing, and that it is another version by now. */
    enum Cleaned { KEPT, DROPPED, CHANGED }

    /**
     * The file has a page now that was read here before.
     * @param keep whether the page stays even if the data region has it
     */
    Cleaned cleaned(PageIndex index, int pageIndex, int kind, long word, boolean keep) {
        int cell = pageIndex >>> EntryChunks.SHIFT;
        long stripe = stripes.of(index.number(), cell);
        long object = 0;
        long stamp = Stripes.lock(stripe);
        try {
            int chunk = index.chunk(cell);
            if (chunk == 0 || !EntryState.isDirtyAs(chunks.entry(chunk, EntryChunks.place(pageIndex)), kind, word))
                return Cleaned.CHANGED;
            state.setDirty(index, chunk, EntryChunks.place(pageIndex), false);
            if (keep || Entry.hasLeftRegion(chunks.entry(chunk, EntryChunks.place(pageIndex))))
                return Cleaned.KEPT;
            object = state.clear(index, chunk, EntryChunks.place(pageIndex), PageKind.EMPTY, stamp, Ending.CLEANED);
            return Cleaned.DROPPED;
        }
        finally {
            Stripes.unlock(stripe);
            state.freeObject(object);
        }
    }
}
