package io.ignitezs.pool;

import io.ignitezs.mem.Memory;
import io.ignitezs.mem.MemorySource;
import io.ignitezs.mem.Segments;

/**
 * What jcstress tests store. Self-describing: every word of a payload is the payload's own, so a read of a slot that was written
 * again, was poisoned, or is only half written gives itself away. Kept ready in memory of the process, so that storing costs no preparation.
 */
enum Payload {
    A, B, C;

    /** Seen by a read that was refused, because the handle was not live. */
    static final String GONE = "gone";

    private static final Payload[] ALL = values();
    private static final int MAX_BYTES = TwoSlabs.PAGE_BYTES;
    private static final long FIRST_WORD = 0x5EED_0000_0000_0001L;

    private final long address = filled(word());

    long address() {
        return address;
    }

    /** What an object consists of: a payload's name if every word is that payload's, else the word that is wrong. */
    static String in(Segments object) {
        long first = Memory.getLong(object.firstAddress());
        long wrong = firstOther(object.firstAddress(), object.firstBytes(), first);
        if (wrong == first)
            wrong = firstOther(object.secondAddress(), object.secondBytes(), first);
        return wrong == first ? name(first) : name(first) + " torn by " + name(wrong);
    }

    private static long firstOther(long address, int bytes, long word) {
        for (int offset = 0; offset < bytes; offset += Long.BYTES)
            if (Memory.getLong(address + offset) != word)
                return Memory.getLong(address + offset);
        return word;
    }

    private static String name(long word) {
        long index = word - FIRST_WORD;
        return index >= 0 && index < ALL.length ? ALL[(int)index].name() : "garbage";
    }

    private long word() {
        return FIRST_WORD + ordinal();
    }

    private static long filled(long word) {
        long address = MemorySource.os().allocate(MAX_BYTES);
        for (int offset = 0; offset < MAX_BYTES; offset += Long.BYTES)
            Memory.putLong(address + offset, word);
        return address;
    }
}
