package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
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
    private static final double MAX_LOSS = 0.05;

    private final ByteBuffer page = TestPages.direct(PAGE_BYTES);
    private final ArrayDeque<Long> region = new ArrayDeque<>();
    private final Set<Long> inRegion = new HashSet<>();
    private PageTier tier;
    private PageIndex hot;
    private PageIndex cold;
    private boolean exclusive;
    private String figures = "";
    private int reads;
    private int hits;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aScanDoesNotFlushThePool(boolean exclusive) {
        assertTrue(loss(TierConfiguration.DEFAULT_EVICTION_ORDER, exclusive) < MAX_LOSS, figures);
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
        long key = (index == hot ? 0L : 1L << Integer.SIZE) | pageIndex;
        if (inRegion.contains(key))
            return;
        reads++;
        long ticket = exclusive ? 0 : tier.ticket(index, pageIndex);
        boolean hit = exclusive ? tier.take(index, pageIndex, page) : tier.read(index, pageIndex, page);
        hits += hit ? 1 : 0;
        if (!hit && !exclusive)
            fill(index, pageIndex, ticket);
        region.add(key);
        inRegion.add(key);
        if (region.size() > REGION_PAGES)
            leave(region.remove());
    }

    private void leave(long key) {
        inRegion.remove(key);
        PageIndex index = key >>> Integer.SIZE == 0 ? hot : cold;
        if (exclusive)
            fill(index, (int)key, tier.leftRegion(index, (int)key));
    }

    /** Waits for the evictor: what is refused because it is slow says nothing about its order. */
    private void fill(PageIndex index, int pageIndex, long ticket) {
        Random content = new Random(pageIndex);
        for (int offset = 0; offset < PAGE_BYTES / 4; offset += Long.BYTES)
            page.putLong(offset, content.nextLong());
        for (int offset = PAGE_BYTES / 4; offset < PAGE_BYTES; offset += Long.BYTES)
            page.putLong(offset, 0);
        tier.fill(index, pageIndex, ticket, page, 0);
        if (!tier.evictor().isIdle())
            Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> tier.evictor().isIdle());
    }
}
