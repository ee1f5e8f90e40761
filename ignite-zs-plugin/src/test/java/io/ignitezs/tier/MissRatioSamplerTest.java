package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the sampler says against an order of eviction that is shown all pages. */
class MissRatioSamplerTest {
    private static final int PAGES = 20_000;
    private static final int READS = 200_000;
    private static final int RUN_PAGES = 32;
    private static final int FILES = 7;

    /** Reads of a skewed kind: the higher the power, the more of them go to few pages. */
    private static int[] reads(long seed, double power) {
        Random random = new Random(seed);
        return random.doubles(READS).mapToInt(draw -> (int)(PAGES * Math.pow(draw, power))).toArray();
    }

    /** As a tier is asked. A data region of so many pages is above it; 0 if the tier is inclusive. */
    private static PageRequests requests(int[] reads, int regionPages) {
        PageRequests requests = new PageRequests();
        for (int page : reads)
            requests.add(PageRequests.READ, requests.number((long)(page % FILES) << Integer.SIZE | page / FILES));
        return regionPages == 0 ? requests : requests.exclusive(regionPages);
    }

    /** Of a tier for all pages, as docs/policy.md compares them. */
    private static double missRatio(PageRequests requests, EvictionOrders orders, boolean exclusive, int tierPages) {
        return new Replay(requests, exclusive).misses(new TierModel(requests, orders.create(), tierPages)) / (double)requests.reads();
    }

    private static double missRatio(int[] reads, int tierPages) {
        return missRatio(requests(reads, 0), EvictionOrders.S3_FIFO, false, tierPages);
    }

    /** A tier that holds nothing has heard this. */
    private static MissRatioSampler shown(MissRatioSampler sampler, PageRequests requests, boolean exclusive) {
        for (int request = 0; request < requests.count(); request++) {
            long key = requests.key(requests.page(request));
            PageEvent event = requests.kind(request) == PageRequests.OFFER ? PageEvent.FILL : exclusive ? PageEvent.TAKE : PageEvent.READ;
            sampler.record(event, (int)(key >>> Integer.SIZE), (int)key, false);
            if (!exclusive)
                sampler.record(PageEvent.FILL, (int)(key >>> Integer.SIZE), (int)key, true);
        }
        return sampler;
    }

    /** Of one of four pages, pages that a pool of all would hold. */
    @Test void knowsThatItIsShownAPart() {
        MissRatioSampler all = new MissRatioSampler(1000, EvictionOrders.S3_FIFO);
        MissRatioSampler part = new MissRatioSampler(1000, 4, EvictionOrders.S3_FIFO);
        for (int read = 0; read < 5_000; read++) {
            all.record(PageEvent.READ, 1, read % 100, false);
            part.record(PageEvent.READ, 1, read % 100, false);
        }
        assertEquals(4 * all.curve().pages(), part.curve().pages());
        for (int pages : new int[] {20, 80, 95, 105, 200})
            assertEquals(all.curve().hitRatio(pages, Double.MAX_VALUE), part.curve().hitRatio(4 * pages, Double.MAX_VALUE), 1e-9);
        assertTrue(all.curve().hitRatio(200, Double.MAX_VALUE) > 0.9 && all.curve().hitRatio(20, Double.MAX_VALUE) < 0.1);
    }

    private static double mean(double[] parts) {
        return Arrays.stream(parts).average().orElseThrow();
    }

    /** The fewer pages are followed, the less exact; a pool of few pages is a few pages in miniature, and not asked for here. */
    @ParameterizedTest(name = "{0}, regionPages={1}, followed={2}, power={3}, seed={4}")
    @CsvSource({"S3_FIFO, 0, 100000, 1, 1, 0.02", "S3_FIFO, 0, 100000, 3, 2, 0.02", "S3_FIFO, 0, 8000, 1, 3, 0.04", "S3_FIFO, 0, 8000, 3, 4, 0.04",
        "S3_FIFO, 0, 8000, 8, 5, 0.04", "S3_FIFO, 0, 4000, 3, 6, 0.06", "S3_FIFO, 2000, 100000, 3, 7, 0.02", "S3_FIFO, 2000, 8000, 3, 8, 0.04",
        "CLOCK, 0, 100000, 3, 9, 0.02", "CLOCK, 2000, 8000, 3, 10, 0.04"})
    void agreesWithTheTiersOrder(EvictionOrders orders, int regionPages, int followed, double power, long seed, double tolerance) {
        boolean exclusive = regionPages > 0;
        PageRequests requests = requests(reads(seed, power), regionPages);
        MissRatioCurve curve = shown(new MissRatioSampler(followed, orders), requests, exclusive).curve();
        assertEquals(READS, curve.reads());
        for (int tierPages : new int[] {1000, 2000, 5000, 10_000, 25_000})
            assertEquals(missRatio(requests, orders, exclusive, tierPages), mean(curve.missRatios(tierPages, Double.MAX_VALUE)), tolerance, "pages " + tierPages);
    }

    /** Pages that come once do not drive out others, which those that were read last would. */
    @Test void seesThatScansPassBy() {
        int[] reads = reads(11, 3);
        for (int read = 0; read < READS; read += 2)
            reads[read] = PAGES + read;
        double tierMissRatio = missRatio(reads, 3000);
        MissRatioCurve curve = shown(new MissRatioSampler(8000, EvictionOrders.S3_FIFO), requests(reads, 0), false).curve();
        assertEquals(tierMissRatio, mean(curve.missRatios(3000, Double.MAX_VALUE)), 0.03);
        assertTrue(tierMissRatio < missRatio(requests(reads, 0), EvictionOrders.CLOCK, false, 3000) - 0.02);
    }

