package io.ignitezs.zspage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SlotHeaderTest {
    private static final int NEXT = 21;
    private static final long LINK = SlotHeader.linked(SlotHeader.FREE, NEXT);

    @Test void aLink() {
        assertTrue(SlotHeader.isLinked(LINK, SlotHeader.FREE));
        assertFalse(SlotHeader.isLinked(LINK, SlotHeader.LIMBO));
        assertEquals(NEXT, SlotHeader.nextSlot(LINK));
        assertTrue(SlotHeader.isLinked(SlotHeader.linked(SlotHeader.LIMBO, SlotHeader.LAST), SlotHeader.LIMBO));
    }

    @Test void withOneFlippedBitItIsNone() {
        for (int bit = 0; bit < Long.SIZE; bit++)
            assertFalse(SlotHeader.isLinked(LINK ^ 1L << bit, SlotHeader.FREE), "bit " + bit);
    }

    /** They may lead to another slot, which says itself whether it is free, but nowhere else. */
    @Test void withTwoItLeadsToASlotOrIsNone() {
        for (int bit = 0; bit < Integer.SIZE; bit++) {
            long link = LINK ^ 1L << bit ^ 1L << Integer.SIZE + bit;
            assertTrue(!SlotHeader.isLinked(link, SlotHeader.FREE) || SlotHeader.nextSlot(link) <= SlotHeader.LAST, "bit " + bit);
        }
    }
}
