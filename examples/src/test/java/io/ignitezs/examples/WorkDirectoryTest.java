package io.ignitezs.examples;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkDirectoryTest {
    @TempDir
    private Path folder;

    @Test
    void emptiesWhatAnEarlierRunHasLeft() throws Exception {
        WorkDirectory directory = new WorkDirectory(folder.resolve("work"));
        directory.check();
        directory.recreate();
        Path left = Files.createDirectories(folder.resolve("work/db/example")).resolve("part-0.bin");
        Files.createFile(left);
        directory.check();
        directory.recreate();
        assertTrue(Files.isDirectory(folder.resolve("work")));
        assertFalse(Files.exists(folder.resolve("work/db")));
    }

    @Test
    void followsNoLinkOutOfTheFolder() throws Exception {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Path precious = Files.createFile(outside.resolve("precious"));
        WorkDirectory directory = new WorkDirectory(folder.resolve("work"));
        directory.recreate();
        Files.createSymbolicLink(folder.resolve("work/link"), outside);
        directory.recreate();
        assertTrue(Files.exists(precious));
    }

    @Test
    void anotherRunDoesNotGetIt() throws Exception {
        WorkDirectory first = new WorkDirectory(folder.resolve("work"));
        first.recreate();
        Path file = Files.createFile(folder.resolve("work").resolve("page"));
        assertThrows(BadInputException.class, () -> new WorkDirectory(folder.resolve("work")).recreate());
        assertTrue(Files.exists(file));
    }
}
