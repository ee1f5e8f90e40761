package io.ignitezs.pool;

/**
 * Places at which a test may stop a thread, to drive every interleaving through them. In production nothing happens there: only
 * tests have a subclass, so the empty method is compiled away. No place but {@link Place#WAITING} is under a class lock.
 */
class PausePoints {
    static final PausePoints NONE = new PausePoints();

    enum Place {
        /** A reader has loaded the location and not yet locked its zspage. */
        READ_RESOLVED,
        /** It has locked the zspage and not yet looked at the location again. */
        READ_LOCKED,
        /** A writer has a slot and has not written anything. */
        STORE_RESERVED,
        /** Payload and header are written, the location is not published. */
        STORE_WRITTEN,
        /** The handle has ended, its slot is not reclaimed yet. */
        FREE_UNPUBLISHED,
        /** The source is off its list and there are slots to move to; the source is not locked. */
        COMPACT_ISOLATED,
        /** The source is locked for reading, an object is about to be copied. */
        COMPACT_LOCKED,
        /** The object is copied, its handle leads to the source. */
        COMPACT_COPIED,
        /** The handle leads to the copy. */
        COMPACT_PUBLISHED,
        /** The source is not locked any more, its slots are not reclaimed yet. */
        COMPACT_UNLOCKED,
        /** The zspage is off its list, not locked. */
        MIGRATE_ISOLATED,
        /** It is locked for reading, nothing is copied. */
        MIGRATE_LOCKED,
        /** The frames are copied and not published; the zspage is not locked any more. */
        MIGRATE_COPIED,
        /** The zspage has its new frames, the old ones are not reclaimed yet. */
        MIGRATE_PUBLISHED,
        /** Something has been noted to wait for readers, who have not been looked for again. The class is locked. */
        WAITING
    }

    /** @param place where the calling thread is */
    void at(Place place) {
    }
}
