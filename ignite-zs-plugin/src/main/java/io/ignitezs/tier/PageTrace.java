package io.ignitezs.tier;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Writes what happens to pages into a file, up to a bound. Records are as they come, 12 bytes each, big endian:
 * <pre>
 *   header  0 magic | 8 records in the file | 16 records that were dropped
 *   record  0 number of the partition file | 4 page number | 8 {@link PageEvent}, 1 byte | 9 hit, 1 byte | 10 zeros
 * </pre>
 * Numbers of partition files that were closed are used again; a CLEAR is in between. One lock for all threads: who traces wants the order.
 * If the file cannot be written the trace ends and says why; nobody else notices.
 */
public final class PageTrace implements AutoCloseable {
    static final long MAGIC = 0x5A53_5047_5452_0001L;
    static final int HEADER_BYTES = 24;
    static final int RECORD_BYTES = 12;

    private static final int BUFFERED_RECORDS = 8 << 10;

    /** Not a channel: an interrupted thread would close it. */
    private final RandomAccessFile file;
    private final long maxRecords;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFERED_RECORDS * RECORD_BYTES);
    private long records;
    private long dropped;
    private String failure;
    private boolean closed;

    PageTrace(RandomAccessFile file, long maxRecords) {
        this.file = file;
        this.maxRecords = maxRecords;
    }

    /** Overwrites the file. @param maxRecords from which on records are only counted */
    static PageTrace open(Path path, long maxRecords) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        PageTrace trace = new PageTrace(file, maxRecords);
        try {
            file.setLength(0);
            trace.writeHeader();
            return trace;
        }
        catch (Throwable e) {
            file.close();
            throw e;
        }
    }

    synchronized void record(PageEvent event, int indexNumber, int pageIndex, boolean hit) {
        if (closed)
            return;
        if (records == maxRecords || failure != null) {
            dropped++;
            return;
        }
        buffer.putInt(indexNumber).putInt(pageIndex).put((byte)event.ordinal()).put((byte)(hit ? 1 : 0)).putShort((short)0);
        records++;
        if (!buffer.hasRemaining())
            flush();
    }

    /** How many records are within so many bytes of a file, at most; 0 if not even its header is. */
    public static long maxRecords(long fileBytes) {
        return Math.max(0, (fileBytes - HEADER_BYTES) / RECORD_BYTES);
    }

    /** Bytes that the file has, or will have when it is closed. */
    public synchronized long fileBytes() {
        return HEADER_BYTES + records * RECORD_BYTES;
    }

    /** Records that are in the file, or will be when it is closed. */
    public synchronized long records() {
        return records;
    }

    /** Records that found no room in it. */
    public synchronized long dropped() {
        return dropped;
    }

    /** Why it has ended before its time, or null. */
    public synchronized String failure() {
        return failure;
    }

    @Override public synchronized void close() {
        if (closed)
            return;
        closed = true;
        flush();
        try (file) {
            writeHeader();
        }
        catch (IOException e) {
            fail(e);
        }
    }

    private void flush() {
        try {
            file.write(buffer.array(), 0, buffer.position());
        }
        catch (IOException e) {
            int lost = buffer.position() / RECORD_BYTES;
            records -= lost;
            dropped += lost;
            fail(e);
        }
        buffer.clear();
    }

    private void fail(IOException e) {
        if (failure == null)
            failure = e.toString();
    }

    private void writeHeader() throws IOException {
        file.seek(0);
        file.writeLong(MAGIC);
        file.writeLong(records);
        file.writeLong(dropped);
    }
}
