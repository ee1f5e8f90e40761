package io.ignitezs.tier;

/**
 * Places at which a test may stop a thread, to drive every interleaving through them. In production nothing happens there: only
 * tests have a subclass, so the empty method is compiled away. No lock is held at any.
 */
class PausePoints {
    static final PausePoints NONE = new PausePoints();

    enum Place {
        /** A page that moves to a data region has been read; its entry is as it was. */
        TAKE_READ,
        /** It was not here; its tickets are still good. */
        TAKE_MISSED,
        /** The object of a page is stored; its entry is as it was. */
        OBJECT_STORED
    }

    /** @param place where the calling thread is */
    void at(Place place) {
    }
}
