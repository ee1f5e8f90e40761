package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Several threads tell a sampler what happens to pages, while it is asked what it knows and pages of one file go again and again. Must hold: nobody fails, each read is counted once, no share is
 * below 0 or above 1, and afterwards it says of the pages that have stayed what one says that was told the same by one thread.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SampledByThreadsTest {
    private static final int THREADS = 4;
    private static final int EVENTS = 60_000;
    private static final int PAGES = 1500;
    private static final int LASTING_FILE = 1;
    private static final int CLEARED_FILE = 2;
    private static final PageEvent[] EVENT_KINDS = {PageEvent.READ, PageEvent.TAKE, PageEvent.FILL, PageEvent.WRITE, PageEvent.WRITTEN, PageEvent.DIRTY, PageEvent.READ, PageEvent.EVICT};

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger(THREADS);

    @AfterEach void end() {
        threads.shutdownNow();
    }

    /** With so few pages followed their number is halved while others are told of. */
    @ParameterizedTest(name = "followed={0}, shownOneOf={1}, seed={2}")
    @CsvSource({"100000, 1, 1", "100000, 4, 2", "300, 1, 3", "300, 4, 4"})
    void nothingIsLostAndNobodyFails(int followed, int shownOneOf, long seed) throws Exception {
        MissRatioSampler sampler = new MissRatioSampler(followed, shownOneOf, EvictionOrders.S3_FIFO);
        List<Future<?>> all = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            Random random = new Random(seed * THREADS + thread);
            all.add(threads.submit(() -> tell(sampler, random)));
        }
        all.add(threads.submit(() -> ask(sampler)));
        all.add(threads.submit(() -> clear(sampler)));
        for (Future<?> each : all)
            each.get();
        check(sampler, followed, shownOneOf);
    }

    private void tell(MissRatioSampler sampler, Random random) {
        try {
            for (int event = 0; event < EVENTS; event++)
                tell(sampler, EVENT_KINDS[random.nextInt(EVENT_KINDS.length)], random);
        }
        finally {
            running.decrementAndGet();
        }
    }

    private void tell(MissRatioSampler sampler, PageEvent event, Random random) {
        sampler.record(event, 1 + random.nextInt(2), (int)(PAGES * random.nextDouble() * random.nextDouble()), random.nextBoolean());
        if (MiniaturePools.isRead(event))
            reads.incrementAndGet();
    }

    private void ask(MissRatioSampler sampler) {
        while (running.get() > 0)
            checkShares(sampler.curve());
    }

    private void clear(MissRatioSampler sampler) {
        while (running.get() > 0) {
            sampler.record(PageEvent.CLEAR, CLEARED_FILE, 0, false);
            Thread.yield();
        }
    }

    private static void checkShares(MissRatioCurve curve) {
        for (int pages : new int[] {1, 100, PAGES, 100 * PAGES})
            for (int known : new int[] {100, 2 * PAGES}) {
                double hitRatio = curve.hitRatio(pages, known);
                assertTrue(hitRatio >= 0 && hitRatio <= 1, "pages " + pages + ": " + hitRatio);
            }
    }

    /** All that is left is of the pages that were told of; a pool for all of them misses none twice. */
    private void check(MissRatioSampler sampler, int followed, int shownOneOf) {
        sampler.record(PageEvent.CLEAR, CLEARED_FILE, 0, false);
        assertEquals(reads.get(), sampler.curve().reads());
        checkShares(sampler.curve());
        if (followed < PAGES)
            return;
        readAll(sampler);
        assertEquals((long)PAGES * shownOneOf, sampler.curve().pages());
        double before = sampler.curve().firstShare() * sampler.curve().reads();
        readAll(sampler);
        assertEquals(before, sampler.curve().firstShare() * sampler.curve().reads(), 1e-3, "none is seen for the first time");
    }

    private static void readAll(MissRatioSampler sampler) {
        for (int page = 0; page < PAGES; page++)
            sampler.record(PageEvent.READ, LASTING_FILE, page, true);
    }
}
