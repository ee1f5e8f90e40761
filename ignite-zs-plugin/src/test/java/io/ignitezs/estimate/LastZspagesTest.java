package io.ignitezs.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ignitezs.tier.PageCost;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is free in the last zspage, by what is known of the number of objects. */
class LastZspagesTest {
    private static final int PAGE_BYTES = 4096;
    private static final int ROUNDS = 20_000;

    private final PageCost cost = new PageCost(PAGE_BYTES, 16);

    @Test void knownNumbersLeaveNoDoubt() {
        for (int objects = 0; objects < 100; objects++)
            assertEquals(Math.floorMod(-objects, 7), LastZspages.freeSlots(objects, 0, 7), 1e-9, "objects " + objects);
        assertEquals(Math.floorMod(-4_000_000_000_004L, 7), LastZspages.freeSlots(4_000_000_000_004L, 0, 7));
        assertEquals(0, LastZspages.freeSlots(1234, 0, 1));
    }

    @Test void oneThatMayBeThere() {
        assertEquals(0.2, LastZspages.freeSlots(0.01, 0.1, 21), 0.01);
        assertEquals(20, LastZspages.freeSlots(1, 0, 21), 1e-9);
    }

    @ParameterizedTest(name = "objects={0}, deviation={1}, slots={2}, seed={3}")
    @CsvSource({"1000, 30, 20, 1", "1000, 5, 20, 2", "66, 8, 32, 3", "40, 3, 40, 4", "15, 4, 50, 5", "7, 2, 3, 6", "90, 12, 1, 7", "1e6, 1000, 5, 8"})
    void numbersKnownAbout(double objects, double deviation, int slots, long seed) {
        Random random = new Random(seed);
        double free = 0;
        for (int round = 0; round < ROUNDS; round++)
            free += Math.floorMod(-Math.max(1, Math.round(objects + deviation * random.nextGaussian())), slots);
        assertEquals(free / ROUNDS, LastZspages.freeSlots(objects, deviation, slots), 0.03 * slots);
    }

    @Test void allClassesTogether() {
        double[] pages = new double[PAGE_BYTES + 1];
        pages[0] = 1000;
        pages[PAGE_BYTES] = 500;
        assertFree(0, 0, new LastZspages(cost, pages, 5), "pages that are the same all over have no object, and raw ones a zspage each");
        pages[300] = 3;
        int slots = cost.slots(cost.sizeClass(300));
        double slotBytes = cost.zspageBytes(cost.sizeClass(300)) / slots;
        assertFree((slots - 3) * slotBytes, 0, new LastZspages(cost, pages, 1), "all were looked at");
        pages[300] = 10_000;
        assertFree((slots - 1) / 2.0 * slotBytes, (slots * slots - 1) / 12.0 * slotBytes * slotBytes, new LastZspages(cost, pages, 10), "any fill is as likely");
    }

    private static void assertFree(double bytes, double variance, LastZspages last, String why) {
        assertEquals(bytes, last.freeBytes(), 1e-6, why);
        assertEquals(variance, last.freeBytesVariance(), 1e-3, why);
    }
}
