package io.ignitezs.crash;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.ignite.internal.processors.cache.persistence.file.FileIO;
import org.apache.ignite.internal.processors.cache.persistence.file.FileIOFactory;
import org.apache.ignite.internal.processors.cache.persistence.file.RandomAccessFileIOFactory;

/**
 * Files of a machine whose power fails.
 */
final class PowerLossFiles implements FileIOFactory {
    private static final long serialVersionUID = 1L;

    private final transient RandomAccessFileIOFactory files = new RandomAccessFileIOFactory();
    private final transient PowerSwitch power;

    /** By inode: it stays when a file is renamed. */
    private final transient Map<Object, UnsyncedFile> unsynced = new ConcurrentHashMap<>();
    private final transient AtomicLong nextSeed;
    private final transient LossCounts losses = new LossCounts();

    /**
     * @param directory of the files
     * @param survivors gets what is on the disk when the power fails; does not exist until then
     */
    PowerLossFiles(Path directory, Path survivors, Random random) {
        power = new PowerSwitch(() -> keep(directory, survivors, random));
        nextSeed = new AtomicLong(random.nextLong());
    }

    PowerSwitch power() {
        return power;
    }

    /** What the power loss took and left. */
    LossCounts losses() {
        return losses;
    }

    @Override public FileIO create(File file, OpenOption... modes) throws IOException {
        return power.use(IoEvent.creation(file.toPath()), () -> open(file, modes));
    }

    private synchronized FileIO open(File file, OpenOption... modes) throws IOException {
        boolean created = !file.exists();
        FileIO opened = files.create(file, alsoReading(modes));
        Object inode = inode(file.toPath());
        if (created)
            unsynced.remove(inode); // Of a deleted file.
        long bytes = opened.size();
        UnsyncedFile state = unsynced.computeIfAbsent(inode, unknown -> new UnsyncedFile(bytes, nextSeed.incrementAndGet()));
        return new PowerLossFile(opened, file.toPath(), state, power);
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
            if (unsynced.containsKey(file.getValue()))
                unsynced.get(file.getValue()).lose(survivors.resolve(directory.relativize(file.getKey())), random, losses);
        return null;
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
            assert !Files.exists(file) : file;
        }
    }

    private static Map<Path, Object> inodes(Path directory) throws IOException {
        Map<Path, Object> inodes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.collect(Collectors.toList()))
                inodes.put(file, inode(file));
        }
        return inodes;
    }

    private static Object inode(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
    }
}
