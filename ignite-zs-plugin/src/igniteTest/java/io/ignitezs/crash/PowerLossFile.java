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
    private final PowerSwitch power;

    PowerLossFile(FileIO file, Path path, UnsyncedFile unsynced, PowerSwitch power) {
        super(file);
        this.path = path;
        this.unsynced = unsynced;
        this.power = power;
    }

    @Override public int read(ByteBuffer into) throws IOException {
        return power.use(IoEvent.read(path), () -> delegate.read(into));
    }

    @Override public int read(ByteBuffer into, long position) throws IOException {
        return power.use(IoEvent.read(path), () -> delegate.read(into, position));
    }

    @Override public int read(byte[] into, int offset, int bytes) throws IOException {
        return power.use(IoEvent.read(path), () -> delegate.read(into, offset, bytes));
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
        power.use(IoEvent.write(path), () -> {
            synchronized (unsynced) {
                unsynced.beforeTruncation(delegate::read, 0);
                delegate.clear();
                return null;
            }
        });
    }

    @Override public void force() throws IOException {
        force(false);
    }

    @Override public void force(boolean withMetadata) throws IOException {
        power.use(IoEvent.sync(path), () -> {
            synchronized (unsynced) {
                unsynced.synced(delegate.size());
                return null;
            }
        });
    }

    @Override public void close() throws IOException {
        power.use(IoEvent.close(path), () -> {
            delegate.close();
            return null;
        });
    }

    @Override public MappedByteBuffer map(int bytes) {
        throw new UnsupportedOperationException("Writes to a mapped file would not be seen");
    }

    private <R> R changed(long position, long bytes, PowerSwitch.Operation<R> write) throws IOException {
        return power.use(IoEvent.write(path), () -> {
            synchronized (unsynced) {
                unsynced.beforeWrite(delegate::read, position, bytes);
                return write.run();
            }
        });
    }
}
