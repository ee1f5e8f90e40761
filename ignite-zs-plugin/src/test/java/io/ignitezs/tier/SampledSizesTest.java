package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a sampler at one tier says of others, of half the size, the same, twice and four times, against real ones that were asked for the same pages: a skewed part of a file, and
 * every fourth time the next page of a scan that goes round another one.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SampledSizesTest {
    private static final double[] FACTORS = {0.5, 1, 2, 4};
    private static final int PAGE_BYTES = 4096;
    private static final long LIMIT_BYTES = 8 << 20;
    private static final int REGION_PAGES = 1000;
    private static final int SKEWED_PAGES = 40_000;
    private static final int SCANNED_PAGES = 15_000;
    private static final int SCANNED_EVERY = 4;
    private static final int ACCESSES = 200_000;
    private static final double ZIPF_EXPONENT = 0.8;

    /** When the second sampler begins to look on: the tiers are full. */
    private static final int LATE = 160_000;

    /** So few that the told error counts for something. */
    private static final int FOLLOWED = 8000;

    /**
     * Beside the told error: as some tables are as large in all, a tier of four times the bytes has a fifteenth more pages than four times those of the first, and one of half the bytes has fewer.
     * That one has two pages for 32 entries, gives most of these back again, and with them forgets which pages were used.
     */
    private static final double BOUND = 0.05;

    /** Who begins late tells more of an error: of what tiers had before. */
    private static final double LATE_BOUND = 0.01;

    private final ByteBuffer page = TestPages.direct(PAGE_BYTES);
    private final ArrayDeque<Integer> region = new ArrayDeque<>();
    private final Set<Integer> inRegion = new HashSet<>();
    private PageTier tier;
    private PageIndex index;
    private boolean exclusive;

    @AfterEach void close() {
        if (tier != null)
            tier.close();
    }

    @ParameterizedTest(name = "exclusive={0}, seed={1}")
    @CsvSource({"false, 1", "true, 2"})
    void saysWhatTiersOfOtherSizesAnswer(boolean exclusive, long seed) {
        this.exclusive = exclusive;
        int[] accesses = accesses(new Random(seed));
        MissRatioSampler whole = new MissRatioSampler(FOLLOWED, TierConfiguration.DEFAULT_EVICTION_ORDER);
        MissRatioSampler late = new MissRatioSampler(MissRatioSampler.DEFAULT_MAX_PAGES, TierConfiguration.DEFAULT_EVICTION_ORDER);
        play(accesses, LIMIT_BYTES, whole, late);
        double pages = tier.stats().pages;
        double previous = -1;
        for (double factor : FACTORS) {
            double[] answered = play(accesses, (long)(factor * LIMIT_BYTES), null, null);
            String size = "exclusive=" + exclusive + ", x" + factor + " of " + tier.stats().pages + " pages, ";
            check(size + "from the start", whole.curve(), factor * pages, answered[0], whole.curve().hitRatioError(factor * pages, pages), pages, BOUND);
            check(size + "late", late.curve(), factor * pages, answered[1], late.curve().hitRatioErrorInUse(factor * pages, pages), pages, LATE_BOUND);
            assertTrue(answered[0] > previous + 0.05, size + "tells one from the other: " + answered[0]);
            previous = answered[0];
        }
    }

    private static void check(String what, MissRatioCurve curve, double poolPages, double answered, double error, double knownPages, double bound) {
        double told = curve.hitRatio(poolPages, knownPages);
        String figures = String.format("%s: answered %.3f, told %.3f +-%.3f", what, answered, told, error);
        System.out.println(figures);
        assertEquals(answered, told, error + bound, figures);
    }

    private static int[] accesses(Random random) {
        double[] upTo = IntStream.range(0, SKEWED_PAGES).mapToDouble(rank -> Math.pow(rank + 1, -ZIPF_EXPONENT)).toArray();
        Arrays.parallelPrefix(upTo, Double::sum);
        int[] pageOfRank = random.ints(SKEWED_PAGES, 0, SKEWED_PAGES).toArray();
        return IntStream.range(0, ACCESSES).map(access -> access % SCANNED_EVERY == 0 ? SKEWED_PAGES + access / SCANNED_EVERY % SCANNED_PAGES
            : pageOfRank[Math.min(SKEWED_PAGES - 1, -1 - Arrays.binarySearch(upTo, random.nextDouble() * upTo[SKEWED_PAGES - 1]))]).toArray();
    }

    /** @param whole looks on from the start, and the other one late; both null for nobody @return the shares of reads that were answered then */
    private double[] play(int[] accesses, long limitBytes, MissRatioSampler whole, MissRatioSampler late) {
        open(limitBytes);
        if (whole != null)
            tier.tracing().startSampling(whole);
        play(accesses, 0, LATE);
        TierStats before = tier.stats();
        if (late != null)
            tier.tracing().startSampling(late);
        play(accesses, LATE, ACCESSES);
        TierStats after = tier.stats();
        return new double[] {hitRatio(after.hits, after.misses), hitRatio(after.hits - before.hits, after.misses - before.misses)};
    }

    private static double hitRatio(long hits, long misses) {
        return (double)hits / (hits + misses);
    }

    private void play(int[] accesses, int from, int to) {
        for (int access = from; access < to; access++)
            if (!inRegion.contains(accesses[access]))
                read(accesses[access]);
    }

    private void open(long limitBytes) {
        close();
        region.clear();
        inRegion.clear();
        tier = PageTier.open(TestTiers.ofBytes(limitBytes, PAGE_BYTES));
        index = tier.openIndex("file");
    }

    private void read(int pageIndex) {
        long ticket = exclusive ? 0 : tier.ticket(index, pageIndex);
        boolean hit = exclusive ? tier.take(index, pageIndex, page) : tier.read(index, pageIndex, page);
        if (!hit && !exclusive)
            fill(pageIndex, ticket);
        region.add(pageIndex);
        inRegion.add(pageIndex);
        if (region.size() > REGION_PAGES)
            leave(region.remove());
    }

    private void leave(int pageIndex) {
        inRegion.remove(pageIndex);
        long ticket = exclusive ? tier.leftRegion(index, pageIndex) : PageTier.NO_TICKET;
        if (ticket != PageTier.NO_TICKET)
            fill(pageIndex, ticket);
    }

    /** All take about the same room. Waits for the evictor: what is refused because it is slow says nothing about its order. */
    private void fill(int pageIndex, long ticket) {
        Random content = new Random(pageIndex);
        for (int offset = 0; offset < PAGE_BYTES; offset += Long.BYTES)
            page.putLong(offset, offset < PAGE_BYTES / 4 ? content.nextLong() : 0);
        tier.fill(index, pageIndex, ticket, page, 0);
        while (!tier.evictor().isIdle())
            Thread.yield();
    }
}
