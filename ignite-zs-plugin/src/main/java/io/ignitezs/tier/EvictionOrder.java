package io.ignitezs.tier;

import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Which pages leave first. Decides by what it keeps in each entry, {@link Entry#STATE_BITS} bits that stay there also while the entry is EMPTY,
 * and by where its hand is. An entry that has never had a page has state 0.
 * <p>
 * States are written without a lock, so an event may be lost, or meet the page that came next: that costs one wrong guess, and what was counted
 * of it is put right by {@link #recountIfDue}.
 */
interface EvictionOrder {
    /** In place of a state: the page is to leave. */
    int EVICT = -1;

    /**
     * A page comes. Under the stripe of its entry.
     * @param left what its entry kept of the page it had before
     * @param age  by how much {@link #clock} has moved since that left
     * @return its state
     */
    int arrived(int left, int age);

    /** The page is read; on the read path. */
    int used(int state);

    /**
     * The page leaves. Under the stripe of its entry.
     * @param evicted because this wanted it, otherwise it was written, taken or truncated
     * @return what its entry keeps
     */
    int left(int state, boolean evicted);

    /**
     * A hand comes by; one thread at a time does this.
     * @param byOrder whether it is the hand that {@link #nextChunk} has moved; otherwise it goes over some pages only, of which some must leave
     * @return the new state or {@link #EVICT}
     */
    int passed(int state, boolean byOrder);

    /** Moves the order's hand. @param end all chunks are below it, from 1 on @return the chunk to go over next */
    int nextChunk(int end);

    /** By the thread of the hand, from time to time. @param states shows the state of each page there is; goes over all of them */
    void recountIfDue(Consumer<IntConsumer> states);

    /** Kept with what a page leaves behind; wraps. */
    int clock();

    /** How valuable a page is, from 1, which leaves last, to {@link PoolList#RANKS} - 1. */
    int rank(int state);

    /** What an entry without a page is to keep so that its page arrives with about this rank; 0 is better than all that {@link #rank} gives. */
    int leftWithRank(int rank);

    /** @param left what the entry of a page that is about to come keeps @return what it is to keep so that the page arrives with that rank, or a better one if it is known as that */
    default int leftWithRankAtLeast(int left, int rank) {
        return rank(left) > rank ? leftWithRank(rank) : left;
    }

    /** How often the hand must go over everything until it has surely found what can leave. */
    int rounds();
}
