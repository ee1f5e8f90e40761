package io.ignitezs.tier;

/** An order of eviction over numbered pages of equal size. */
interface SimulatedOrder {
    boolean contains(int page);

    /** A page that is here is read and stays. */
    void use(int page);

    /**
     * Takes a page that is not here, and evicts others if there is no room.
     * @param wasUsed it was here, was read, and therefore left for the data region
     */
    void insert(int page, boolean wasUsed);

    /** A page that is not here and comes next was in use in the data region; only what ships knows what to do with that. */
    default void usedElsewhere(int page) {
    }

    /** A page is gone, read or not; need not be here. */
    void remove(int page);
}
