package io.ignitezs.tier;

/** A consistent copy of one entry. Belongs to one thread at a time. */
final class EntrySnapshot {
    int kind;
    long word;
    int length;
    int checksum;

    /** As {@link Entry#isWhole}. */
    boolean whole;

    /** Where it was read, for the mark that it is in use. */
    long address;

    /** Its stripe, and what that counted then: as long as it counts that, the entry says this. */
    long stripe;
    long count;

    long handle() {
        return Entry.handle(word);
    }

    /** 0 for a same-filled page. */
    int storedBytes() {
        return Entry.hasObject(kind) ? Entry.storedBytes(word) : 0;
    }

    int decodedBytes() {
        return Entry.decodedBytes(length);
    }

    boolean isDirty() {
        return Entry.isLive(kind) && Entry.isDirty(length);
    }

    boolean isPadded() {
        return Entry.isPadded(length);
    }
}
