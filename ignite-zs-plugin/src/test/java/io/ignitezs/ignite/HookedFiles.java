package io.ignitezs.ignite;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.ignite.internal.processors.cache.persistence.file.FileIO;
import org.apache.ignite.internal.processors.cache.persistence.file.FileIODecorator;
import org.apache.ignite.internal.processors.cache.persistence.file.FileIOFactory;
import org.apache.ignite.internal.processors.cache.persistence.file.RandomAccessFileIOFactory;

/** Files that count reads of pages, and stop or fail where a test says. */
final class HookedFiles implements FileIOFactory {
    private static final long serialVersionUID = 1L;

    /** What a test does at a certain point of file I/O. */
    interface Hook {
        void run() throws IOException;
    }

    private final transient RandomAccessFileIOFactory files = new RandomAccessFileIOFactory();
    private final transient AtomicInteger pageReads = new AtomicInteger();
    private final transient AtomicInteger writes = new AtomicInteger();
    private final transient AtomicInteger forces = new AtomicInteger();
    private transient volatile Hook afterRead = () -> { };
    private transient volatile Hook beforeWrite = () -> { };
    private transient volatile String hookedDirectory = "";
    private transient volatile Hook beforeTruncation = () -> { };

    /** How often a file was written to. */
    int writes() {
        return writes.get();
    }

    /** How often files were forced to disk. */
    int forces() {
        return forces.get();
    }

    int pageReads() {
        return pageReads.get();
    }

    void afterRead(Hook hook) {
        afterRead = hook;
    }

    void beforeWrite(Hook hook) {
        beforeWrite = hook;
    }

    /** Of files in directories of that name only. */
    void beforeWriteIn(String directory, Hook hook) {
        hookedDirectory = directory;
        beforeWrite = hook;
    }

    void beforeTruncation(Hook hook) {
        beforeTruncation = hook;
    }

    @Override public FileIO create(File file, OpenOption... modes) throws IOException {
        return new Hooked(files.create(file, modes), file.toPath());
    }

    private final class Hooked extends FileIODecorator {
        private final Path path;

        private Hooked(FileIO file, Path path) {
            super(file);
            this.path = path;
        }

        @Override public int readFully(ByteBuffer page, long position) throws IOException {
            int bytes = super.readFully(page, position);
            pageReads.incrementAndGet();
            afterRead.run();
            return bytes;
        }

        @Override public int writeFully(ByteBuffer page, long position) throws IOException {
            writes.incrementAndGet();
            if (hookedDirectory.isEmpty() || path.getParent().endsWith(hookedDirectory))
                beforeWrite.run();
            return super.writeFully(page, position);
        }

        @Override public void force() throws IOException {
            forces.incrementAndGet();
            super.force();
        }

        @Override public void clear() throws IOException {
            beforeTruncation.run();
            super.clear();
        }
    }
}
