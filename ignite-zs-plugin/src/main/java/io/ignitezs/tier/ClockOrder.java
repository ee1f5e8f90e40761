package io.ignitezs.tier;

import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** CLOCK: the hand takes the mark of pages that were read since it came by, and drops the others. */
final class ClockOrder implements EvictionOrder {
    private static final int UNUSED = 0;
    private static final int USED = 1;

    private int hand = 1;

    @Override public int arrived(int left, int age) {
        return UNUSED;
    }

    @Override public int used(int state) {
        return USED;
    }

    @Override public int left(int state, boolean evicted) {
        return UNUSED;
    }

    @Override public int passed(int state, boolean byOrder) {
        return state == USED ? UNUSED : EVICT;
    }

    @Override public int nextChunk(int end) {
        hand = hand + 1 < end ? hand + 1 : 1;
        return hand;
    }

    /** Counts nothing. */
    @Override public void recountIfDue(Consumer<IntConsumer> states) {
    }

    @Override public int clock() {
        return 0;
    }

    @Override public int rank(int state) {
        return state == USED ? 1 : 2;
    }

    /** Whoever comes is unused. */
    @Override public int leftWithRank(int rank) {
        return UNUSED;
    }

    @Override public int rounds() {
        return 2;
    }
}
