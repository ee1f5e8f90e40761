package io.ignitezs.plugin;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The memory that this process may use: the least of the host's and of the limits of its control groups, its own and all
 * above it, in both versions of the kernel's interface. What cannot be read limits nothing.
 */
final class AllowedMemory {
    private static final String VERSION_1_FILE = "memory.limit_in_bytes";
    private static final String VERSION_2_FILE = "memory.max";

    private final Path root;
    private final long hostBytes;

    /**
     * @param root      of the file system that has {@code proc} and {@code sys}
     * @param hostBytes memory of the host
     */
    AllowedMemory(Path root, long hostBytes) {
        this.root = root;
        this.hostBytes = hostBytes;
    }

    static AllowedMemory ofThisProcess() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new AllowedMemory(Path.of("/"), system.getTotalPhysicalMemorySize());
    }

    long bytes() {
        long least = hostBytes;
        for (String line : lines(root.resolve("proc/self/cgroup")))
            least = Math.min(least, limitOfHierarchy(line));
        return least;
    }

    /** @param line {@code number:controllers:path}; version 2 has no controllers there */
    private long limitOfHierarchy(String line) {
        String[] parts = line.split(":", 3);
        if (parts.length < 3)
            return Long.MAX_VALUE;
        Path mounts = root.resolve("sys/fs/cgroup");
        if (Arrays.asList(parts[1].split(",")).contains("memory"))
            return leastUpwards(mounts.resolve("memory"), parts[2], VERSION_1_FILE);
        if (!parts[1].isEmpty())
            return Long.MAX_VALUE;
        long mixedBytes = leastUpwards(mounts.resolve("unified"), parts[2], VERSION_2_FILE);
        return Math.min(mixedBytes, leastUpwards(mounts, parts[2], VERSION_2_FILE));
    }

    /**
     * From the group to the mount. In a container the path is often the host's and does not exist below the mount, which
     * then is the container's own group.
     */
    private static long leastUpwards(Path mount, String group, String file) {
        Path at = mount.resolve(group.replaceFirst("^/+", "")).normalize();
        if (!at.startsWith(mount))
            at = mount;
        long least = Long.MAX_VALUE;
        for (; at.startsWith(mount); at = at.getParent())
            least = Math.min(least, limit(at.resolve(file)));
        return least;
    }

    private static long limit(Path file) {
        List<String> lines = lines(file);
        String text = lines.isEmpty() ? "" : lines.get(0).trim();
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : Long.MAX_VALUE;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
        }
        catch (IOException e) {
            return List.of();
        }
    }
}
