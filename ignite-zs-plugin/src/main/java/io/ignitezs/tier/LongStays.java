package io.ignitezs.tier;

import io.ignitezs.mem.Memory;
import io.ignitezs.mem.MemoryBudget;
import java.util.concurrent.atomic.AtomicLong;

/*
 * Two tables of bits. A page that comes to a region from its file, or as a new one, is marked in the young one, by its hash. After twice as many such pages have come as the regions hold, the old one is
 * wiped and becomes the young one. So a mark lasts while two to four times as many come, and a page that nobody used again is gone by then, also if the region's replacement
 * gave it a second chance. What is unmarked has stayed for longer, so it was used again. What came from the pool is not marked: it was asked for there.
 *
 * Guesses, and nearly all to the side of what would be without this: other pages with the same hash (a fifth, with all bits that are wanted) and a region without traffic
 * beside a busy one make a long stay look short. Only a mark that is lost between two threads makes a short one look long. Marks are plain bytes without order.
 */
/** Which of the pages that data regions drop were in use there: those that came from the pool, or have stayed for longer than a page would that nobody asked for again. */
final class LongStays implements AutoCloseable {
    private static final int BITS_PER_PAGE = 16;
    private static final int REGIONS_PER_TABLE = 2;

    /** Of a hash: which bit of a byte. */
    private static final int BIT_BITS = 3;

    /** Of what the tier may take, at most: a region may be much larger than it. */
    private static final int LIMIT_SHARE = 256;
    private static final long MIN_TABLE_BYTES = 64;
    private static final long MAX_TABLE_BYTES = 64L << 20;

    private final MemoryBudget budget;
    private final long tables;
    private final long tableBytes;
    private final long marksPerTable;

    /** One counter will do: each mark costs a read of a file, or a new page. */
    private final AtomicLong marks = new AtomicLong();

    /** Where new marks go; whoever sees it late marks what is wiped soon. */
    private volatile long young;

    private LongStays(MemoryBudget budget, long tables, long tableBytes, long marksPerTable) {
        this.budget = budget;
        this.tables = tables;
        this.tableBytes = tableBytes;
        this.marksPerTable = marksPerTable;
        young = tables;
        Memory.fill(tables, 2 * tableBytes, (byte)0);
    }

    /** @param regionPages of all data regions @return null if there are none, or the budget has no room */
    static LongStays open(MemoryBudget budget, long regionPages) {
        if (regionPages == 0)
            return null;
        long wanted = Math.min(regionPages * BITS_PER_PAGE / Byte.SIZE, budget.limitBytes() / LIMIT_SHARE / 2);
        long tableBytes = Long.highestOneBit(Math.max(MIN_TABLE_BYTES, Math.min(wanted, MAX_TABLE_BYTES)));
        long tables = budget.allocateTable(2 * tableBytes);
        return tables == 0 ? null : new LongStays(budget, tables, tableBytes, REGIONS_PER_TABLE * regionPages);
    }

    /** A page came to a region, and not from the pool. */
    void began(int indexNumber, int pageIndex) {
        mark(young, hash(indexNumber, pageIndex));
        if (marks.incrementAndGet() % marksPerTable == 0)
            wipeOld();
    }

    /** A page leaves a region. @return whether it was in use there */
    boolean ended(int indexNumber, int pageIndex) {
        long hash = hash(indexNumber, pageIndex);
        return !isMarked(tables, hash) && !isMarked(tables + tableBytes, hash);
    }

    private void wipeOld() {
        long old = young == tables ? tables + tableBytes : tables;
        Memory.fill(old, tableBytes, (byte)0);
        young = old;
    }

    private void mark(long table, long hash) {
        long place = table + place(hash);
        Memory.putByte(place, (byte)(Memory.getByte(place) | bit(hash)));
    }

    private boolean isMarked(long table, long hash) {
        return (Memory.getByte(table + place(hash)) & bit(hash)) != 0;
    }

    private long place(long hash) {
        return hash >>> BIT_BITS & tableBytes - 1;
    }

    private static int bit(long hash) {
        return 1 << (hash & (1 << BIT_BITS) - 1);
    }

    private static long hash(int indexNumber, int pageIndex) {
        long hash = ((long)indexNumber << Integer.SIZE | pageIndex & 0xFFFFFFFFL) * 0x9E3779B97F4A7C15L;
        hash = (hash ^ hash >>> Integer.SIZE) * 0xD6E8FEB86659FD93L;
        return hash ^ hash >>> Integer.SIZE;
    }

    /** Bytes charged. */
    long bytes() {
        return 2 * tableBytes;
    }

    @Override public void close() {
        budget.freeTable(tables, bytes());
    }
}