    /** The parts differ by about as much as the estimate is wrong: an interval of three standard errors holds the truth, or nearly. */
    @Test void partsTellTheError() {
        int[] reads = reads(7, 3);
        MissRatioSampler sampler = new MissRatioSampler(2000, EvictionOrders.S3_FIFO);
        for (int page : reads)
            sampler.record(PageEvent.READ, page % FILES, page / FILES, false);
        double[] parts = sampler.curve().missRatios(2000, Double.MAX_VALUE);
        double mean = mean(parts);
        double variance = Arrays.stream(parts).map(part -> (part - mean) * (part - mean)).sum() / (parts.length - 1);
        double error = Math.sqrt(variance / parts.length);
        assertTrue(error > 0 && error < 0.03, "error " + error);
        assertEquals(missRatio(reads, 2000), mean, 3 * error + 0.002);
    }

    /**
     * Runs differ much in how often they are read, and a quarter of them is shown: the truth about all is mostly within the error that is told, and never far
     * beyond. Looking only at how the followed pages differ, as where all are shown, would not do.
     */
    @Test void errorKnowsThatRunsWereChosen() {
        int within = 0;
        int estimates = 0;
        for (long seed = 1; seed <= 4; seed++) {
            int[] reads = readsOfRuns(seed);
            List<MissRatioCurve> quarters = List.of(shown(reads, 0), shown(reads, 1), shown(reads, 2), shown(reads, 3));
            for (int cachePages : new int[] {2000, 4000, 8000}) {
                double truth = 1 - missRatio(reads, cachePages);
                for (MissRatioCurve curve : quarters) {
                    double error = curve.hitRatioError(cachePages, Double.MAX_VALUE);
                    double beyond = Math.abs(truth - curve.hitRatio(cachePages, Double.MAX_VALUE));
                    assertTrue(error > 0 && error < 0.3 && beyond < 3 * error, "seed " + seed + ", pages " + cachePages + ": " + beyond + " off, told " + error);
                    within += beyond <= error ? 1 : 0;
                    estimates++;
                }
            }
        }
        assertTrue(within > 0.8 * estimates && within < estimates, within + " of " + estimates);
    }

    private static MissRatioCurve shown(int[] reads, int quarter) {
        MissRatioSampler sampler = new MissRatioSampler(16_000, 4, EvictionOrders.S3_FIFO);
        int[] picked = new Random(5).ints(PAGES, 0, 4).toArray();
        for (int page : reads)
            if (page / RUN_PAGES % 4 == (picked[page / RUN_PAGES / 4] + quarter) % 4)
                sampler.record(PageEvent.READ, 1, page, false);
        return sampler.curve();
    }

    /** Some runs are read many times as often as others; which ones is anybody's guess. */
    private static int[] readsOfRuns(long seed) {
        Random random = new Random(seed);
        double[] upTo = new double[512];
        double sum = 0;
        for (int run = 0; run < upTo.length; run++)
            upTo[run] = sum += Math.exp(0.8 * random.nextGaussian());
        double all = sum;
        return random.doubles(READS).mapToInt(draw -> {
            int found = Arrays.binarySearch(upTo, draw * all);
            return Math.min(upTo.length - 1, found < 0 ? -found - 1 : found) * RUN_PAGES + random.nextInt(RUN_PAGES);
        }).toArray();
    }

    @Test void tooLittleHasNoError() {
        assertTrue(Double.isNaN(new MissRatioSampler(1000, 4, EvictionOrders.S3_FIFO).curve().hitRatioError(100, 100)));
        assertTrue(Double.isNaN(new MissRatioSampler(1000, EvictionOrders.S3_FIFO).curve().hitRatioError(100, 100)));
    }

    @Test void otherEventsAreNoReadsAndClearForgets() {
        MissRatioSampler sampler = new MissRatioSampler(1000, EvictionOrders.S3_FIFO);
        sampler.record(PageEvent.READ, 1, 5, false);
        sampler.record(PageEvent.WRITE, 1, 5, false);
        sampler.record(PageEvent.FILL, 1, 5, true);
        sampler.record(PageEvent.READ, 1, 5, false);
        assertEquals(2, sampler.curve().reads());
        assertEquals(0.5, sampler.curve().firstShare(), 1e-9);
        sampler.record(PageEvent.CLEAR, 2, 0, false);
        sampler.record(PageEvent.READ, 1, 5, false);
        assertEquals(1 / 3.0, sampler.curve().firstShare(), 1e-9);
        sampler.record(PageEvent.CLEAR, 1, 0, false);
        sampler.record(PageEvent.READ, 1, 5, false);
        assertEquals(0.5, sampler.curve().firstShare(), 1e-9);
    }

    /** A first read is a miss, unless the pool is known to have had the page and the pool in question is as large. */
    @Test void firstReadsThatWereAnsweredCountForLargerPools() {
        MissRatioSampler sampler = new MissRatioSampler(1000, EvictionOrders.S3_FIFO);
        for (int page = 0; page < 800; page++)
            sampler.record(PageEvent.READ, 1, page, page % 2 == 0);
        assertEquals(1, mean(sampler.curve().missRatios(500, 600)), 0.01);
        assertEquals(0.5, mean(sampler.curve().missRatios(600, 600)), 0.06);
    }
}
