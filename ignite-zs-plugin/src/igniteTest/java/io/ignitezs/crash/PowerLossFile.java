package io.ignitezs.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import org.apache.ignite.internal.processors.cache.persistence.file.FileIO;
import org.apache.ignite.internal.processors.cache.persistence.file.FileIODecorator;

/** An open file of a machine whose power may fail. Nothing is really fsynced: the machine that runs this stays on. */
final class PowerLossFile extends FileIODecorator {
    private final Path path;
    private final UnsyncedFile unsynced;
    private final PowerLossFiles machine;

    PowerLossFile(FileIO file, Path path, UnsyncedFile unsynced, PowerLossFiles machine) {
        super(file);
        this.path = path;
        this.unsynced = unsynced;
        this.machine = machine;
    }

    @Override public int read(ByteBuffer into) throws IOException {
        return machine.use(IoEvent.read(path), path, () -> delegate.read(into));
    }

    @Override public int read(ByteBuffer into, long position) throws IOException {
        return machine.use(IoEvent.read(path), path, () -> delegate.read(into, position));
    }

    @Override public int read(byte[] into, int offset, int bytes) throws IOException {
        return machine.use(IoEvent.read(path), path, () -> delegate.read(into, offset, bytes));
    }

    @Override public int write(ByteBuffer from) throws IOException {
        return changed(delegate.position(), from.remaining(), () -> delegate.write(from));
    }

    @Override public int write(ByteBuffer from, long position) throws IOException {
        return changed(position, from.remaining(), () -> delegate.write(from, position));
    }

    @Override public int write(byte[] from, int offset, int bytes) throws IOException {
        return changed(delegate.position(), bytes, () -> delegate.write(from, offset, bytes));
    }

    @Override public long transferFrom(ReadableByteChannel from, long position, long bytes) throws IOException {
        return changed(position, bytes, () -> delegate.transferFrom(from, position, bytes));
    }

    @Override public int punchHole(long position, int bytes) {
        try {
            return changed(position, bytes, () -> delegate.punchHole(position, bytes));
        }
        catch (IOException e) {
            return 0;
        }
    }

    @Override public void clear() throws IOException {
        machine.beforeTruncation(path);
        machine.use(IoEvent.write(path), path, () -> {
            synchronized (unsynced) {
                unsynced.beforeTruncation(delegate::read);
                delegate.clear();
                return null;
            }
        });
    }

    @Override public void force() throws IOException {
        force(false);
    }

    @Override public void force(boolean withMetadata) throws IOException {
        machine.use(IoEvent.sync(path), path, () -> {
            synchronized (unsynced) {
                unsynced.synced(delegate.size());
                return null;
            }
        });
    }

    @Override public void close() throws IOException {
        machine.use(IoEvent.close(path), path, () -> {
            delegate.close();
            return null;
        });
    }

    @Override public MappedByteBuffer map(int bytes) {
        throw new UnsupportedOperationException("Writes to a mapped file would not be seen");
    }

    private <R> R changed(long position, long bytes, PowerSwitch.Operation<R> write) throws IOException {
        return machine.use(IoEvent.write(path), path, () -> {
            synchronized (unsynced) {
                unsynced.beforeWrite(delegate::read, position, bytes);
                return write.run();
            }
        });
    }
}
