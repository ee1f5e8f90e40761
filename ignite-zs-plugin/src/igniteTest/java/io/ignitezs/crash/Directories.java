package io.ignitezs.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whole directories. */
public final class Directories {
    private Directories() {
    }

    /** Nothing happens if it does not exist. */
    public static void delete(Path directory) throws IOException {
        if (!Files.exists(directory))
            return;
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory)) {
            files = all.sorted(Comparator.reverseOrder()).collect(Collectors.toList());
        }
        for (Path file : files)
            Files.deleteIfExists(file);
    }
}
