package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.pool.MoveProgress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Random;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Caps and guarantees of groups, and index pages that come first. */
class QuotaTest {
    private static final int PAGE_BYTES = 4096;
    private static final long LIMIT_BYTES = 4 << 20;

    private final Random random = new Random(12);
    private final ByteBuffer page = TestPages.direct(PAGE_BYTES);
    private final Map<String, GroupSettings> groups = new ConcurrentHashMap<>();
    private final PageTier tier = PageTier.open(configuration());

    private TierConfiguration configuration() {
        TierConfiguration configuration = TestTiers.ofBytes(LIMIT_BYTES, PAGE_BYTES);
        configuration.groups = name -> groups.getOrDefault(name, new GroupSettings());
        configuration.indexPages = TestPages::isIndexPage;
        return configuration;
    }

    @AfterEach void everythingAddsUp() {
        settle();
        TierChecker.check(tier);
        tier.close();
    }

    @Test void groupEvictsItsOwnPagesAtItsCap() {
        settings("small").cap = PoolPart.ofShare(0.125);
        PageIndex other = tier.openIndex("1", "other");
        PageIndex small = tier.openIndex("2", "small");
        write(other, 0, 500);
        for (int pageIndex = 0; pageIndex < 4000; pageIndex++) {
            write(small, pageIndex, 1);
            assertTrue(stats("small").costBytes <= LIMIT_BYTES / 8, stats("small").costBytes + " bytes");
            if (pageIndex % 50 == 0)
                settle();
        }
        settle();
        assertEquals(500, held(other, 0, 500));
        assertTrue(stats("small").evictions > 1000, stats("small").toString());
        assertTrue(stats("small").costBytes > LIMIT_BYTES / 16, stats("small").costBytes + " bytes");
        assertEquals(0, stats("other").evictions);
        assertTrue(held(small, 3900, 4000) > 50, "the latest are there");
    }

    @Test void capHoldsForDirtyPages() {
        settings("small").cap = PoolPart.ofBytes(100 << 10);
        PageIndex small = tier.openIndex("2", "small");
        int kept = 0;
        for (int pageIndex = 0; pageIndex < 200; pageIndex++)
            kept += tier.keepDirty(small, pageIndex, tier.clears(small), text(), 0) ? 1 : 0;
        assertTrue(kept > 20 && kept < 60, kept + " kept");
        assertEquals(200 - kept, tier.stats().refusedQuota);
        assertTrue(stats("small").costBytes <= 100 << 10, stats("small").costBytes + " bytes");
        assertEquals(kept, tier.dirtyPages(small));
        tier.closeIndex(small);
    }

    @Test void fullGroupRefusesReadsUntilItHasMadeRoom() {
        settings("small").cap = PoolPart.ofBytes(256 << 10);
        PageIndex small = tier.openIndex("2", "small");
        PageIndex other = tier.openIndex("1", "other");
        synchronized (tier.evictor()) {
            for (int pageIndex = 0; tier.stats().refusedQuota == 0; pageIndex++)
                offer(small, pageIndex, text());
            for (int pageIndex = 1000; pageIndex < 1100; pageIndex++)
                assertFalse(fill(small, pageIndex));
            assertEquals(101, tier.stats().refusedQuota);
            assertTrue(fill(other, 0));
        }
        Awaitility.await().until(() -> fill(small, 2000));
    }

    @Test void guaranteedPagesStayWhileOthersCanGo() {
        settings("guaranteed").guarantee = PoolPart.ofShare(0.25);
        PageIndex guaranteed = tier.openIndex("1", "guaranteed");
        PageIndex other = tier.openIndex("2", "other");
        write(guaranteed, 0, 300);
        long costBytes = stats("guaranteed").costBytes;
        assertTrue(costBytes > LIMIT_BYTES / 8 && costBytes < LIMIT_BYTES / 4, costBytes + " bytes");
        write(other, 0, 10_000);
        settle();
        assertEquals(300, held(guaranteed, 0, 300));
        assertTrue(stats("other").evictions > 5000, "evictions");
    }

    @Test void beyondItsGuaranteeAGroupIsLikeOthersAndEndsAtIt() {
        settings("guaranteed").guarantee = PoolPart.ofShare(0.25);
        PageIndex guaranteed = tier.openIndex("1", "guaranteed");
        PageIndex other = tier.openIndex("2", "other");
        write(guaranteed, 0, 1500);
        write(other, 0, 20_000);
        settle();
        long costBytes = stats("guaranteed").costBytes;
        assertTrue(Math.abs(costBytes - LIMIT_BYTES / 4) <= PAGE_BYTES, costBytes + " bytes");
    }

    @Test void guaranteedPagesGoWhenThereAreNoOthers() {
        settings("guaranteed").guarantee = PoolPart.ofShare(1);
        PageIndex guaranteed = tier.openIndex("1", "guaranteed");
        write(guaranteed, 0, 5000);
        settle();
        assertTrue(stats("guaranteed").evictions > 1000, "evictions");
        assertTrue(held(guaranteed, 4900, 5000) > 50, "the latest are there");
    }

