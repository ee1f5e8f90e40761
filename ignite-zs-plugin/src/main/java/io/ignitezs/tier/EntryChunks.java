package io.ignitezs.tier;

import io.ignitezs.codec.PageKind;
import io.ignitezs.mem.Memory;
import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.mem.RecordPool;
import io.ignitezs.mem.Table;
import java.util.function.IntPredicate;

/**
 * Entries in chunks of 32, for pages that follow each other in one file. Each chunk says whose it is:
 * <pre>  0 index number, 0 if free | 4 cell in that index | 8 entries live or WRITING | 12 dirty entries, and their complement; link while free | 16 entries  </pre>
 * Index number and cell change under the stripe of that cell; a chunk that is free is nobody's.
 */
final class EntryChunks implements AutoCloseable {
    static final int SHIFT = 5;
    static final int ENTRIES = 1 << SHIFT;

    /** Chunk numbers are below this: an entry's number, chunk and place, has 32 bits. */
    private static final int MAX_CHUNKS = (1 << Integer.SIZE - SHIFT) - 1;
    private static final int HEADER_BYTES = 16;
    static final int CHUNK_BYTES = HEADER_BYTES + ENTRIES * Entry.BYTES;

    /** Chunks are never unmapped, so they may not take more than this share of the limit, however thinly pages are spread over files. */
    private static final int LIMIT_SHARE = 5;
    private static final int MAX_CHUNKS_AT_A_TIME = 512;
    private static final int STEPS_PER_LIMIT = 1 << 13;
    private static final int LINK_OFFSET = 12;
    private static final int COUNT_MASK = (1 << Short.SIZE) - 1;

    /** No number has this beside its complement. */
    private static final int UNKNOWN = 0;

    private final RecordPool chunks;
    private final IntPredicate saysInUse = chunk -> indexNumber(chunk) != 0;

    /** In the link's place it has a count, so it is no free one whose index number is damaged. */
    private final IntPredicate isSurelyInUse = this::isDirtyKnown;

    EntryChunks(MemoryBudget budget) {
        long atATime = Long.highestOneBit(Math.max(1, budget.limitBytes() / STEPS_PER_LIMIT / CHUNK_BYTES));
        Table table = new Table(budget, CHUNK_BYTES, (int)Math.min(MAX_CHUNKS_AT_A_TIME, atATime));
        chunks = new RecordPool(table, LINK_OFFSET, maxChunks(budget.limitBytes()));
    }

    /** How many there may be in a limit. */
    private static long maxChunks(long limitBytes) {
        return Math.min(MAX_CHUNKS, limitBytes / LIMIT_SHARE / CHUNK_BYTES);
    }

    /** The tier has another limit now; chunks that there are stay. */
    void limitBytes(long limitBytes) {
        chunks.maxRecords(maxChunks(limitBytes));
    }

    /** Hands out a chunk of EMPTY entries; the caller holds the stripe of the cell. @return 0 if the budget has no room */
    int allocate(int indexNumber, int cell, long stamp) {
        int chunk = chunks.allocate(saysInUse, isSurelyInUse);
        if (chunk == 0)
            return 0;
        long address = chunks.address(chunk);
        for (int place = 0; place < ENTRIES; place++)
            Entry.clear(entry(chunk, place), PageKind.EMPTY, 0, 0, stamp);
        Memory.putInt(address + 4, cell);
        Memory.putInt(address + 8, 0);
        setDirty(chunk, 0);
        Memory.putIntRelease(address, indexNumber);
        return chunk;
    }

    /** Takes back a chunk that no directory names any more. */
    void release(int chunk) {
        Memory.putIntRelease(chunks.address(chunk), 0);
        chunks.release(chunk);
    }

    int indexNumber(int chunk) {
        return Memory.getIntVolatile(chunks.address(chunk));
    }

    int cell(int chunk) {
        return Memory.getInt(chunks.address(chunk) + 4);
    }

    /** Of a page in its chunk. */
    static int place(int pageIndex) {
        return pageIndex & ENTRIES - 1;
    }

