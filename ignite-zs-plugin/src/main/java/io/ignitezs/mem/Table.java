package io.ignitezs.mem;

import java.util.Arrays;

/**
 * A growing off-heap array of equal records, numbered from 0. Records never move and are never unmapped before
 * {@link #close}, so a number that has become stale still leads to readable memory (they are "type-stable").
 * Growing is for one thread at a time; looking up is free for all.
 */
public final class Table implements AutoCloseable {
    private final MemoryBudget budget;
    private final int recordBytes;
    private final int chunkShift;
    private final long chunkMask;

    /** Addresses of chunks; replaced when it grows. Written by the one grower, read by all: a stale copy lacks only new chunks. */
    private volatile long[] chunks = new long[0];

    /**
     * @param budget      what is charged
     * @param recordBytes bytes of one record
     * @param chunkRecords records taken from the budget at a time, a power of two
     */
    public Table(MemoryBudget budget, int recordBytes, int chunkRecords) {
        assert Integer.bitCount(chunkRecords) == 1 : chunkRecords;
        this.budget = budget;
        this.recordBytes = recordBytes;
        chunkShift = Integer.numberOfTrailingZeros(chunkRecords);
        chunkMask = chunkRecords - 1L;
    }

    /** Records that exist. */
    public long capacity() {
        return (long)chunks.length << chunkShift;
    }

    public int chunkRecords() {
        return 1 << chunkShift;
    }

    /** Bytes charged for this table. */
    public long bytes() {
        return capacity() * recordBytes;
    }

    /** Adds one chunk of zeroed records. @return false if the budget has no room */
    public boolean grow() {
        long[] now = chunks;
        long[] grown = Arrays.copyOf(now, now.length + 1);
        long chunk = budget.allocateTable(chunkBytes());
        if (chunk == 0)
            return false;
        grown[now.length] = chunk;
        chunks = grown;
        return true;
    }

    /** The address of a record. @param record 0..capacity-1, an unsigned 32-bit number */
    public long address(int record) {
        long unsigned = record & 0xFFFF_FFFFL;
        return chunks[(int)(unsigned >>> chunkShift)] + (unsigned & chunkMask) * recordBytes;
    }

    @Override public void close() {
        for (long chunk : chunks)
            budget.freeTable(chunk, chunkBytes());
        chunks = new long[0];
    }

    private long chunkBytes() {
        return (long)recordBytes << chunkShift;
    }
}
