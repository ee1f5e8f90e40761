package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pages that a data region has taken, and that the tier keeps while the room would gain nothing otherwise. */
class KeptPagesTest {
    private static final int PAGE_BYTES = 4096;
    private static final int MANY = 20_000;

    private final ByteBuffer page = TestPages.direct(PAGE_BYTES);
    private PageTier tier;
    private PageIndex index;

    private void open(boolean keeps) {
        TierConfiguration configuration = TestTiers.ofBytes(16 << 20);
        configuration.keepsTakenPages = keeps;
        configuration.lowWatermark = 0.5;
        configuration.highWatermark = 0.7;
        tier = PageTier.open(configuration);
        index = tier.openIndex("test");
    }

    @AfterEach void close() {
        rest();
        TierChecker.check(tier);
        tier.close();
    }

    @Test void pageStaysWhileThereIsRoom() {
        open(true);
        store(0, 1);
        assertTrue(take(0));
        assertEquals(1, tier.stats().pages);
        assertEquals(PageTier.NO_TICKET, tier.leftRegion(index, 0), "a page that is here is not copied again");
        assertTrue(take(0));
    }

    @Test void pageGoesWhereThatIsOff() {
        open(false);
        store(0, 1);
        assertTrue(take(0));
        assertEquals(0, tier.stats().pages);
        assertFalse(take(0));
    }

    @Test void pageThatIsKeptIsForgottenWhenItIsWritten() {
        open(true);
        store(0, 1);
        assertTrue(take(0));
        tier.forget(index, 0);
        assertFalse(take(0));
    }

    /** In a full tier that often misses, what is taken makes room. */
    @Test void pageGoesWhenOthersNeedTheRoom() {
        open(true);
        store(0, MANY);
        for (int miss = MANY; miss < 2 * MANY; miss++)
            assertFalse(take(miss));
        store(MANY, 2 * MANY);
        rest();
        fillAboveLow();
        assertFalse(tier.evictor().hasSpareRoom());
        long before = tier.stats().pages;
        assertTrue(takeFirst());
        assertEquals(before - 1, tier.stats().pages);
    }

    /** In a full tier that hardly ever misses, other pages are those that nobody reads. */
    @Test void pageStaysWhereNearlyNothingMisses() {
        open(true);
        store(0, MANY);
        for (int read = 0; read < 2 * MANY; read++)
            assertTrue(takeFirst());
        store(MANY, 2 * MANY);
        rest();
        fillAboveLow();
        assertTrue(tier.evictor().hasSpareRoom());
        long before = tier.stats().pages;
        assertTrue(takeFirst());
        assertEquals(before, tier.stats().pages);
    }

    /** The evictor leaves the tier at the low watermark or a little below it, and does not wake before the high one. */
    private void fillAboveLow() {
        for (int pageIndex = 2 * MANY; !tier.evictor().isAboveLow(); pageIndex++)
            store(pageIndex, pageIndex + 1);
    }

    private boolean takeFirst() {
        for (int pageIndex = 0; pageIndex < 3 * MANY; pageIndex++)
            if (tier.ticket(index, pageIndex) == PageTier.NO_TICKET)
                return take(pageIndex);
        return false;
    }

    private boolean take(int pageIndex) {
        return tier.take(index, pageIndex, page);
    }

    private void store(int from, int end) {
        for (int pageIndex = from; pageIndex < end; pageIndex++) {
            TestPages.fill(page, pageIndex, 1, new Random(pageIndex));
            tier.fill(index, pageIndex, tier.ticket(index, pageIndex), page, 0);
        }
    }

    private void rest() {
        Awaitility.await().until(() -> tier.evictor().isIdle());
    }
}
