package io.ignitezs.tier;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A disk for a page trace that hangs, breaks or fills up when it is told to. */
final class BadDisk implements TraceWriter.Disk {
    final Path path;
    volatile long usableBytes = Long.MAX_VALUE;

    /** The file was opened and closed. */
    volatile boolean closed;

    /** Writes so many bytes more, then fails. */
    volatile int bytesUntilFailure = Integer.MAX_VALUE;

    /** What is to be written, and opened, waits for it. */
    volatile CountDownLatch hangs = new CountDownLatch(0);

    BadDisk(Path path) {
        this.path = path;
    }

    @Override public RandomAccessFile open() throws IOException {
        await();
        return new RandomAccessFile(path.toFile(), "rw") {
            @Override public void close() throws IOException {
                super.close();
                closed = true;
            }

            @Override public void write(byte[] bytes, int offset, int count) throws IOException {
                await();
                int written = Math.min(count, bytesUntilFailure);
                super.write(bytes, offset, written);
                bytesUntilFailure -= written;
                if (written < count)
                    throw new IOException("broken");
            }
        };
    }

    @Override public long usableBytes() {
        return usableBytes;
    }

    private void await() throws IOException {
        try {
            hangs.await();
        }
        catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
