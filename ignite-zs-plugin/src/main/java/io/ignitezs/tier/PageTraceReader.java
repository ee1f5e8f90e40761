package io.ignitezs.tier;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what {@link PageTrace} has written, record by record. A file whose writer did not come to closing it is read as far as it goes. */
public final class PageTraceReader implements AutoCloseable {
    private static final PageEvent[] EVENTS = PageEvent.values();
    private static final int BUFFER_BYTES = 1 << 16;

    private final DataInputStream in;
    private final long dropped;
    private int indexNumber;
    private int pageIndex;
    private PageEvent event;
    private boolean hit;

    private PageTraceReader(DataInputStream in) throws IOException {
        this.in = in;
        if (in.readLong() != PageTrace.MAGIC)
            throw new IOException("Not a page trace");
        in.readLong();
        dropped = in.readLong();
    }

    public static PageTraceReader open(Path path) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES));
        try {
            return new PageTraceReader(in);
        }
        catch (Throwable e) {
            in.close();
            throw e;
        }
    }

    /** @return false at the end */
    public boolean next() throws IOException {
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

    /** Records that the file had no room for. */
    public long dropped() {
        return dropped;
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
