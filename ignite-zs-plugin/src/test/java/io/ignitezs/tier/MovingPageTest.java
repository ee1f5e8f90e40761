package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.pool.Interleavings;
import io.ignitezs.tier.MovingPage.Role;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hypothesis: however a page is dropped by its region, offered to the tier, loaded again, changed, written, left to be written and truncated, what is
 * loaded is its last version, and at the end no older one is anywhere where it could be found.
 */
class MovingPageTest {
    private static final long STUCK_SECONDS = 60;
    private static final int PREEMPTIONS = 2;

    private final Interleavings interleavings = new Interleavings(STUCK_SECONDS);

    static Stream<Set<Role>> groups() {
        return Stream.of(
            EnumSet.of(Role.EVICTOR, Role.READER),
            EnumSet.of(Role.EVICTOR, Role.CHANGER),
            EnumSet.of(Role.EVICTOR, Role.TRUNCATOR),
            EnumSet.of(Role.EVICTOR, Role.CHANGER, Role.CHECKPOINT),
            EnumSet.of(Role.EVICTOR, Role.CHANGER, Role.DELAYED_CHECKPOINT),
            EnumSet.of(Role.EVICTOR, Role.CHANGER, Role.REPLACER),
            EnumSet.of(Role.EVICTOR, Role.READER, Role.TRUNCATOR),
            EnumSet.of(Role.EVICTOR, Role.READER, Role.CHANGER, Role.DELAYED_CHECKPOINT));
    }

    @AfterEach void close() {
        interleavings.close();
    }

    @ParameterizedTest @MethodSource("groups")
    void onlyTheLastVersionIsFound(Set<Role> roles) {
        for (boolean inRegion : new boolean[] {true, false})
            for (boolean alone : new boolean[] {true, false}) {
                explore(roles, inRegion, alone, false);
                if (!inRegion)
                    explore(roles, false, alone, true);
            }
    }

    private void explore(Set<Role> roles, boolean inRegion, boolean alone, boolean keeps) {
        Interleavings.Explored explored = interleavings.explore(() -> new MovingPage(roles, inRegion, alone, keeps), PREEMPTIONS);
        assertTrue(explored.schedules > roles.size(), () -> roles + ": " + explored.schedules + " schedules");
    }
}
