package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TwoHandsOrderTest {
    private static final int CHUNKS = 8;

    private final TwoHandsOrder order = new TwoHandsOrder();

    @Test void aPageThatIsNotUsedLeavesAtTheSecondMeeting() {
        int state = order.arrived(0, 0);
        order.nextChunk(CHUNKS);
        int met = order.passed(state, true);
        assertNotEquals(EvictionOrder.EVICT, met);
        assertEquals(EvictionOrder.EVICT, order.passed(met, true));
    }

    @Test void aPageThatWasUsedIsSafeFromNewOnes() {
        int state = order.used(order.arrived(0, 0));
        order.nextChunk(CHUNKS);
        int main = order.passed(state, true);
        for (int page = 0; page < 100; page++)
            order.arrived(0, 0);
        for (int step = 0; step < 10; step++) {
            order.nextChunk(CHUNKS);
            assertEquals(main, order.passed(main, true));
        }
    }

    @Test void newPagesAreSafeWhileTheyAreFew() {
        int kept = order.left(order.used(order.arrived(0, 0)), false);
        for (int page = 0; page < 100; page++)
            order.arrived(kept, 0);
        int state = order.arrived(0, 0);
        for (int step = 0; step < 10; step++) {
            order.nextChunk(CHUNKS);
            assertEquals(state, order.passed(state, true));
        }
    }

    @Test void aPageThatWasTakenComesBackIntoTheMainPartAndHasItsUses() {
        int state = order.arrived(0, 0);
        for (int use = 0; use < 5; use++)
            state = order.arrived(order.left(order.used(state), false), 1_000_000);
        order.nextChunk(CHUNKS);
        for (int round = 0; round < 3; round++) {
            state = order.passed(state, true);
            assertNotEquals(EvictionOrder.EVICT, state, "round " + round);
        }
        assertEquals(EvictionOrder.EVICT, order.passed(state, true));
    }

    @Test void whoComesBackSoonIsKnownAndWhoComesBackLateIsNew() {
        int used = order.left(order.used(order.arrived(0, 0)), false);
        for (int page = 0; page < 10; page++)
            order.arrived(used, 0);
        int kept = order.left(order.arrived(0, 0), true);
        int soon = order.arrived(kept, 9);
        int late = order.arrived(kept, 12);
        order.nextChunk(CHUNKS);
        assertEquals(late, order.arrived(0, 0));
        assertNotEquals(late, soon);
    }

    @Test void newPagesThatMayNotLeaveDoNotKeepOthersFromLeaving() {
        int used = order.left(order.used(order.arrived(0, 0)), false);
        int main = order.arrived(used, 0);
        for (int page = 0; page < 100; page++)
            order.arrived(0, 0);
        boolean leaves = false;
        for (int step = 0; step < order.rounds() * CHUNKS && !leaves; step++) {
            order.nextChunk(CHUNKS);
            int next = order.passed(main, true);
            leaves = next == EvictionOrder.EVICT;
            main = leaves ? main : next;
        }
        assertTrue(leaves);
    }

    /** As when readers write the state back that a page had before it went into the main part, again and again. */
    @Test void whatIsCountedWronglyIsCountedAnew() {
        int[] states = new int[100];
        for (int page = 0; page < states.length; page++)
            states[page] = order.used(order.arrived(0, 0));
        for (int lost = 0; lost < 2 * states.length; lost++)
            order.passed(states[0], false);
        assertFalse(atNew(), "new pages seem to be fewer than none");
        for (int step = 0; step < 1000 * CHUNKS; step++)
            order.nextChunk(CHUNKS);
        order.recountIfDue(each -> IntStream.of(states).forEach(each));
        assertTrue(atNew(), "all are new");
    }

    /** Whether the hand is that of new pages now. */
    private boolean atNew() {
        order.nextChunk(CHUNKS);
        int mainUsed = order.leftWithRank(1);
        return order.passed(mainUsed, true) == mainUsed;
    }

    @Test void anotherHandMayTakeAnyPage() {
        int used = order.left(order.used(order.arrived(0, 0)), false);
        int main = order.passed(order.arrived(used, 0), false);
        assertEquals(EvictionOrder.EVICT, order.passed(main, false));
        int met = order.passed(order.arrived(0, 0), false);
        assertEquals(EvictionOrder.EVICT, order.passed(met, false));
    }

    @Test void statesFitIntoAnEntry() {
        int limit = 1 << Entry.STATE_BITS;
        for (int state = 0; state < limit; state++) {
            assertTrue(order.used(state) < limit && order.left(state, true) < limit && order.left(state, false) < limit
                && order.arrived(state, 0) < limit && order.passed(state, false) < limit);
        }
    }
}
