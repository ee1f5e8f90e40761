package io.ignitezs.pool;

import io.ignitezs.pool.PoolScene.Role;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hypothesis: however a reader, an overwriter, a freer, compactors, a migrator and a shrinker alternate at the pause points, a read of a live handle
 * gives its bytes until it ends, a read that began before a free may finish, and nothing is lost, left or reused too early.
 * Pairs are tried in every order; larger groups with a bound on preemptions, since nearly all faults need few.
 */
class PoolInterleavingsTest {
    private static final int TRIPLE_PREEMPTIONS = 3;
    private static final int ALL_PREEMPTIONS = 2;

    private final PoolInterleavings pools = new PoolInterleavings();

    static List<Set<Role>> pairs() {
        return PoolInterleavings.groups(2);
    }

    static List<Set<Role>> triples() {
        return PoolInterleavings.groups(3);
    }

    static List<Set<Role>> all() {
        return PoolInterleavings.groups(Role.values().length);
    }

    @AfterEach void close() {
        pools.close();
    }

    @ParameterizedTest @MethodSource("pairs")
    void everyOrderOfTwo(Set<Role> roles) {
        pools.explore(roles, PoolInterleavings.ALL);
    }

    @ParameterizedTest @MethodSource("triples")
    void threeWithFewPreemptions(Set<Role> roles) {
        pools.explore(roles, TRIPLE_PREEMPTIONS);
    }

    @ParameterizedTest @MethodSource("all")
    void allWithFewPreemptions(Set<Role> roles) {
        pools.explore(roles, ALL_PREEMPTIONS);
    }
}
