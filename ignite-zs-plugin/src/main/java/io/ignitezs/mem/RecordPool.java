package io.ignitezs.mem;

import java.util.function.IntPredicate;

/**
 * Hands out numbered off-heap records of one size, from 1 on (0 is none). A given back record is kept on a list that runs
 * through one of its own words and is handed out again; its other words keep their values. Records are type-stable, see {@link Table}.
 * <p>
 * A link is a number shifted by a parity bit. If a bit of one was flipped, the free records behind it are not used any more, because one that is
 * in use must not be handed out. Of two flipped bits parity knows nothing: see {@link #allocate(IntPredicate, IntPredicate)}.
 */
public final class RecordPool implements AutoCloseable {
    private final Table table;
    private final int linkOffset;
    private long maxRecords;
    private int firstFree;

    /** Written under the monitor; asked by everybody. */
    private volatile int unusedFrom = 1;
    private int inUse;

    /** @param linkOffset where in a record 4 bytes may be used while it is free */
    public RecordPool(Table table, int linkOffset) {
        this(table, linkOffset, Integer.MAX_VALUE);
    }

    /** @param maxRecords how many there may be at most */
    public RecordPool(Table table, int linkOffset, long maxRecords) {
        this.table = table;
        this.linkOffset = linkOffset;
        this.maxRecords = maxRecords;
    }

    /** @param records how many there may be at most from now on; those there are stay */
    public synchronized void maxRecords(long records) {
        maxRecords = records;
    }

    /** @return a record number, or 0 if the budget has no room or there are as many as there may be */
    public synchronized int allocate() {
        int record = firstFree != 0 ? popFree() : takeUnused();
        if (record != 0)
            inUse++;
        return record;
    }

    /**
     * The same, of records that say themselves whether they are in use, for a damaged link may lead to one that is: it stays in use, and no free record
     * is used any more. Both questions are asked under the monitor, so they take no lock; callers make them once, not for each call.
     * @param saysInUse the record is not handed out
     * @param isSure    asked of such a record; if not, the link may be whole and the record damaged, and only that one is not used any more
     */
    public synchronized int allocate(IntPredicate saysInUse, IntPredicate isSure) {
        int record = allocate();
        while (record != 0 && saysInUse.test(record)) {
            if (isSure.test(record))
                wasInUse();
            record = allocate();
        }
        return record;
    }

    private void wasInUse() {
        firstFree = 0;
        inUse--;
    }

    public synchronized void release(int record) {
        assert record > 0 && record < unusedFrom : record;
        Memory.putInt(address(record) + linkOffset, firstFree << 1 | Integer.bitCount(firstFree) & 1);
        firstFree = record;
        inUse--;
    }

    public long address(int record) {
        return table.address(record - 1);
    }

    /** All numbers ever handed out are below this. */
    public int end() {
        return unusedFrom;
    }

    public synchronized int inUse() {
        return inUse;
    }

    /** Bytes charged. */
    public synchronized long bytes() {
        return table.bytes();
    }

    @Override public synchronized void close() {
        table.close();
    }

    private int popFree() {
        int record = firstFree;
        int link = Memory.getInt(address(record) + linkOffset);
        boolean whole = (Integer.bitCount(link) & 1) == 0 && link >>> 1 < unusedFrom;
        firstFree = whole ? link >>> 1 : 0;
        return record;
    }

    private int takeUnused() {
        if (unusedFrom > maxRecords || unusedFrom > table.capacity() && !table.grow())
            return 0;
        return unusedFrom++;
    }
}
