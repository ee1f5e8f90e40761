package io.ignitezs.tier;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Writes what happens to pages into a file, up to a bound. Records are as they come, 12 bytes each, big endian:
 * <pre>
 *   header  0 magic | 8 records in the file, -1 until it is closed | 16 records dropped behind them | 24 records missed between them
 *           32 one of so many runs of pages is in it, 4 bytes | 36 {@link EvictionOrders} of the tier, 4 bytes
 *   record  0 number of the partition file | 4 page number | 8 {@link PageEvent}, 1 byte | 9 hit, 1 byte | 10 zeros
 * </pre>
 * Numbers of partition files that were closed are used again; a CLEAR is in between. A thread of its own writes the file: whoever records never waits for the disk, see
 * {@link TraceBuffers}. If the file cannot be written, or would take more than half of the free space, the trace ends and says why; nobody else notices.
 */
public final class PageTrace implements AutoCloseable {
    static final long MAGIC = 0x5A53_5047_5452_0004L;
    static final int HEADER_BYTES = 40;
    static final int RECORD_BYTES = TraceBuffers.RECORD_BYTES;
    static final long NOT_CLOSED = -1;

    private static final long WAIT_MILLIS = TimeUnit.SECONDS.toMillis(10);

    private final TraceBuffers buffers;
    private final TraceWriter writer;

    private PageTrace(TraceBuffers buffers, TraceWriter writer) {
        this.buffers = buffers;
        this.writer = writer;
    }

    /** Overwrites the file. @param maxRecords from which on records are only counted */
    static PageTrace open(Path path, long maxRecords, TierConfiguration tier) throws IOException {
        return open(TraceWriter.disk(path), maxRecords, WAIT_MILLIS, tier);
    }

    static PageTrace open(TraceWriter.Disk disk, long maxRecords, long waitMillis, TierConfiguration tier) throws IOException {
        TraceBuffers buffers = new TraceBuffers(maxRecords);
        TraceWriter writer = new TraceWriter(disk, buffers, waitMillis, tier);
        writer.start();
        return new PageTrace(buffers, writer);
    }

    /** Waits for nothing but other threads that do this; makes no garbage. */
    void record(PageEvent event, int indexNumber, int pageIndex, boolean hit) {
        if (buffers.put(event, indexNumber, pageIndex, hit))
            writer.wake();
    }

    /** How many records are within so many bytes of a file, at most; 0 if not even its header is. */
    public static long maxRecords(long fileBytes) {
        return Math.max(0, (fileBytes - HEADER_BYTES) / RECORD_BYTES);
    }

    /** Bytes that the file has, or will have when it is closed. */
    public long fileBytes() {
        return HEADER_BYTES + records() * RECORD_BYTES;
    }

    /** Records that are in the file, or will be when it is closed. */
    public long records() {
        return buffers.records();
    }

    /** Records that came when the file was full or could not be written any more. */
    public long dropped() {
        return buffers.dropped();
    }

    /** Records that are missing between those in the file: the disk was too slow. */
    public long missed() {
        return buffers.missed();
    }

    /** Why it has ended before its time, or null. */
    public String failure() {
        return buffers.failure();
    }

    /** Waits for the disk, but not for long: if it hangs, that is the {@link #failure}. */
    @Override public void close() {
        buffers.close();
        writer.end();
    }
}
