package io.ignitezs.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.stream.Stream;

/** The folder that a run works in. It is emptied at the start, and so must be one that a run has made. */
final class WorkDirectory {
    private static final String MARKER = ".made-by-ignite-zs-example";

    private final Path path;

    WorkDirectory(Path path) {
        this.path = path;
    }

    Path log() {
        return path.resolve("ignite.log");
    }

    /** Looks, changes nothing. */
    void check() throws BadInputException, IOException {
        if (!Files.exists(path) || Files.exists(path.resolve(MARKER)))
            return;
        if (!Files.isDirectory(path))
            throw new BadInputException("--work " + path + " is not a directory");
        try (Stream<Path> entries = Files.list(path)) {
            if (entries.findAny().isPresent())
                throw new BadInputException("--work " + path + " has files that no run of this example has made; it would remove them");
        }
    }

    void recreate() throws IOException {
        if (Files.exists(path))
            removeAll();
        Files.createDirectories(path);
        Files.createFile(path.resolve(MARKER));
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
