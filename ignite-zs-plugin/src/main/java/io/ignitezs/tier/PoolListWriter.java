package io.ignitezs.tier;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * Writes a {@link PoolList} in place of another, all or nothing: into a file of its own beside it, which takes its name when it is complete and on disk. Whatever
 * happens, a reader finds the list of before or the new one. A writer whose disk hangs may be given up, and another one be at work in its place.
 */
public final class PoolListWriter implements AutoCloseable {
    static final String TEMPORARY_SUFFIX = ".tmp";

    /** Opens files; tests let that fail, or hang. */
    public interface Opener {
        FileOutputStream open(File file) throws IOException;
    }

    private final Path target;
    private final Path temporary;
    private final BooleanSupplier isGivenUp;
    private final FileOutputStream file;
    private final CheckedOutputStream checked;
    private final DataOutputStream out;
    private final long[] pagesByRank = new long[PoolList.RANKS];
    private long previous;
    private boolean committed;

    private PoolListWriter(Path target, Opener opener, BooleanSupplier isGivenUp) throws IOException {
        this.target = target;
        this.isGivenUp = isGivenUp;
        deleteLeftovers();
        temporary = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + TEMPORARY_SUFFIX);
        file = opener.open(temporary.toFile());
        checked = new CheckedOutputStream(new BufferedOutputStream(file), new CRC32C());
        out = new DataOutputStream(checked);
    }

    /**
     * @param target    where the list is to be; what is there stays until {@link #commit}
     * @param isGivenUp whether nobody waits for this writer any more
     */
    public static PoolListWriter open(Path target, int pageBytes, Opener opener, BooleanSupplier isGivenUp) throws IOException {
        PoolListWriter writer = new PoolListWriter(target, opener, isGivenUp);
        try {
            writer.out.writeLong(PoolList.MAGIC);
            writer.out.writeInt(pageBytes);
            return writer;
        }
        catch (Throwable e) {
            writer.close();
            throw e;
        }
    }

    /** {@link #endFile} MUST follow after its pages. */
    public void beginFile(String name) throws IOException {
        assert !name.isEmpty();
        previous = -1;
        out.writeUTF(name);
    }

    /** @param pageIndex larger than the one before @param rank 0..{@link PoolList#RANKS} - 1 */
    public void add(int pageIndex, int rank) throws IOException {
        assert pageIndex > previous && rank >= 0 && rank < PoolList.RANKS : pageIndex + " after " + previous + ", rank " + rank;
        writeNumber(pageIndex - previous << PoolList.RANK_BITS | rank);
        previous = pageIndex;
        pagesByRank[rank]++;
    }

    public void endFile() throws IOException {
        writeNumber(0);
    }

    public long pages() {
        long pages = 0;
        for (long some : pagesByRank)
            pages += some;
        return pages;
    }

    /** Puts the list in place. @param pageCostBytes what a page takes of the tier on average @throws IOException also if it was given up */
    public void commit(int pageCostBytes) throws IOException {
        out.writeUTF("");
        for (long some : pagesByRank)
            out.writeLong(some);
        out.writeInt(pageCostBytes);
        out.writeInt((int)checked.getChecksum().getValue());
        out.flush();
        file.getFD().sync();
        file.close();
        if (isGivenUp.getAsBoolean())
            throw new IOException("The list was given up, the disk took too long");
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        committed = true;
        syncDirectory();
    }

    /** If the list was not committed, nothing is left of it. */
    @Override public void close() throws IOException {
        file.close();
        if (!committed)
            Files.deleteIfExists(temporary);
    }

    /** Of a process that was killed, or of a writer that was given up, which will find that its file is gone. */
    private void deleteLeftovers() throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(target.toAbsolutePath().getParent(), this::isTemporary)) {
            for (Path leftover : leftovers)
                Files.deleteIfExists(leftover);
        }
    }

    private boolean isTemporary(Path some) {
        String name = some.getFileName().toString();
        return !isGivenUp.getAsBoolean() && name.startsWith(target.getFileName().toString()) && name.endsWith(TEMPORARY_SUFFIX);
    }

    /** Where that cannot be done a power failure may leave the list of before. */
    private void syncDirectory() {
        try (FileChannel directory = FileChannel.open(target.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
        catch (IOException e) {
            assert Files.exists(target) : target;
        }
    }

    private void writeNumber(long number) throws IOException {
        long left = number;
        for (; left >= 0x80; left >>>= 7)
            out.writeByte((int)left & 0x7F | 0x80);
        out.writeByte((int)left);
    }
}
