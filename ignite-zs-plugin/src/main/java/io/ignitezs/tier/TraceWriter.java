package io.ignitezs.tier;

import io.ignitezs.pool.ThreadEnd;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread that has the file of a {@link PageTrace} to itself, from opening it to closing it: nobody else waits for the disk, except, for a bounded time, who begins
 * and who ends a trace. Leaves at least as much room on the disk as the file takes, others need it more.
 */
final class TraceWriter {
    private final Disk disk;
    private final TraceBuffers buffers;
    private final long waitMillis;
    private final CountDownLatch opened = new CountDownLatch(1);
    private final int shownOneOf;
    private final EvictionOrders order;
    private final Thread thread;
    private long writtenBytes = PageTrace.HEADER_BYTES;

    /** Where the file is; tests have worse ones. */
    interface Disk {
        /** The file, as it is. Not a channel: an interrupted thread would close it. */
        RandomAccessFile open() throws IOException;

        /** How many more bytes files can take. */
        long usableBytes();
    }

    /** @param waitMillis for the disk, at the beginning and at the end */
    TraceWriter(Disk disk, TraceBuffers buffers, long waitMillis, TierConfiguration tier) {
        this.disk = disk;
        this.buffers = buffers;
        this.waitMillis = waitMillis;
        shownOneOf = tier.shownOneOf;
        order = tier.evictionOrder;
        thread = new Thread(this::run, tier.traceThreadName);
        thread.setDaemon(true);
    }

    static Disk disk(Path path) {
        return new Disk() {
            @Override public RandomAccessFile open() throws IOException {
                return new RandomAccessFile(path.toFile(), "rw");
            }

            @Override public long usableBytes() {
                return path.toFile().getUsableSpace();
            }
        };
    }

    /** @throws IOException if the file cannot be written, or the disk does not answer */
    void start() throws IOException {
        thread.start();
        if (!await(opened))
            buffers.fail(null, "the disk has not answered for " + waitMillis + " ms");
        if (buffers.failure() == null)
            return;
        buffers.close();
        wake();
        throw new IOException(buffers.failure());
    }

    private boolean await(CountDownLatch latch) {
        try {
            return latch.await(waitMillis, TimeUnit.MILLISECONDS);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** There is something to write, or to be closed. */
    void wake() {
        LockSupport.unpark(thread);
    }

    /** Writes what is left, after {@link TraceBuffers#close}. */
    void end() {
        wake();
        if (!ThreadEnd.await(thread, waitMillis))
            buffers.fail(null, "the disk has not taken the end of it for " + waitMillis + " ms");
    }

    private void run() {
        try (RandomAccessFile file = disk.open()) {
            if (!buffers.isClosed())
                write(file);
        }
        catch (Throwable e) {
            buffers.fail(null, e.toString());
        }
        finally {
            opened.countDown();
        }
    }

    /** If nobody waits for the file any more it may be another trace's: then it was left as it is. */
    private void write(RandomAccessFile file) throws IOException {
        file.setLength(0);
        writeHeader(file, PageTrace.NOT_CLOSED);
        opened.countDown();
        writeRecords(file);
        end(file);
    }

    private void writeRecords(RandomAccessFile file) {
        while (true) {
            boolean isLast = buffers.isClosed();
            for (ByteBuffer taken = buffers.take(); taken != null; taken = buffers.take())
                write(file, taken);
            if (isLast)
                return;
            LockSupport.park(this);
        }
    }

    private void write(RandomAccessFile file, ByteBuffer taken) {
        int bytes = taken.position();
        try {
            long usableBytes = disk.usableBytes();
            if (writtenBytes + bytes > usableBytes - bytes) {
                buffers.fail(taken, "it may take half of what is free on its disk, and has [fileBytes=" + writtenBytes + ", freeBytes=" + usableBytes + ']');
                return;
            }
            file.write(taken.array(), 0, bytes);
            writtenBytes += bytes;
            buffers.giveBack(taken);
        }
        catch (Throwable e) {
            buffers.fail(taken, e.toString());
        }
    }

    /** What a failed write left is no record. */
    private void end(RandomAccessFile file) throws IOException {
        if (buffers.failure() != null)
            file.setLength(writtenBytes);
        writeHeader(file, buffers.records());
    }

    private void writeHeader(RandomAccessFile file, long records) throws IOException {
        file.seek(0);
        file.writeLong(PageTrace.MAGIC);
        file.writeLong(records);
        file.writeLong(buffers.dropped());
        file.writeLong(buffers.missed());
        file.writeInt(shownOneOf);
        file.writeInt(order.ordinal());
    }
}