    @Test void indexPagesComeFirst() {
        settings("").pages = PagePolicy.INDEX_FIRST;
        PageIndex index = tier.openIndex("1");
        for (int pageIndex = 0; pageIndex < 500; pageIndex++)
            offer(index, pageIndex, indexPage());
        write(index, 1000, 10_000);
        settle();
        assertEquals(500, held(index, 0, 500));
        assertEquals(500, tier.stats().indexPages);
    }

    @Test void indexPagesGoWhenTheyTakeNearlyEverything() {
        settings("").pages = PagePolicy.INDEX_FIRST;
        PageIndex index = tier.openIndex("1");
        write(index, 100_000, 1000);
        for (int pageIndex = 0; pageIndex < 10_000; pageIndex++) {
            offer(index, pageIndex, indexPage());
            if (pageIndex % 50 == 0)
                settle();
        }
        settle();
        write(index, 200_000, 2000);
        settle();
        TierStats stats = tier.stats();
        assertTrue(stats.indexBytes > LIMIT_BYTES / 2 && stats.indexBytes <= LIMIT_BYTES * 0.77, stats.indexBytes + " bytes of indexes");
        assertTrue(held(index, 200_000, 202_000) > 100, "data has its part");
    }

    @Test void groupIsThereWhileItHasFiles() {
        PageIndex one = tier.openIndex("1", "group");
        PageIndex two = tier.openIndex("2", "group");
        write(one, 0, 10);
        write(two, 0, 5);
        assertEquals(15, stats("group").pages);
        tier.closeIndex(one);
        tier.closeIndex(one);
        assertEquals(5, stats("group").pages);
        tier.closeIndex(two);
        assertTrue(tier.groupStats().isEmpty());
    }

    @Test void shareFollowsTheLimit() {
        settings("small").cap = PoolPart.ofShare(0.5);
        PageIndex small = tier.openIndex("1", "small");
        write(small, 0, 1500);
        assertTrue(tier.control().resize(LIMIT_BYTES / 2, MoveProgress.NONE));
        assertEquals(LIMIT_BYTES / 4, stats("small").capBytes);
        assertTrue(stats("small").costBytes <= LIMIT_BYTES / 4, stats("small").costBytes + " bytes");
        assertEquals(LIMIT_BYTES / 4, statsOfNew("later", PoolPart.ofShare(0.5)).capBytes);
    }

    @Test void countsPerGroup() {
        PageIndex one = tier.openIndex("1", "one");
        PageIndex two = tier.openIndex("2", "two");
        write(one, 0, 10);
        held(one, 0, 12);
        held(two, 0, 3);
        GroupStats stats = stats("one");
        assertEquals(10, stats.stores);
        assertEquals(10, stats.hits);
        assertEquals(2, stats.misses);
        assertEquals(3, stats("two").misses);
        assertFalse(tier.fill(one, 0, tier.ticket(one, 0), text(), 0));
        assertEquals(1, stats("one").refusals);
    }

    private GroupSettings settings(String group) {
        return groups.computeIfAbsent(group, name -> new GroupSettings());
    }

    private GroupStats statsOfNew(String group, PoolPart cap) {
        settings(group).cap = cap;
        tier.openIndex("its file", group);
        return stats(group);
    }

    private GroupStats stats(String group) {
        return tier.groupStats().stream().filter(stats -> stats.name.equals(group)).findFirst().orElseThrow();
    }

    private void settle() {
        Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> tier.evictor().isIdle());
        tier.pool().drainLimbo();
    }

    private void write(PageIndex index, int fromPageIndex, int count) {
        for (int pageIndex = fromPageIndex; pageIndex < fromPageIndex + count; pageIndex++)
            offerAtItsPace(index, pageIndex);
    }

    /** A page that finds no room is offered again when the evictor has made some. */
    private void offerAtItsPace(PageIndex index, int pageIndex) {
        long refused = refusals();
        offer(index, pageIndex, text());
        while (refusals() > refused) {
            refused = refusals();
            settle();
            offer(index, pageIndex, text());
        }
    }

    /** For want of room in the tier or within the cap of a group. */
    private long refusals() {
        return tier.stats().refusedFull + tier.stats().refusedQuota;
    }

    private void offer(PageIndex index, int pageIndex, ByteBuffer offered) {
        tier.endWrite(index, pageIndex, tier.beginWrite(index, pageIndex), offered, 0);
    }

    private boolean fill(PageIndex index, int pageIndex) {
        return tier.fill(index, pageIndex, tier.ticket(index, pageIndex), text(), 0);
    }

    private int held(PageIndex index, int fromPageIndex, int toPageIndex) {
        int held = 0;
        for (int pageIndex = fromPageIndex; pageIndex < toPageIndex; pageIndex++)
            held += tier.read(index, pageIndex, page) ? 1 : 0;
        return held;
    }

    private ByteBuffer text() {
        return TestPages.text(page, random);
    }

    private ByteBuffer indexPage() {
        return TestPages.indexPage(page, random);
    }
}
