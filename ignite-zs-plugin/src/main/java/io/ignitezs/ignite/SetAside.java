package io.ignitezs.ignite;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Page files that a cache group has from a time when it was not volatile. They would be taken for its state when it is not any more. */
final class SetAside {
    static final String DIRECTORY = "zs-set-aside";

    private SetAside() {
    }

    /**
     * Moves them out of the way, out of no one's reach.
     * @param storage the node's storage directory
     * @param group   the group's directory in it
     * @return where they are now; null if there were none
     */
    static Path pageFiles(Path storage, File group) throws IOException {
        File[] files = group.listFiles((directory, name) -> LiveFiles.isPageFile(name));
        if (files == null || files.length == 0)
            return null;
        Path target = newDirectory(storage.resolve(DIRECTORY), group.getName());
        for (File file : files)
            Files.move(file.toPath(), target.resolve(file.getName()));
        return target;
    }

    private static Path newDirectory(Path parent, String name) throws IOException {
        Files.createDirectories(parent);
        for (int number = 1; ; number++) {
            Path directory = parent.resolve(name + '-' + number);
            if (!Files.exists(directory))
                return Files.createDirectory(directory);
        }
    }
}
