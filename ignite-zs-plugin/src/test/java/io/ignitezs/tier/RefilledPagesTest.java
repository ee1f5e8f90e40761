package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages that come back with the rank that they had. */
class RefilledPagesTest {
    private static final int PAGE_BYTES = 4096;

    private final ByteBuffer page = TestPages.direct(PAGE_BYTES);
    private PageTier tier;
    private PageIndex index;

    @BeforeEach void open() {
        tier = PageTier.open(TestTiers.ofBytes(16 << 20));
        index = tier.openIndex("test");
    }

    @AfterEach void close() {
        TierChecker.check(tier);
        tier.close();
    }

    @Test void aPageHasTheRankThatItComesWith() {
        for (int rank = 1; rank <= 3; rank++) {
            assertTrue(refill(rank, rank));
            assertEquals(rank, tier.rank(index, rank));
        }
        assertTrue(refill(0, 0));
        assertEquals(1, tier.rank(index, 0));
    }

    @Test void aPageThatIsNotHereHasNone() {
        assertEquals(PoolList.RANKS, tier.rank(index, 7));
        assertTrue(refill(6, 1));
        assertEquals(PoolList.RANKS, tier.rank(index, 7));
    }

    @Test void whatWasOvertakenStaysOut() {
        long ticket = tier.ticket(index, 1);
        tier.endWrite(index, 1, tier.beginWrite(index, 1), filled(1), 0);
        assertFalse(tier.refill(index, 1, ticket, filled(1), 0, 1));
        tier.forget(index, 1);
        assertFalse(tier.refill(index, 1, ticket, filled(1), 0, 1));
        long second = tier.ticket(index, 1);
        tier.clear(index);
        assertFalse(tier.refill(index, 1, second, filled(1), 0, 1));
        assertEquals(0, tier.stats().pages);
    }

    /** The order counts new pages: those that come back as others must not be taken for new ones when they leave. */
    @Test void countsOfTheOrderAddUp() {
        for (int round = 0; round < 3; round++) {
            for (int number = 0; number < 1000; number++)
                assertTrue(refill(number, number % PoolList.RANKS));
            for (int number = 0; number < 1000; number++)
                tier.forget(index, number);
        }
        assertEquals(0, tier.stats().pages);
        assertTrue(refill(1, 7));
        assertEquals(1, tier.stats().pages);
    }

    @Test void knowsHowMuchFits() {
        assertTrue(tier.hasRoomBelowLow());
        long fit = tier.pagesThatFit(PAGE_BYTES / 2);
        assertTrue(fit > 6000 && fit < 8192, fit + " pages");
    }

    private boolean refill(int number, int rank) {
        return tier.refill(index, number, tier.ticket(index, number), filled(number), 0, rank);
    }

    private ByteBuffer filled(int number) {
        TestPages.fill(page, number, 1, new Random(number));
        return page;
    }
}
