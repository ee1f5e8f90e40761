package io.ignitezs.pool;

import java.util.Arrays;

/**
 * Two zspages of one class, of which the second has one object that would fit into the first: so compaction moves it there, and
 * frees the second.
 */
final class Sparse {
    final SmallPool small = SmallPool.take();
    private final long neighbour = small.store(Payload.C);
    private final long otherNeighbour = small.store(Payload.C);

    /** The object that compaction moves. */
    final long handle = storeAlone();

    /** Where it is, and where it may go. */
    final int source = small.zspage(handle);
    final int destination = small.zspage(neighbour);

    private long storeAlone() {
        long plug = small.store(Payload.C);
        long alone = small.store(Payload.A);
        small.pool().free(plug);
        return alone;
    }

    /** Compacts until something was moved. @return what became of the object: "moved" or "stayed" */
    String compact() {
        return small.pool().compactStep(1).movedObjects > 0 ? "moved" : "stayed";
    }

    /** Checks all. @param live objects there must be beside the neighbours. @return {@link SmallPool#SOUND}, or what is wrong */
    String check(int live) {
        return small.check(live + 2);
    }

    /** As {@link SmallPool#end}; the neighbours must be whole. */
    String end(long... live) {
        String neighbours = small.read(neighbour) + small.read(otherNeighbour);
        long[] all = Arrays.copyOf(live, live.length + 2);
        all[live.length] = neighbour;
        all[live.length + 1] = otherNeighbour;
        return neighbours.equals("CC") ? small.end(all) : "neighbours " + neighbours;
    }
}
