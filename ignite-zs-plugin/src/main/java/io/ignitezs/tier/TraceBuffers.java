package io.ignitezs.tier;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Records of a {@link PageTrace} on their way to its file. Whoever puts one in holds a lock for a dozen bytes and never waits for the disk: when the disk is so far
 * behind that no buffer is free, records are only counted. All memory is taken at once. One lock, because who traces wants the order.
 */
final class TraceBuffers {
    static final int RECORD_BYTES = 12;

    /** Bridges a disk that stands still for about a second of many faults. */
    static final int BUFFERS = 8;
    static final int RECORDS_PER_BUFFER = 16 << 10;

    private final long maxRecords;
    private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>(BUFFERS);
    private final ArrayDeque<ByteBuffer> full = new ArrayDeque<>(BUFFERS);

    /** Null while none is free. */
    private ByteBuffer filling;
    private long records;
    private long dropped;
    private long missed;
    private String failure;
    private boolean closed;

    /** @param maxRecords from which on they are only counted */
    TraceBuffers(long maxRecords) {
        this.maxRecords = maxRecords;
        for (int i = 0; i < BUFFERS; i++)
            free.add(ByteBuffer.allocate(RECORDS_PER_BUFFER * RECORD_BYTES));
    }

    /** @return whether the writer is to be woken: a buffer is full */
    synchronized boolean put(PageEvent event, int indexNumber, int pageIndex, boolean hit) {
        if (closed || !hasRoom())
            return false;
        filling.putInt(indexNumber).putInt(pageIndex).put((byte)event.ordinal()).put((byte)(hit ? 1 : 0)).putShort((short)0);
        records++;
        if (filling.hasRemaining())
            return false;
        full.add(filling);
        filling = null;
        return true;
    }

    private boolean hasRoom() {
        if (failure != null || records == maxRecords) {
            dropped++;
            return false;
        }
        if (filling == null)
            filling = free.poll();
        missed += filling == null ? 1 : 0;
        return filling != null;
    }

    /** @return what is to be written next, in the order of the records; after {@link #close} also what is not full; null if there is nothing */
    synchronized ByteBuffer take() {
        ByteBuffer taken = full.poll();
        if (taken == null && closed && filling != null) {
            taken = filling;
            filling = null;
        }
        return taken;
    }

    /** It was written. */
    synchronized void giveBack(ByteBuffer taken) {
        taken.clear();
        free.add(taken);
    }

    /** Ends it before its time: what was taken and not given back, and all that is behind it, is lost. @param reason stays if there is one already */
    synchronized void fail(ByteBuffer taken, String reason) {
        if (failure == null)
            failure = reason;
        lose(taken);
        for (ByteBuffer buffer = full.poll(); buffer != null; buffer = full.poll())
            lose(buffer);
        lose(filling);
        filling = null;
    }

    private void lose(ByteBuffer buffer) {
        if (buffer == null)
            return;
        int lost = buffer.position() / RECORD_BYTES;
        records -= lost;
        dropped += lost;
        giveBack(buffer);
    }

    /** No more comes in, and nothing is counted any more. */
    synchronized void close() {
        closed = true;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    synchronized long records() {
        return records;
    }

    /** Behind the last one that was taken. */
    synchronized long dropped() {
        return dropped;
    }

    /** Between those that were taken. */
    synchronized long missed() {
        return missed;
    }

    /** Why it has ended before its time, or null. */
    synchronized String failure() {
        return failure;
    }
}
