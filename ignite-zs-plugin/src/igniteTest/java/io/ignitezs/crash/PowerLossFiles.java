package io.ignitezs.crash;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ignite.internal.processors.cache.persistence.file.FileIO;
import org.apache.ignite.internal.processors.cache.persistence.file.FileIOFactory;
import org.apache.ignite.internal.processors.cache.persistence.file.RandomAccessFileIOFactory;

/*
 * What is modelled. Files are on the real disk as the page cache has them, so who reads or renames them by other ways sees what the
 * node sees; beside them is kept what is under each sector that was written and not fsynced. When the power fails, all files are copied
 * while none is written, and of each copy some of these sectors become what is under them.
 *
 * L1  writes      of a sector may be lost or kept, one by one or in groups, with another share in each file: pages are torn at 512 bytes. A
 *                 sector that was written again may keep what was written before, because it may have been written back in between.
 * L2  growth      a block of 4 KiB that the disk never had is there as a whole or not at all, and the file ends behind the last one that is there;
 *                 what is missing in between reads as zeros. So it is with ext4 (ordered, delayed allocation) and XFS, which move the
 *                 length and convert the extent when the data has been written.
 * L3  new files   the first block is there if anything of the file is, because it is written back first. Without this rule stock Ignite does not
 *                 start: it never fsyncs the header of a new partition file before the pages behind it ("Unknown version of file page store: 0").
 * L4  truncation  may be lost until the file is fsynced, as a whole and with all that was written after it.
 * L5  names       creation, renaming and deletion hold at once: they are in the journal, in order, and any fsync commits it; Ignite fsyncs its WAL
 *                 all the time and no directory ever. They do not come by here in any case, so the number of a deleted page file may be that of another one later.
 * L6  fsync       counts for all writes that had returned. It costs nothing, because nothing is really written.
 * L7  moment      the power does not fail between the deletion of a partition by a checkpoint and the end of that checkpoint: see UnfinishedDestructions.
 *
 * What does not come by here (Ignite 2.17.0), and is taken to be on the disk when it is written: cache_data.dat, binary metadata, marshaller mappings, the
 * list of checkpoints that is kept for a quick start, whole WAL segments that are copied to the archive and then fsynced, lock files. With a WAL mode
 * other than FSYNC the WAL does not come by here either.
 */
/** Files of a machine whose power fails. */
final class PowerLossFiles implements FileIOFactory {
    private static final long serialVersionUID = 1L;

    private final transient RandomAccessFileIOFactory files = new RandomAccessFileIOFactory();
    private final transient PowerSwitch power;

    /** By inode: it stays when a file is renamed. */
    private final transient Map<Object, UnsyncedFile> unsynced = new ConcurrentHashMap<>();
    private final transient AtomicLong nextSeed;
    private final transient UnfinishedDestructions destructions = new UnfinishedDestructions();
    private final transient LossCounts losses = new LossCounts();
    private final transient Survival survival;
    private transient volatile FileHook hook = FileHook.NONE;

    /**
     * @param directory of the files
     * @param survivors gets what is on the disk when the power fails; does not exist until then
     */
    PowerLossFiles(Path directory, Path survivors, Survival survival, Random random) {
        this.survival = survival;
        power = new PowerSwitch(destructions::areNone, () -> keep(directory, survivors, random));
        nextSeed = new AtomicLong(random.nextLong());
    }

    PowerSwitch power() {
        return power;
    }

    /** Comes before each operation from now on. */
    void hook(FileHook hook) {
        this.hook = hook;
    }

    /** What the power loss took and left. */
    LossCounts losses() {
        return losses;
    }

    @Override public FileIO create(File file, OpenOption... modes) throws IOException {
        return use(IoEvent.creation(file.toPath()), file.toPath(), () -> open(file, modes));
    }

    <R> R use(IoEvent event, Path file, PowerSwitch.Operation<R> operation) throws IOException {
        hook.before(event, file);
        return power.use(event, operation);
    }

    private synchronized FileIO open(File file, OpenOption... modes) throws IOException {
        boolean created = !file.exists();
        FileIO opened = files.create(file, alsoReading(modes));
        Object inode = inode(file.toPath());
        if (created)
            unsynced.remove(inode); // Of a deleted file.
        long bytes = opened.size();
        UnsyncedFile state = unsynced.computeIfAbsent(inode, unknown -> new UnsyncedFile(file.toPath(), bytes, nextSeed.incrementAndGet()));
        return new PowerLossFile(opened, file.toPath(), state, this);
    }

    void beforeTruncation(Path file) {
        if (IoEvent.isPageFile(file) && IoEvent.byCheckpoint())
            destructions.begin(file);
    }

    /** What is under a write must be read before. */
    private static OpenOption[] alsoReading(OpenOption... modes) {
        Set<OpenOption> all = new LinkedHashSet<>(Arrays.asList(modes));
        all.add(StandardOpenOption.READ);
        return all.toArray(new OpenOption[0]);
    }

    /** Renames and deletions do not come by here and may happen meanwhile: then once more. */
    private Void keep(Path directory, Path survivors, Random random) throws IOException {
        Map<Path, Object> before;
        do {
            Directories.delete(survivors);
            before = inodes(directory);
            for (Path file : before.keySet())
                copy(file, survivors.resolve(directory.relativize(file)));
        }
        while (!before.equals(inodes(directory)));
        for (Map.Entry<Path, Object> file : before.entrySet())
            lose(file.getKey(), unsynced.get(file.getValue()), survivors.resolve(directory.relativize(file.getKey())), random);
        return null;
    }

    private void lose(Path file, UnsyncedFile state, Path survivor, Random random) throws IOException {
        if (state != null && state.isOf(file))
            state.lose(survivor, survival, random, losses);
    }

    private static void copy(Path file, Path to) throws IOException {
        try {
            Files.createDirectories(to.getParent());
            if (Files.isDirectory(file))
                Files.createDirectories(to);
            else
                Files.copy(file, to);
        }
        catch (NoSuchFileException e) {
            // Renamed or deleted meanwhile: the next round sees it.
        }
    }

    private static Map<Path, Object> inodes(Path directory) throws IOException {
        Map<Path, Object> inodes = new TreeMap<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                return visitFile(visited, attributes);
            }

            @Override public FileVisitResult visitFile(Path visited, BasicFileAttributes attributes) {
                inodes.put(visited, attributes.fileKey());
                return FileVisitResult.CONTINUE;
            }

            /** It went away meanwhile. */
            @Override public FileVisitResult visitFileFailed(Path visited, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        return inodes;
    }

    private static Object inode(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }
}
