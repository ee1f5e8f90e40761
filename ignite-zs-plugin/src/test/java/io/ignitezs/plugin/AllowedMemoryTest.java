package io.ignitezs.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Control groups as the kernel shows them, made below a directory that stands for the root. */
class AllowedMemoryTest {
    private static final long HOST_BYTES = 64L << 30;
    private static final String NO_LIMIT_V1 = "9223372036854771712";

    @TempDir
    private Path root;

    @Test void withoutControlGroupsItIsTheHosts() {
        assertAllowed(HOST_BYTES);
    }

    @Test void version1() throws IOException {
        file("proc/self/cgroup", "5:cpu,cpuacct:/other\n4:memory:/a/b\n0::/ignored\n");
        file("sys/fs/cgroup/memory/memory.limit_in_bytes", NO_LIMIT_V1);
        file("sys/fs/cgroup/memory/a/memory.limit_in_bytes", NO_LIMIT_V1);
        file("sys/fs/cgroup/memory/a/b/memory.limit_in_bytes", "1000000");
        assertAllowed(1000000);
    }

    @Test void version1WithoutLimit() throws IOException {
        file("proc/self/cgroup", "4:memory:/a\n");
        file("sys/fs/cgroup/memory/a/memory.limit_in_bytes", NO_LIMIT_V1);
        assertAllowed(HOST_BYTES);
    }

    @Test void version1TogetherWithOtherControllers() throws IOException {
        file("proc/self/cgroup", "4:hugetlb,memory:/a\n");
        file("sys/fs/cgroup/memory/a/memory.limit_in_bytes", "3000000");
        assertAllowed(3000000);
    }

    @Test void anotherControllersGroupDoesNotCount() throws IOException {
        file("proc/self/cgroup", "5:cpu:/a\n4:memory:/b\n");
        file("sys/fs/cgroup/memory/a/memory.limit_in_bytes", "1000000");
        file("sys/fs/cgroup/memory/b/memory.limit_in_bytes", "2000000");
        assertAllowed(2000000);
    }

    @Test void version2OwnGroup() throws IOException {
        file("proc/self/cgroup", "0::/pods/ignite\n");
        file("sys/fs/cgroup/pods/memory.max", "max");
        file("sys/fs/cgroup/pods/ignite/memory.max", "5000000\n");
        assertAllowed(5000000);
    }

    @Test void version2GroupAboveIsTighter() throws IOException {
        file("proc/self/cgroup", "0::/pods/ignite/node\n");
        file("sys/fs/cgroup/pods/memory.max", "4000000");
        file("sys/fs/cgroup/pods/ignite/memory.max", "max");
        file("sys/fs/cgroup/pods/ignite/node/memory.max", "6000000");
        assertAllowed(4000000);
    }

    @Test void version2WithoutLimit() throws IOException {
        file("proc/self/cgroup", "0::/\n");
        file("sys/fs/cgroup/memory.max", "max");
        assertAllowed(HOST_BYTES);
    }

    @Test void limitAboveTheHostDoesNotRaiseIt() throws IOException {
        file("proc/self/cgroup", "0::/a\n");
        file("sys/fs/cgroup/a/memory.max", Long.toString(2 * HOST_BYTES));
        assertAllowed(HOST_BYTES);
    }

    @Test void inAContainerTheHostsPathIsMissingAndTheMountCounts() throws IOException {
        file("proc/self/cgroup", "4:memory:/docker/0123\n");
        file("sys/fs/cgroup/memory/memory.limit_in_bytes", "7000000");
        assertAllowed(7000000);
    }

    @Test void pathOutsideTheContainersView() throws IOException {
        file("proc/self/cgroup", "0::/../../other\n");
        file("sys/fs/cgroup/memory.max", "8000000");
        assertAllowed(8000000);
    }

    @Test void hybrid() throws IOException {
        file("proc/self/cgroup", "4:memory:/a\n0::/b\n");
        file("sys/fs/cgroup/memory/a/memory.limit_in_bytes", "9000000");
        file("sys/fs/cgroup/unified/b/memory.max", "8500000");
        assertAllowed(8500000);
    }

    @Test void whatCannotBeUnderstoodLimitsNothing() throws IOException {
        file("proc/self/cgroup", "nonsense\n0::/a\n");
        file("sys/fs/cgroup/a/memory.max", "lots");
        file("sys/fs/cgroup/memory.max", "");
        assertAllowed(HOST_BYTES);
    }

    @Test void thisProcessMayUseSome() {
        assertTrue(AllowedMemory.ofThisProcess().bytes() > 1 << 20);
    }

    private void assertAllowed(long bytes) {
        assertEquals(bytes, new AllowedMemory(root, HOST_BYTES).bytes());
    }

    private void file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