    /** Entries that are live or WRITING. */
    int used(int chunk) {
        return Memory.getInt(chunks.address(chunk) + 8);
    }

    void addUsed(int chunk, int delta) {
        Memory.putInt(chunks.address(chunk) + 8, used(chunk) + delta);
    }

    /** The same, counted. One that says it has no page, but that this is dirty, has one. */
    int countUsed(int chunk) {
        int used = 0;
        for (int place = 0; place < ENTRIES; place++)
            used += Entry.kind(entry(chunk, place)) == PageKind.EMPTY && !Entry.mayBeDirty(entry(chunk, place)) ? 0 : 1;
        return used;
    }

    /** Entries that are dirty, or may be, counted. One that has no page is not, even if one of two bits says so. */
    int countDirty(int chunk) {
        int dirty = 0;
        for (int place = 0; place < ENTRIES; place++)
            dirty += mayBeDirty(entry(chunk, place)) ? 1 : 0;
        return dirty;
    }

    private static boolean mayBeDirty(long entry) {
        return Entry.mayBeDirty(entry) && (Entry.isSureWhetherDirty(entry) || Entry.isLive(Entry.kind(entry)));
    }

    /** Of these, those that are. */
    int countSurelyDirty(int chunk) {
        int dirty = 0;
        for (int place = 0; place < ENTRIES; place++)
            dirty += Entry.isSureWhetherDirty(entry(chunk, place)) && Entry.mayBeDirty(entry(chunk, place)) ? 1 : 0;
        return dirty;
    }

    private void setDirty(int chunk, int entries) {
        Memory.putInt(chunks.address(chunk) + 12, entries << Short.SIZE | ~entries & COUNT_MASK);
    }

    /** Entries that are dirty; if that number is not known, those that may be. */
    int dirty(int chunk) {
        return isDirtyKnown(chunk) ? Memory.getInt(chunks.address(chunk) + 12) >>> Short.SIZE : countDirty(chunk);
    }

    /** Whether the number of dirty entries is what was counted one by one: no bit of it was flipped since an entry was not sure. */
    boolean isDirtyKnown(int chunk) {
        int counted = Memory.getInt(chunks.address(chunk) + 12);
        return (counted >>> Short.SIZE ^ counted & COUNT_MASK) == COUNT_MASK;
    }

    /** Whether more entries were counted one by one than say that they are dirty: bits were flipped in one that does not. */
    boolean lacksDirty(int chunk) {
        int dirty = dirty(chunk);
        return dirty != 0 && dirty > countDirty(chunk);
    }

    /** Whether fewer were counted than say so surely. */
    boolean hasTooManyDirty(int chunk) {
        return isDirtyKnown(chunk) && dirty(chunk) < countSurelyDirty(chunk);
    }

    /** Before an entry becomes dirty or clean. */
    void addDirty(int chunk, int delta) {
        if (isDirtyKnown(chunk))
            setDirty(chunk, dirty(chunk) + delta);
        else
            recountDirty(chunk, delta);
    }

    /** Their number is not known from now on. */
    void forgetDirty(int chunk) {
        Memory.putInt(chunks.address(chunk) + 12, UNKNOWN);
    }

    /** Counts dirty entries again. While an entry is not sure the number is not known: then none that may be dirty is taken for clean. */
    void recountDirty(int chunk, int delta) {
        int dirty = countDirty(chunk);
        if (dirty == countSurelyDirty(chunk))
            setDirty(chunk, dirty + delta);
        else
            forgetDirty(chunk);
    }

    /** @param place 0..31 */
    long entry(int chunk, int place) {
        return chunks.address(chunk) + HEADER_BYTES + (long)place * Entry.BYTES;
    }

    /** Names an entry in the pool, as the owner of its object. */
    static int entryNumber(int chunk, int place) {
        return chunk << SHIFT | place;
    }

    /** All chunk numbers are below this. */
    int end() {
        return chunks.end();
    }

    /** Bytes charged. */
    long bytes() {
        return chunks.bytes();
    }

    @Override public void close() {
        chunks.close();
    }
}
