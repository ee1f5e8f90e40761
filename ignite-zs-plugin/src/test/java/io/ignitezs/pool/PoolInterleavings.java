package io.ignitezs.pool;

import io.ignitezs.mem.ReusedMemory;
import io.ignitezs.pool.PoolScene.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Groups of roles, each explored on scenes of their own.
 * <pre>
 * PoolInterleavings &lt;preemptions&gt;          all pairs and triples, and five roles together, with at most so many preemptions
 * PoolInterleavings &lt;roles&gt; &lt;choices&gt;      one schedule again, as a failure printed it: READER,COMPACTOR 0110
 * </pre>
 */
final class PoolInterleavings implements AutoCloseable {
    /** More than any of these schedules has. */
    static final int ALL = 1_000;

    /** One of each kind of work; more actors have too many orders even without preemptions. */
    static final Set<Role> FIVE = EnumSet.of(Role.READER, Role.OVERWRITER, Role.FREER, Role.COMPACTOR, Role.MIGRATOR);

    private static final long STUCK_SECONDS = 60;

    private final ReusedMemory memory = new ReusedMemory();
    private final Interleavings interleavings = new Interleavings(STUCK_SECONDS);

    public static void main(String[] arguments) {
        try (PoolInterleavings pools = new PoolInterleavings()) {
            if (arguments.length == 1)
                pools.exploreEverything(Integer.parseInt(arguments[0]));
            else
                pools.replay(roles(arguments[0]), arguments[1]);
        }
    }

    /** All groups of {@code size} different roles; a compactor that is alone is not called the second. */
    static List<Set<Role>> groups(int size) {
        List<Set<Role>> groups = new ArrayList<>();
        for (int bits = 1; bits < 1 << Role.values().length; bits++)
            if (Integer.bitCount(bits) == size)
                groups.add(group(bits));
        groups.removeIf(roles -> roles.contains(Role.SECOND_COMPACTOR) && !roles.contains(Role.COMPACTOR));
        return groups;
    }

    /** Explores one group and prints what that took. */
    void explore(Set<Role> roles, int maxPreemptions) {
        MoveCounts moves = new MoveCounts();
        long begin = System.nanoTime();
        Interleavings.Explored explored = interleavings.explore(() -> new PoolScene(memory, roles, moves), maxPreemptions);
        long milliseconds = (System.nanoTime() - begin) / 1_000_000;
        System.out.println(roles + (maxPreemptions == ALL ? "" : ", preemptions <= " + maxPreemptions) + ": " + explored.schedules
            + " schedules of up to " + explored.steps + " steps in " + milliseconds + " ms; " + moves.movedObjects + " objects and "
            + moves.migratedFrames + " frames moved, " + moves.closedSlabs + " slabs given back");
        checkMoves(roles, moves);
    }

    /** A mover that never moves anything proves nothing. */
    private static void checkMoves(Set<Role> roles, MoveCounts moves) {
        boolean migrates = roles.contains(Role.MIGRATOR) || roles.contains(Role.ROOM_MIGRATOR);
        if (roles.contains(Role.COMPACTOR) && moves.freedZspages == 0 || migrates && moves.migratedFrames == 0
            || roles.contains(Role.SHRINKER) && moves.closedSlabs == 0)
            throw new AssertionError("nothing was ever moved: " + roles);
    }

    private void exploreEverything(int maxPreemptions) {
        groups(2).forEach(roles -> explore(roles, maxPreemptions));
        groups(3).forEach(roles -> explore(roles, maxPreemptions));
        explore(FIVE, maxPreemptions);
    }

    private void replay(Set<Role> roles, String choices) {
        interleavings.replay(() -> new PoolScene(memory, roles, new MoveCounts()), choices);
        System.out.println(roles + " " + choices + ": passed");
    }

    @Override public void close() {
        interleavings.close();
        memory.close();
    }

    private static Set<Role> group(int bits) {
        Set<Role> group = EnumSet.noneOf(Role.class);
        for (Role role : Role.values())
            if ((bits & 1 << role.ordinal()) != 0)
                group.add(role);
        return group;
    }

    private static Set<Role> roles(String names) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String name : names.split(","))
            roles.add(Role.valueOf(name));
        return roles;
    }
}
