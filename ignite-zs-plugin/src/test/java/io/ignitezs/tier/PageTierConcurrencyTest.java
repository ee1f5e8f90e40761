package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.mem.FaultyMemory;
import io.ignitezs.plugin.MetricIdentities;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Hypothesis: a reader never gets a version older than the last one whose write had ended when the read began, nor one newer than the last
 * begun. The file is an array of version numbers; one writer per page (as Ignite has it), readers and late fills from all threads, an evictor at a
 * limit that is too small. Forbidden: a stale, torn or foreign page.
 */
class PageTierConcurrencyTest {
    private static final int PAGE_BYTES = 4096;
    private static final int PAGES = 600;
    private static final int THREADS = 4;
    private static final int STEPS = 60_000;

    private final FaultyMemory memory = new FaultyMemory();
    private final AtomicIntegerArray file = new AtomicIntegerArray(PAGES);
    private final AtomicIntegerArray begun = new AtomicIntegerArray(PAGES);
    private final AtomicIntegerArray ended = new AtomicIntegerArray(PAGES);
    private final PageTier tier = PageTier.open(configuration());
    private final PageIndex index = tier.openIndex("file");

    private TierConfiguration configuration() {
        TierConfiguration configuration = TestTiers.ofBytes(1 << 20, PAGE_BYTES);
        configuration.chainLimit = 4;
        configuration.memory = memory;
        return configuration;
    }

    @ParameterizedTest(name = "seed {0}") @ValueSource(longs = {21, 22, 23})
    void readsAreNeverStale(long seed) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<Void>> done = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int writes = thread;
            Random random = new Random(seed * 100 + thread);
            done.add(threads.submit((Callable<Void>)() -> work(writes, random)));
        }
        threads.shutdown();
        for (Future<Void> future : done)
            future.get(120, TimeUnit.SECONDS);
        TierStats stats = tier.stats();
        assertTrue(stats.hits > 1000 && stats.evictions > 0 && stats.corruptions == 0, stats.hits + ", " + stats.evictions);
        Awaitility.await().until(() -> tier.evictor().isIdle());
        tier.pool().drainLimbo();
        TierChecker.check(tier);
        Awaitility.await().until(() -> MetricIdentities.broken(tier.stats()), List::isEmpty);
        tier.closeIndex(index);
        tier.close();
        assertEquals(0, memory.takenBytes());
    }

    private Void work(int thread, Random random) {
        ByteBuffer page = TestPages.direct(PAGE_BYTES);
        for (int step = 0; step < STEPS; step++) {
            int pageIndex = random.nextInt(PAGES);
            if (random.nextInt(100) < 30)
                write(pageIndex - pageIndex % THREADS + thread, page);
            else
                read(pageIndex, page);
        }
        return null;
    }

    private void write(int pageIndex, ByteBuffer page) {
        if (pageIndex >= PAGES)
            return;
        int version = begun.incrementAndGet(pageIndex);
        long ticket = tier.beginWrite(index, pageIndex);
        file.set(pageIndex, version);
        fill(page, pageIndex, version);
        tier.endWrite(index, pageIndex, ticket, page, 0);
        ended.set(pageIndex, version);
    }

    private void read(int pageIndex, ByteBuffer page) {
        int atLeast = ended.get(pageIndex);
        if (tier.read(index, pageIndex, page)) {
            int version = page.getInt(4);
            int atMost = begun.get(pageIndex);
            assertTrue(atLeast <= version && version <= atMost, "page " + pageIndex + " version " + version + ", not " + atLeast + ".." + atMost);
            for (int offset = 0; offset < PAGE_BYTES; offset += Long.BYTES)
                assertEquals(word(pageIndex, version, offset), page.getLong(offset), "torn page " + pageIndex + " at " + offset);
            return;
        }
        long ticket = tier.ticket(index, pageIndex);
        int version = file.get(pageIndex);
        if (version == 0)
            return;
        fill(page, pageIndex, version);
        tier.fill(index, pageIndex, ticket, page, 0);
    }

    private static void fill(ByteBuffer page, int pageIndex, int version) {
        for (int offset = 0; offset < PAGE_BYTES; offset += Long.BYTES)
            page.putLong(offset, word(pageIndex, version, offset));
    }

    /** The version is in every word; some pages compress badly, so that objects have many sizes. */
    private static long word(int pageIndex, int version, int offset) {
        long noise = (offset & 0xFF) < pageIndex % 256 ? (offset + 1L) * 0x9E3779B97F4A7C15L * (pageIndex + 1) >>> 40 : 0;
        return (long)version << 32 | noise & 0xFFFFFFL;
    }
}
