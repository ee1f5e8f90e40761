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

    /**
     * Addresses of chunks; replaced by one of twice the length when it is full, so that growing costs the same however large the table is.
     * Places to come hold the first chunk's address: who has seen a number before the chunk it lies in reads memory that is mapped.
     */
    private volatile long[] chunks = new long[0];

    /** Written after the chunk's address, so who sees the number finds the chunk. */
    private volatile int chunkCount;

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
        return (long)chunkCount << chunkShift;
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
        int count = chunkCount;
        long[] room = count < chunks.length ? chunks : longer(chunks);
        long chunk = budget.allocateTable(chunkBytes());
        if (chunk == 0)
            return false;
        if (count == 0)
            Arrays.fill(room, chunk);
        room[count] = chunk;
        chunks = room;
        chunkCount = count + 1;
        return true;
    }

    /** The address of a record. @param record 0..capacity-1, an unsigned 32-bit number */
    public long address(int record) {
        long unsigned = record & 0xFFFF_FFFFL;
        return chunks[(int)(unsigned >>> chunkShift)] + (unsigned & chunkMask) * recordBytes;
    }

    @Override public void close() {
        for (int chunk = 0; chunk < chunkCount; chunk++)
            budget.freeTable(chunks[chunk], chunkBytes());
        chunkCount = 0;
        chunks = new long[0];
    }

    private static long[] longer(long[] chunks) {
        long[] longer = Arrays.copyOf(chunks, Math.max(4, 2 * chunks.length));
        Arrays.fill(longer, chunks.length, longer.length, longer[0]);
        return longer;
    }

    private long chunkBytes() {
        return (long)recordBytes << chunkShift;
    }
}
