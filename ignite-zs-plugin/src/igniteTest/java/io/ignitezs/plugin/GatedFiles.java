package io.ignitezs.plugin;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.OpenOption;
import java.util.concurrent.Semaphore;
import org.apache.ignite.internal.processors.cache.persistence.file.FileIO;
import org.apache.ignite.internal.processors.cache.persistence.file.FileIODecorator;
import org.apache.ignite.internal.processors.cache.persistence.file.FileIOFactory;
import org.apache.ignite.internal.processors.cache.persistence.file.RandomAccessFileIOFactory;

/** Files of one cache whose runs of pages are written one by one as a test permits, once it has closed the gate. Single pages pass. */
final class GatedFiles implements FileIOFactory {
    private static final long serialVersionUID = 1L;

    /** More than there are writes. */
    private static final int ALL = 1 << 28;

    private final transient RandomAccessFileIOFactory files = new RandomAccessFileIOFactory();
    private final transient Semaphore permits = new Semaphore(ALL, true);
    private final String directory;
    private final int pageBytes;

    GatedFiles(String directory, int pageBytes) {
        this.directory = directory;
        this.pageBytes = pageBytes;
    }

    void close() {
        permits.drainPermits();
    }

    void open() {
        permits.release(ALL);
    }

    void letOneRunPass() {
        permits.release();
    }

    boolean isAwaited() {
        return permits.hasQueuedThreads();
    }

    @Override public FileIO create(File file, OpenOption... modes) throws IOException {
        FileIO opened = files.create(file, modes);
        return file.toPath().getParent().endsWith(directory) ? new Gated(opened) : opened;
    }

    private final class Gated extends FileIODecorator {
        private Gated(FileIO file) {
            super(file);
        }

        @Override public int writeFully(ByteBuffer pages, long position) throws IOException {
            if (pages.remaining() > pageBytes)
                await();
            return super.writeFully(pages, position);
        }
    }

    private void await() throws IOException {
        try {
            permits.acquire();
        }
        catch (InterruptedException e) {
            throw new InterruptedIOException(e.toString());
        }
    }
}
