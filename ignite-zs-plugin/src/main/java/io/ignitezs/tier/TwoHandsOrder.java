package io.ignitezs.tier;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/*
 * S3-FIFO (Yang and others, SOSP 2023), with hands in place of queues: a page that comes is new; new pages get a fiftieth of the room, and leave when the
 * hand of new pages meets them a second time, unless they were used. Who was used, or comes back before as many pages were evicted as the rest has,
 * is in the main part, which is a CLOCK that counts uses up to three, with a hand of its own. So a scan goes through the fiftieth and touches nothing else.
 *
 *   state of a page         0 uses, 2 bits | 2 main | 3 met by the hand of new pages
 *   what an entry keeps     0 uses, 2 bits | 2 main | 4 evicted: then the clock says when
 *
 * A page that was taken by the data region was used, so it comes back into the main part; one that is written stays where it was.
 */
/** Protects pages that are used more than once from those that are used once. */
final class TwoHandsOrder implements EvictionOrder {
    private static final int USES = 3;
    private static final int MAIN = 1 << 2;
    private static final int MET = 1 << 3;
    private static final int EVICTED = 1 << 4;

    /** Of new pages: used, so the next hand takes it into the main part; not met; met. */
    private static final int NEW_USED_RANK = 4;
    private static final int NEW_RANK = 6;
    private static final int MET_RANK = 7;

    /** Of pages of the main part that were not used; those that were have 1 to 3, the more uses the less. */
    private static final int MAIN_RANK = 5;

    /** Not the tenth of S3-FIFO's authors: an entry remembers a page that left, so staying for long is not what makes a page known. */
    private static final double NEW_SHARE = 0.02;

    /** Counting all costs as much as one round of a hand. */
    private static final int ROUNDS_PER_COUNT = 16;

    /** Of the pages: what new ones may have. */
    private final double newShare;

    private final LongAdder pages = new LongAdder();
    private final LongAdder newPages = new LongAdder();
    private int newHand = 1;
    private int mainHand = 1;
    private boolean atNew;

    /** Chunks that the hand of new pages went over since it found one that can leave. */
    private int fruitless;

    /** Chunks that the other hand is to go over however many new pages there are. */
    private int mainTurns;

    /** Of both hands, since all pages were counted. */
    private int hadRounds;

    /** Pages evicted so far; a stale value costs a guess. */
    private volatile int evictions;

    TwoHandsOrder() {
        this(NEW_SHARE);
    }

    /** @param newShare of the pages that may be new */
    TwoHandsOrder(double newShare) {
        this.newShare = newShare;
    }

    @Override public int arrived(int left, int age) {
        pages.increment();
        if (isKnown(left, age))
            return MAIN | left & USES;
        newPages.increment();
        return 0;
    }

    private boolean isKnown(int left, int age) {
        return (left & (USES | MAIN)) != 0 || (left & EVICTED) != 0 && Integer.toUnsignedLong(age) < pages.sum() - newPages.sum();
    }

    @Override public int used(int state) {
        return (state & USES) == USES ? state : state + 1;
    }

    @Override public int left(int state, boolean evicted) {
        pages.decrement();
        if ((state & MAIN) == 0)
            newPages.decrement();
        return evicted ? EVICTED : state & (USES | MAIN);
    }

    @Override public int passed(int state, boolean byOrder) {
        boolean isNew = (state & MAIN) == 0;
        if (byOrder && isNew != atNew)
            return state;
        int next = isNew ? newPassed(state) : mainPassed(state);
        if (next == EVICT)
            evicted();
        return next;
    }

    private int newPassed(int state) {
        if ((state & USES) != 0) {
            newPages.decrement();
            return MAIN;
        }
        return (state & MET) != 0 ? EVICT : state | MET;
    }

    private static int mainPassed(int state) {
        return (state & USES) == 0 ? EVICT : state - 1;
    }

    private void evicted() {
        fruitless = 0;
        evictions++;
    }

    /** At new pages while they have more than their share; but if none of them can leave, the others have to. */
    @Override public int nextChunk(int end) {
        atNew = mainTurns == 0 && newPages.sum() > newShare * pages.sum();
        if (!atNew) {
            mainTurns = Math.max(0, mainTurns - 1);
            return mainHand = next(mainHand, end);
        }
        if (++fruitless > 2 * end) {
            fruitless = 0;
            mainTurns = end;
        }
        return newHand = next(newHand, end);
    }

    private int next(int hand, int end) {
        if (hand + 1 < end)
            return hand + 1;
        hadRounds++;
        return 1;
    }

    @Override public void recountIfDue(Consumer<IntConsumer> states) {
        if (hadRounds < ROUNDS_PER_COUNT)
            return;
        hadRounds = 0;
        recount(states);
    }

    /** Nobody waits for that, so pages that come and go meanwhile are counted by chance: few, and not for ever. */
    private void recount(Consumer<IntConsumer> states) {
        long pagesBefore = pages.sum();
        long newBefore = newPages.sum();
        long[] counts = new long[2];
        states.accept(state -> counts[(state & MAIN) == 0 ? 1 : 0]++);
        pages.add(counts[0] + counts[1] - pagesBefore);
        newPages.add(counts[1] - newBefore);
    }

    @Override public int clock() {
        return evictions;
    }

    @Override public int rank(int state) {
        int uses = state & USES;
        if ((state & MAIN) != 0)
            return uses == 0 ? MAIN_RANK : USES + 1 - uses;
        if (uses > 0)
            return NEW_USED_RANK;
        return (state & MET) == 0 ? NEW_RANK : MET_RANK;
    }

    @Override public int leftWithRank(int rank) {
        if (rank >= NEW_RANK)
            return 0;
        return MAIN | Math.max(0, Math.min(USES, USES + 1 - rank));
    }

    /** New pages twice, then uses of the others are taken one by one. */
    @Override public int rounds() {
        return 2 + USES + 1;
    }
}
