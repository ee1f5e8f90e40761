package io.ignitezs.tier;

import java.util.Arrays;

/**
 * What one pool would hold, of the pages that {@link MiniaturePools} follows, by the very order of eviction that the tier has: so its size is that of the pool
 * times the share of the pages that are followed. Pages go by their slots, from 0 on. Not thread-safe.
 */
final class MiniaturePool {
    /** Pages without end: then none is evicted. */
    static final double ALL = Double.POSITIVE_INFINITY;

    private static final int NOWHERE = -1;
    private static final long HASH = 0x9E3779B97F4A7C15L;

    private final EvictionOrder order;
    private final byte[] states;
    private final int[] leftAt;

    /** Where the hand finds a page that is held; {@link #NOWHERE} for others. */
    private final int[] places;

    /** What is held, half empty, so that each page has a place of its own, as in the tier, by its hash and not by when it came. None if all pages are held. */
    private int[] slotAt;

    /** Pages; a fraction where few are followed. */
    private double capacity;
    private int size;

    /** By part of the pages: reads of pages that had been seen, but that this did not hold. */
    private final double[] missed;

    MiniaturePool(EvictionOrder order, int slots, double capacity, int parts) {
        this.order = order;
        this.capacity = capacity;
        states = new byte[slots];
        leftAt = new int[slots];
        missed = new double[parts];
        places = new int[slots];
        Arrays.fill(places, NOWHERE);
        makePlaces();
    }

    private void makePlaces() {
        slotAt = new int[capacity == ALL ? 0 : 2 * (int)Math.max(size, capacity) + 2];
        Arrays.fill(slotAt, NOWHERE);
    }

    /** One that has held and missed the same so far, but has no room for more. */
    MiniaturePool copy(EvictionOrder newOrder, int endSlot, double newCapacity) {
        MiniaturePool copy = new MiniaturePool(newOrder, states.length, newCapacity, missed.length);
        for (int slot = 0; slot < endSlot; slot++)
            copy.states[slot] = (byte)newOrder.leftWithRank(order.rank(states[slot]));
        for (int slot = 0; slot < endSlot; slot++)
            if (holds(slot))
                copy.insert(slot);
        System.arraycopy(missed, 0, copy.missed, 0, missed.length);
        return copy;
    }

    double capacity() {
        return capacity;
    }

    double missed(int part) {
        return missed[part];
    }

    /** As if only half of the pages had ever been followed. MUST have {@link #forget forgotten} the others. */
    void halve() {
        capacity /= 2;
        Arrays.setAll(missed, part -> missed[part] / 2);
        makePlaces();
        for (int slot = 0; slot < places.length; slot++)
            if (holds(slot))
                place(slot);
    }

    private boolean holds(int slot) {
        return places[slot] != NOWHERE;
    }

    private void place(int slot) {
        places[slot] = 0;
        if (slotAt.length == 0)
            return;
        int place = (int)((slot * HASH >>> Integer.SIZE) % slotAt.length);
        while (slotAt[place] != NOWHERE)
            place = place + 1 < slotAt.length ? place + 1 : 0;
        slotAt[place] = slot;
        places[slot] = place;
    }

    /** The page that comes to this slot was seen nowhere yet. @param wasHeld by the pool that there is */
    void follow(int slot, boolean wasHeld) {
        states[slot] = wasHeld ? (byte)order.leftWithRank(PoolList.RANKS / 2) : 0;
        leftAt[slot] = order.clock();
    }

    void forget(int slot) {
        remove(slot);
        states[slot] = 0;
    }

    /** Nothing else happens to it if this does not hold it: whoever offers it does so later. @param seen before */
    void take(int slot, int part, boolean seen) {
        if (read(slot, part, seen))
            remove(slot);
    }

    /** @return whether this held it */
    private boolean read(int slot, int part, boolean seen) {
        if (holds(slot))
            states[slot] = (byte)order.used(states[slot]);
        else if (seen)
            missed[part]++;
        return holds(slot);
    }

    /** The pool that there is may have had it, and then nobody offers it again. */
    void readOrFill(int slot, int part, boolean seen) {
        if (!read(slot, part, seen))
            insert(slot);
    }

    void remove(int slot) {
        if (holds(slot))
            leave(slot, false);
    }

    /** As {@link #insert}, of a page that was in use in the data region. */
    void insertUsed(int slot) {
        if (holds(slot))
            return;
        states[slot] = (byte)order.leftWithRankAtLeast(states[slot], PoolList.IN_USE_RANK);
        insert(slot);
    }

    void insert(int slot) {
        if (holds(slot))
            return;
        states[slot] = (byte)order.arrived(states[slot], order.clock() - leftAt[slot]);
        size++;
        place(slot);
        for (long left = (long)order.rounds() * slotAt.length; left > 0 && size > capacity; left--)
            pass(slotAt[order.nextChunk(slotAt.length + 1) - 1]);
    }

    private void pass(int slot) {
        if (slot == NOWHERE)
            return;
        int state = order.passed(states[slot], true);
        if (state == EvictionOrder.EVICT)
            leave(slot, true);
        else
            states[slot] = (byte)state;
    }

    private void leave(int slot, boolean evicted) {
        states[slot] = (byte)order.left(states[slot], evicted);
        leftAt[slot] = order.clock();
        if (slotAt.length > 0)
            slotAt[places[slot]] = NOWHERE;
        places[slot] = NOWHERE;
        size--;
    }
}
