package io.ignitezs.examples;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/** Whether this process has partition files open with O_DIRECT: not what was configured, but what the kernel says. */
final class DirectIo {
    private static final Path DESCRIPTORS = Paths.get("/proc/self/fd");
    private static final Path DESCRIPTOR_INFOS = Paths.get("/proc/self/fdinfo");

    /** O_DIRECT of x86 and of Arm. Each is O_DIRECTORY of the other, which no file can be opened with. */
    private static final int EITHER_DIRECT_FLAG = 0040000 | 0200000;

    private DirectIo() {
    }

    /** @return true if there are such files, and all of them are open for direct I/O */
    static boolean isUsedUnder(Path folder) {
        int files = 0;
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                if (!isPartitionUnder(folder, descriptor))
                    continue;
                if (!isDirect(descriptor))
                    return false;
                files++;
            }
        }
        catch (IOException e) {
            return false;
        }
        return files > 0;
    }

    private static boolean isPartitionUnder(Path folder, Path descriptor) {
        try {
            Path file = Files.readSymbolicLink(descriptor);
            return file.startsWith(folder) && file.getFileName().toString().startsWith("part-");
        }
        catch (IOException e) {
            // Closed meanwhile.
            return false;
        }
    }

    private static boolean isDirect(Path descriptor) throws IOException {
        for (String line : Files.readAllLines(DESCRIPTOR_INFOS.resolve(descriptor.getFileName())))
            if (line.startsWith("flags:"))
                return (Integer.parseInt(line.substring(6).trim(), 8) & EITHER_DIRECT_FLAG) != 0;
        return false;
    }
}
