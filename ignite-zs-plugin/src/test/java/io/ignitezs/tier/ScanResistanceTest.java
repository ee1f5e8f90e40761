package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Skewed reads through a small region, then every page of a larger file once, then the skewed reads again: with the order that is the default
 * nearly all hits are back before as many pages were asked for as are one percent of the scan; CLOCK is the control that shows that the scan is one.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ScanResistanceTest {
    private static final int PAGE_BYTES = 4096;
    private static final int REGION_PAGES = 60;
    private static final int HOT_PAGES = 6_000;
    private static final int SCANNED_PAGES = 60_000;
    private static final int RUNS = 6;

    /** A region that has what is used most all the time, each page of another chunk of entries. */
    private static final int LARGE_REGION_PAGES = 300;
    private static final int TOP_PAGES = 100;
    private static final int TOP_STEP = 64;

    private static final double MAX_LOSS = 0.05;

    private final ByteBuffer page = TestPages.direct(PAGE_BYTES);
    private final ArrayDeque<Long> region = new ArrayDeque<>();
    private final Set<Long> inRegion = new HashSet<>();
    private PageTier tier;
    private PageIndex hot;
    private PageIndex cold;
    private PageIndex top;
    private boolean exclusive;
    private int regionPages = REGION_PAGES;
    private boolean keepsUsed;
    private String figures = "";
    private int reads;
    private int hits;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aScanDoesNotFlushThePool(boolean exclusive) {
        assertTrue(loss(TierConfiguration.DEFAULT_EVICTION_ORDER, exclusive) < MAX_LOSS, figures);
    }

    /** They have never been in the pool, and come to it among many that are read once. */
    @Test void pagesInUseInTheRegionAreInThePoolBehindAScan() {
        assertTrue(topFoundBehindScan(LARGE_REGION_PAGES) > 0.6, figures);
    }

    @Test void withoutAWordOfTheRegionTheyWouldBeGone() {
        assertTrue(topFoundBehindScan(0) < 0.2, figures);
    }

    /** @param toldPages what the tier is told of the region's size @return the share of the pages used most that the pool answers behind the scan */
    private double topFoundBehindScan(int toldPages) {
        exclusive = true;
        keepsUsed = true;
        regionPages = LARGE_REGION_PAGES;
        TierConfiguration configuration = configuration(TierConfiguration.DEFAULT_EVICTION_ORDER);
        configuration.regionPages = toldPages;
        try (PageTier opened = tier = PageTier.open(configuration)) {
            hot = opened.openIndex("hot");
            cold = opened.openIndex("cold");
            top = opened.openIndex("top");
            useTop(new Random(5));
            for (int pageIndex = 0; pageIndex < SCANNED_PAGES; pageIndex++)
                get(cold, pageIndex);
            reads = 0;
            hits = 0;
            for (int number = 0; number < TOP_PAGES; number++)
                get(top, number * TOP_STEP);
            figures = hits + " hits of " + reads;
            assertEquals(TOP_PAGES, reads);
            return (double)hits / reads;
        }
    }

    /** So often that they never leave the region. */
    private void useTop(Random random) {
        for (int get = 0; get < 200_000; get++)
            if (get % 4 == 0)
                get(hot, skewed(random));
            else
                get(top, random.nextInt(TOP_PAGES) * TOP_STEP);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aScanFlushesClock(boolean exclusive) {
        assertTrue(loss(EvictionOrders.CLOCK, exclusive) > 2 * MAX_LOSS, figures);
    }

    /** @return share of the hits that is missing after the scan, of several runs: one is good for two percent */
    private double loss(EvictionOrders evictionOrder, boolean exclusive) {
        this.exclusive = exclusive;
        double sum = 0;
        for (int run = 0; run < RUNS; run++)
            sum += loss(evictionOrder, 2 * run);
        figures += ", a loss of " + sum / RUNS;
        System.out.println(figures);
        return sum / RUNS;
    }

    private double loss(EvictionOrders evictionOrder, long seed) {
        region.clear();
        inRegion.clear();
        tier = PageTier.open(configuration(evictionOrder));
        try {
            hot = tier.openIndex("hot");
            cold = tier.openIndex("cold");
            double before = hitRatio(new Random(seed), 12_000, 3_000);
            for (int pageIndex = 0; pageIndex < SCANNED_PAGES; pageIndex++)
                get(cold, pageIndex);
            double after = hitRatio(new Random(seed + 1), SCANNED_PAGES / 100, 3_000);
            figures += "; hit ratio " + before + " before, " + after + " after";
            assertTrue(before > 0.3 && before < 0.95, figures);
            return 1 - after / before;
        }
        finally {
            tier.close();
        }
    }

    private static TierConfiguration configuration(EvictionOrders evictionOrder) {
        TierConfiguration configuration = TestTiers.ofBytes(3 << 20, PAGE_BYTES);
        configuration.evictionOrder = evictionOrder;
        return configuration;
    }

    /** @param warmUp reads before that @param measured reads @return share of these that were hits; a get that the region answers is no read */
    private double hitRatio(Random random, int warmUp, int measured) {
        read(random, warmUp);
        read(random, measured);
        return (double)hits / reads;
    }

    private void read(Random random, int count) {
        reads = 0;
        hits = 0;
        while (reads < count)
            get(hot, skewed(random));
    }

    private static int skewed(Random random) {
        double share = random.nextDouble();
        return (int)(HOT_PAGES * share * share * share);
    }

    private void get(PageIndex index, int pageIndex) {
        long key = (long)index.number() << Integer.SIZE | pageIndex;
        if (inRegion.contains(key)) {
            if (keepsUsed && region.remove(key))
                region.add(key);
            return;
        }
        reads++;
        long ticket = exclusive ? 0 : tier.ticket(index, pageIndex);
        boolean hit = exclusive ? tier.take(index, pageIndex, page) : tier.read(index, pageIndex, page);
        hits += hit ? 1 : 0;
        if (!hit && !exclusive)
            fill(index, pageIndex, ticket);
        region.add(key);
        inRegion.add(key);
        if (region.size() > regionPages)
            leave(region.remove());
    }

    private void leave(long key) {
        inRegion.remove(key);
        int number = (int)(key >>> Integer.SIZE);
        PageIndex index = number == hot.number() ? hot : number == cold.number() ? cold : top;
        if (exclusive)
            leave(index, (int)key, tier.leftRegion(index, (int)key));
    }

    private void leave(PageIndex index, int pageIndex, long ticket) {
        make(pageIndex);
        tier.fillLeft(index, pageIndex, ticket, page);
        awaitEvictor();
    }

    private void fill(PageIndex index, int pageIndex, long ticket) {
        make(pageIndex);
        tier.fill(index, pageIndex, ticket, page, 0);
        awaitEvictor();
    }

    private void make(int pageIndex) {
        Random content = new Random(pageIndex);
        for (int offset = 0; offset < PAGE_BYTES / 4; offset += Long.BYTES)
            page.putLong(offset, content.nextLong());
        for (int offset = PAGE_BYTES / 4; offset < PAGE_BYTES; offset += Long.BYTES)
            page.putLong(offset, 0);
    }

    /** What is refused because it is slow says nothing about its order. */
    private void awaitEvictor() {
        if (!tier.evictor().isIdle())
            Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> tier.evictor().isIdle());
    }
}
