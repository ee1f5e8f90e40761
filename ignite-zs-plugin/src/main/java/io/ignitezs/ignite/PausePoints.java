package io.ignitezs.ignite;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Places at which a test may stop a thread that writes a page, to drive every interleaving through them. In production nothing happens there: only
 * tests have a subclass, so the empty method is compiled away.
 */
class PausePoints {
    static final PausePoints NONE = new PausePoints();

    enum Place {
        /** A run of pages is announced, no entry of it is read. {@link WriteBack#lock} is held, as it is until the run has ended. */
        RUN_ANNOUNCED,
        /** Its entries are read. */
        RUN_READ,
        /** It is narrowed to the pages that were found; none is written yet. */
        RUN_NARROWED,
        /** They are in the file; their entries are as they were. */
        RUN_WRITTEN,
        /** A page is about to be written straight to the file; its entry has no older version any more. */
        WRITE_BEGUN,
        /** An older version is on its way to the file. */
        WRITE_WAITS,
        /** None is, and the newer one is not written yet. */
        WRITE_READY
    }

    /** @param place where the calling thread is */
    void at(Place place) {
    }

    /** @return what {@link WriteBack#lock} is to be: who waits for it must let others go on */
    ReentrantLock newLock() {
        return new ReentrantLock();
    }
}
