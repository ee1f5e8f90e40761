package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.mem.MemorySource;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LongStaysTest {
    private static final int REGION_PAGES = 10_000;
    private static final int FILE = 1;
    private static final int OTHER_FILE = 2;

    private final MemoryBudget budget = new MemoryBudget(MemorySource.os(), 64 << 20);
    private int nextPage;

    @Test void aPageIsInUseOnlyIfItCameLongAgo() {
        try (LongStays stays = LongStays.open(budget, REGION_PAGES)) {
            for (int page = 0; page < 100; page++)
                stays.began(FILE, page);
            come(stays, (int)(1.8 * REGION_PAGES));
            assertEquals(0, inUse(stays, 100), "before twice as many pages came as the region holds");
            come(stays, (int)(2.6 * REGION_PAGES));
            assertTrue(inUse(stays, 100) > 60, "after four times as many: " + inUse(stays, 100));
        }
    }

    /** A mark is in one of two tables, and only the older one is wiped. */
    @Test void aMarkLastsForTwoRegionsWhereverItsTableStands() {
        try (LongStays stays = LongStays.open(budget, REGION_PAGES)) {
            for (int part = 0; part < 20; part++) {
                stays.began(FILE, part);
                come(stays, (int)(1.8 * REGION_PAGES));
                assertFalse(stays.ended(FILE, part), "part " + part);
                come(stays, REGION_PAGES / 3);
            }
        }
    }

    /** Each page is read once and leaves when as many others were read. */
    @Test void noPageOfAScanIsInUseAndMostThatWereThereBeforeAre() {
        try (LongStays stays = LongStays.open(budget, REGION_PAGES)) {
            long hot = 0;
            for (int page = 0; page < 20 * REGION_PAGES; page++) {
                stays.began(FILE, page);
                if (page >= REGION_PAGES)
                    assertFalse(stays.ended(FILE, page - REGION_PAGES), "page " + page);
                else
                    hot += stays.ended(OTHER_FILE, page) ? 1 : 0;
            }
            assertTrue(hot > 0.7 * REGION_PAGES, "hot " + hot);
        }
    }

    @Test void aRegionThatIsLargeBesideTheTierMakesGuessesNotTables() {
        MemoryBudget small = new MemoryBudget(MemorySource.os(), 1 << 20);
        try (LongStays stays = LongStays.open(small, 1 << 30)) {
            assertTrue(small.usedBytes() <= (1 << 20) / 256, "used " + small.usedBytes());
            stays.began(FILE, 1);
            assertFalse(stays.ended(FILE, 1));
            assertTrue(stays.ended(FILE, 2));
        }
        assertEquals(0, small.usedBytes());
    }

    @Test void thereIsNoneWithoutARegionOrRoom() {
        assertNull(LongStays.open(budget, 0));
        assertNull(LongStays.open(new MemoryBudget(MemorySource.os(), 16), REGION_PAGES));
    }

    private void come(LongStays stays, int pages) {
        for (int page = 0; page < pages; page++)
            stays.began(OTHER_FILE, nextPage++);
    }

    private static long inUse(LongStays stays, int pages) {
        return IntStream.range(0, pages).filter(page -> stays.ended(FILE, page)).count();
    }
}
