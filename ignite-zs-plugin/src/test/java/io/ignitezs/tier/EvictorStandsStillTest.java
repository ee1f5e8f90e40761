package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.codec.Codecs;
import io.ignitezs.pool.CompactionHook;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads and stores go on while eviction stands still in the middle of a round, and while compaction does: nobody waits for either. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EvictorStandsStillTest {
    private static final int PAGE_BYTES = 4096;
    private static final int PAGES = 6_000;

    private final PageTier tier = PageTier.open(configuration());
    private final PageIndex index = tier.openIndex("file");
    private final ByteBuffer page = TestPages.direct(PAGE_BYTES);
    private final Random random = new Random(9);

    private static TierConfiguration configuration() {
        TierConfiguration configuration = new TierConfiguration();
        configuration.pageBytes = PAGE_BYTES;
        configuration.limitBytes = 4 << 20;
        configuration.codec = Codecs.parse("lz4");
        return configuration;
    }

    @AfterEach void close() {
        tier.close();
    }

    @Test void whileEvictionStandsStillReadsAndStoresGoOn() throws InterruptedException {
        synchronized (tier.evictor()) {
            Thread user = new Thread(this::fillReadAndWrite);
            user.start();
            user.join(TimeUnit.SECONDS.toMillis(30));
            assertFalse(user.isAlive(), "somebody waits for the evictor");
        }
        TierStats stats = tier.stats();
        assertEquals(0, stats.evictions, "evicted while the evictor stood still");
        assertTrue(stats.refusedFull > 0 && stats.hits > 0, stats.refusedFull + " refused, " + stats.hits + " hits");
    }

    @Test void whileCompactionStandsStillReadsAndStoresGoOn() throws InterruptedException {
        fillReadAndWrite();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompactionHook hook = blocking(inside, goOn);
        tier.addCompactionHook(hook);
        Thread compaction = new Thread(() -> tier.compact(null));
        compaction.start();
        try {
            assertTrue(inside.await(20, TimeUnit.SECONDS), "nothing to compact");
            Thread user = new Thread(this::fillReadAndWrite);
            user.start();
            user.join(TimeUnit.SECONDS.toMillis(30));
            assertFalse(user.isAlive(), "somebody waits for compaction");
        }
        finally {
            goOn.countDown();
            compaction.join();
            tier.removeCompactionHook(hook);
        }
    }

    private static CompactionHook blocking(CountDownLatch inside, CountDownLatch goOn) {
        return new CompactionHook() {
            @Override public void beforeCompaction(int zspage, int objects) {
                inside.countDown();
                awaitUninterruptibly(goOn);
            }
        };
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fillReadAndWrite() {
        for (int pageIndex = 0; pageIndex < PAGES; pageIndex++) {
            long ticket = tier.ticket(index, pageIndex);
            TestPages.fill(page, pageIndex, 1, random);
            tier.fill(index, pageIndex, ticket, page, 0);
            tier.read(index, random.nextInt(pageIndex + 1), page);
            if (pageIndex % 3 == 0)
                tier.endWrite(index, pageIndex / 2, tier.beginWrite(index, pageIndex / 2), page, 0);
        }
    }
}
