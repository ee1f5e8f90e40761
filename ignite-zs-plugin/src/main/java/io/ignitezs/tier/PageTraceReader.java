package io.ignitezs.tier;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads what {@link PageTrace} has written, record by record. A file whose writer did not come to closing it, or could not, is read as far as it goes; then
 * {@link #isClosed} is false and nobody knows what is missing.
 */
public final class PageTraceReader implements AutoCloseable {
    private static final PageEvent[] EVENTS = PageEvent.values();
    private static final int BUFFER_BYTES = 1 << 16;

    private final DataInputStream in;
    private final long records;
    private final long dropped;
    private final long missed;
    private long left;
    private int indexNumber;
    private int pageIndex;
    private PageEvent event;
    private boolean hit;

    private PageTraceReader(DataInputStream in) throws IOException {
        this.in = in;
        if (in.readLong() != PageTrace.MAGIC)
            throw new IOException("Not a page trace of this version");
        records = in.readLong();
        dropped = in.readLong();
        missed = in.readLong();
        left = isClosed() ? records : Long.MAX_VALUE;
    }

    /** @throws IOException if it cannot be read or is no trace */
    public static PageTraceReader open(Path path) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES));
        try {
            return new PageTraceReader(in);
        }
        catch (EOFException e) {
            in.close();
            throw new IOException("Not a page trace: shorter than a header", e);
        }
        catch (Throwable e) {
            in.close();
            throw e;
        }
    }

    /** @return false at the end */
    public boolean next() throws IOException {
        if (left == 0)
            return false;
        left--;
        try {
            indexNumber = in.readInt();
            pageIndex = in.readInt();
            event = event(in.readByte());
            hit = in.readByte() != 0;
            in.readShort();
            return true;
        }
        catch (EOFException e) {
            return false;
        }
    }

    private static PageEvent event(int number) throws IOException {
        if (number < 0 || number >= EVENTS.length)
            throw new IOException("Damaged page trace, event " + number);
        return EVENTS[number];
    }

    /** Whether its writer came to closing it; if not, {@link #dropped} and {@link #missed} are 0. */
    public boolean isClosed() {
        return records != PageTrace.NOT_CLOSED;
    }

    /** Whether it is all that happened while it was written. */
    public boolean isComplete() {
        return isClosed() && dropped == 0 && missed == 0;
    }

    /** Records that came when the file was full or could not be written any more. */
    public long dropped() {
        return dropped;
    }

    /** Records that are missing between those in the file. */
    public long missed() {
        return missed;
    }

    public int indexNumber() {
        return indexNumber;
    }

    public int pageIndex() {
        return pageIndex;
    }

    public PageEvent event() {
        return event;
    }

    public boolean hit() {
        return hit;
    }

    @Override public void close() throws IOException {
        in.close();
    }
}
