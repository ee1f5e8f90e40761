package io.ignitezs.ignite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The storage directory of one node, {@code db/<node>}, looked at from outside. */
public final class NodeDirectory {
    private static final String LOCK_FILE = "lock";

    private final Path directory;

    private NodeDirectory(Path directory) {
        this.directory = directory;
    }

    /**
     * @param path a node's storage directory, or the {@code db} directory that has those of nodes
     * @return empty if there is no cache group's directory in it
     */
    public static List<NodeDirectory> in(Path path) throws IOException {
        if (!groupDirectories(path).isEmpty())
            return List.of(new NodeDirectory(path));
        List<NodeDirectory> nodes = new ArrayList<>();
        for (Path directory : directories(path))
            if (!groupDirectories(directory).isEmpty())
                nodes.add(new NodeDirectory(directory));
        return nodes;
    }

    public Path path() {
        return directory;
    }

    /** Whether a node has it open. Takes and changes nothing; only to be asked in a process that has no node. */
    public boolean isInUse() throws IOException {
        Path lock = directory.resolve(LOCK_FILE);
        if (!Files.exists(lock))
            return false;
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.READ)) {
            return !canLock(channel);
        }
    }

    /** A shared lock needs no right to write, and is refused while a node has its own. */
    private static boolean canLock(FileChannel channel) throws IOException {
        try (FileLock lock = channel.tryLock(0, 1, true)) {
            return lock != null;
        }
        catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Its partition and index files that have a header, in the order of their names. */
    public List<PageSource> files() throws IOException {
        List<PageSource> files = new ArrayList<>();
        for (Path group : groupDirectories(directory))
            for (Path file : children(group))
                addFile(files, file, LiveFiles.groupOfDirectory(group.getFileName().toString()));
        return files;
    }

    private static void addFile(List<PageSource> files, Path file, String group) throws IOException {
        PageFile found = LiveFiles.isPageFile(file.getFileName().toString()) ? PageFile.of(file, group) : null;
        if (found != null)
            files.add(found);
    }

    private static List<Path> groupDirectories(Path parent) throws IOException {
        return directories(parent).stream()
            .filter(directory -> LiveFiles.groupOfDirectory(directory.getFileName().toString()) != null).collect(Collectors.toList());
    }

    private static List<Path> directories(Path parent) throws IOException {
        return children(parent).stream().filter(Files::isDirectory).collect(Collectors.toList());
    }

    private static List<Path> children(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.sorted().collect(Collectors.toList());
        }
    }
}
