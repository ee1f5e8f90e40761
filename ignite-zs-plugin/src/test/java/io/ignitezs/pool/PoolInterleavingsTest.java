package io.ignitezs.pool;

import io.ignitezs.pool.PoolScene.Role;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hypothesis: however a reader, an overwriter, a freer, compactors, a migrator and a shrinker alternate at the pause points, a read of a live handle
 * gives its bytes until it ends, a read that began before a free may finish, and nothing is lost, left or reused too early.
 * Pairs are tried in every order, but for one that has too many; larger groups with a bound on preemptions, since nearly all faults need few.
 * {@link PoolInterleavings#main} goes deeper.
 */
class PoolInterleavingsTest {
    /** Bounds that keep each group below some 20,000 schedules. */
    private static final int PAIR_PREEMPTIONS = 6;
    private static final int LIGHT_PREEMPTIONS = 3;
    private static final int HEAVY_PREEMPTIONS = 2;
    private static final int FIVE_PREEMPTIONS = 1;

    private final PoolInterleavings pools = new PoolInterleavings();

    static List<Set<Role>> pairs() {
        return PoolInterleavings.groups(2);
    }

    static List<Set<Role>> triples() {
        return PoolInterleavings.groups(3);
    }

    @AfterEach void close() {
        pools.close();
    }

    @ParameterizedTest @MethodSource("pairs")
    void everyOrderOfTwo(Set<Role> roles) {
        boolean tooMany = roles.equals(EnumSet.of(Role.COMPACTOR, Role.SHRINKER));
        pools.explore(roles, tooMany ? PAIR_PREEMPTIONS : PoolInterleavings.ALL);
    }

    @ParameterizedTest @MethodSource("triples")
    void threeWithFewPreemptions(Set<Role> roles) {
        boolean hasManySteps = roles.contains(Role.COMPACTOR) || roles.contains(Role.SHRINKER);
        pools.explore(roles, hasManySteps ? HEAVY_PREEMPTIONS : LIGHT_PREEMPTIONS);
    }

    /** Without preemptions these are all orders of the five. */
    @Test void fiveWithOnePreemption() {
        pools.explore(PoolInterleavings.FIVE, FIVE_PREEMPTIONS);
    }
}
