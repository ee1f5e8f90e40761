package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.ignite.PageOnItsWay.Role;
import io.ignitezs.pool.Interleavings;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.ignite.IgniteCheckedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hypothesis: however a page that waits in the tier is brought to its file, written there straight in a newer version, left to wait once more and truncated, the file has
 * its last version at the end (R17, R18).
 */
class PageOnItsWayTest {
    private static final long STUCK_SECONDS = 300;
    private static final int PREEMPTIONS = 2;

    @TempDir
    private Path directory;
    private final Interleavings interleavings = new Interleavings(STUCK_SECONDS);
    private int files;

    static Stream<Set<Role>> groups() {
        return Stream.of(
            EnumSet.of(Role.SYNC, Role.REPLACER),
            EnumSet.of(Role.SYNC, Role.CHECKPOINT),
            EnumSet.of(Role.BACKGROUND, Role.REPLACER),
            EnumSet.of(Role.BACKGROUND, Role.DELAYED_CHECKPOINT),
            EnumSet.of(Role.SYNC, Role.TRUNCATOR),
            EnumSet.of(Role.SYNC, Role.BACKGROUND, Role.CHECKPOINT),
            EnumSet.of(Role.SYNC, Role.REPLACER, Role.DELAYED_CHECKPOINT),
            EnumSet.of(Role.SYNC, Role.REPLACER, Role.TRUNCATOR),
            EnumSet.of(Role.BACKGROUND, Role.CHECKPOINT, Role.TRUNCATOR));
    }

    @AfterEach void close() {
        interleavings.close();
    }

    @ParameterizedTest @MethodSource("groups")
    void theFileHasTheLastVersion(Set<Role> roles) throws IgniteCheckedException {
        explore(roles, true);
        if (roles.size() == 2)
            explore(roles, false);
    }

    private void explore(Set<Role> roles, boolean exclusive) throws IgniteCheckedException {
        try (StoreFixture fixture = PageOnItsWay.fixture(directory, exclusive)) {
            Interleavings.Explored explored = interleavings.explore(() -> new PageOnItsWay(fixture, newFile(), roles), PREEMPTIONS);
            assertTrue(explored.schedules > roles.size(), () -> roles + ": " + explored.schedules + " schedules");
        }
    }

    private Path newFile() {
        return directory.resolve("part-4-" + files++ + ".bin");
    }
}
