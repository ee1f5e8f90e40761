package io.ignitezs.examples;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.stream.Stream;

/** The folder that a run works in. It is emptied at the start, and so must be one that a run has made. */
final class WorkDirectory {
    /** Pages, write-ahead log and some room; a larger table of the user's own may need more. */
    private static final long NEEDED_BYTES = 768 * MemorySize.MEBIBYTE;
    private static final String MARKER = ".made-by-ignite-zs-example";

    private final Path path;

    /** Beside the directory; held open for as long as the directory is used. */
    private FileChannel lock;

    WorkDirectory(Path path) {
        this.path = path;
    }

    Path log() {
        return path.resolve("ignite.log");
    }

    /** Where the data's licence goes, as the store is a copy of the data. */
    Path licence() {
        return path.resolve("LICENSE-of-the-data.txt");
    }

    /** Looks, changes nothing. */
    void check() throws BadInputException, IOException {
        checkRoom();
        checkContent();
    }

    private void checkRoom() throws BadInputException {
        Path existing = path;
        while (!Files.exists(existing))
            existing = existing.getParent();
        long freeBytes = existing.toFile().getUsableSpace();
        if (freeBytes < NEEDED_BYTES)
            throw new BadInputException("--work " + path + " has " + MemorySize.mebibytes(freeBytes) + " free, needs "
                + MemorySize.mebibytes(NEEDED_BYTES));
    }

    private void checkContent() throws BadInputException, IOException {
        if (!Files.exists(path) || Files.exists(path.resolve(MARKER)))
            return;
        if (!Files.isDirectory(path))
            throw new BadInputException("--work " + path + " is not a directory");
        try (Stream<Path> entries = Files.list(path)) {
            if (entries.findAny().isPresent())
                throw new BadInputException("--work " + path
                    + " has files that no run of this example has made; it would remove them");
        }
    }

    /** Takes the directory for this process, until it ends. @throws BadInputException if another run has it; then nothing is touched */
    void recreate() throws BadInputException, IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        if (!lock())
            throw new BadInputException("--work " + path + " is in use by another run");
        if (Files.exists(path))
            removeAll();
        Files.createDirectories(path);
        Files.createFile(path.resolve(MARKER));
    }

    private boolean lock() throws IOException {
        if (lock != null)
            return true;
        Path file = path.resolveSibling(path.getFileName() + ".lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null)
                lock = channel;
        }
        catch (OverlappingFileLockException e) {
            lock = null;
        }
        return lock != null;
    }

    private void removeAll() throws IOException {
        ArrayDeque<Path> deepestFirst = new ArrayDeque<>();
        try (Stream<Path> all = Files.walk(path)) {
            all.sorted(Comparator.reverseOrder()).forEach(deepestFirst::add);
        }
        for (Path entry : deepestFirst)
            Files.delete(entry);
    }
}
