package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.pool.CompactionHook;
import io.ignitezs.pool.MigrationHook;
import io.ignitezs.pool.MoveOutcome;
import io.ignitezs.pool.MoveProgress;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads and stores go on while eviction stands still in the middle of a round, and while compaction or migration does: nobody waits for them. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EvictorStandsStillTest {
    private static final int PAGE_BYTES = 4096;
    private static final int PAGES = 6_000;

    private final PageTier tier = PageTier.open(configuration());
    private final PageIndex index = tier.openIndex("file");
    private final ByteBuffer page = TestPages.direct(PAGE_BYTES);
    private final Random random = new Random(9);

    private static TierConfiguration configuration() {
        TierConfiguration configuration = TestTiers.ofBytes(4 << 20, PAGE_BYTES);
        configuration.compaction = false; // What is compacted in the background is not there to be compacted.
        return configuration;
    }

    @AfterEach void close() {
        tier.close();
    }

    @Test void whileEvictionStandsStillReadsAndStoresGoOn() throws InterruptedException {
        TierStats stats;
        synchronized (tier.evictor()) {
            Thread user = new Thread(this::fillReadAndWrite);
            user.start();
            user.join(TimeUnit.SECONDS.toMillis(30));
            assertFalse(user.isAlive(), "somebody waits for the evictor");
            stats = tier.stats();
        }
        assertEquals(0, stats.evictions, "evicted while the evictor stood still");
        assertTrue(stats.refusedFull > 0 && stats.hits > 0, stats.refusedFull + " refused, " + stats.hits + " hits");
    }

    @Test void whileCompactionStandsStillReadsAndStoresGoOn() throws InterruptedException {
        fillReadAndWrite();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompactionHook hook = blocking(inside, goOn);
        tier.control().addCompactionHook(hook);
        Thread compaction = new Thread(() -> tier.control().compact(null));
        compaction.start();
        try {
            assertTrue(inside.await(60, TimeUnit.SECONDS), "nothing to compact");
            Thread user = new Thread(this::fillReadAndWrite);
            user.start();
            user.join(TimeUnit.SECONDS.toMillis(30));
            assertFalse(user.isAlive(), "somebody waits for compaction");
        }
        finally {
            goOn.countDown();
            compaction.join();
            tier.control().removeCompactionHook(hook);
        }
    }

    /** At its beginning, when a zspage is on no list, and at its end, when its frames have just been changed. */
    @ParameterizedTest @ValueSource(booleans = {true, false})
    void whileMigrationStandsStillReadsAndStoresGoOn(boolean atItsBeginning) throws InterruptedException {
        fillReadAndWrite();
        tier.control().evict(2 << 20, MoveProgress.NONE);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        MigrationHook hook = blocking(atItsBeginning, inside, goOn);
        tier.control().addMigrationHook(hook);
        Thread migration = new Thread(() -> tier.control().compact(null));
        migration.start();
        try {
            assertTrue(inside.await(60, TimeUnit.SECONDS), "nothing to migrate");
            Thread user = new Thread(this::fillReadAndWrite);
            user.start();
            user.join(TimeUnit.SECONDS.toMillis(30));
            assertFalse(user.isAlive(), "somebody waits for migration");
        }
        finally {
            goOn.countDown();
            migration.join();
            tier.control().removeMigrationHook(hook);
        }
    }

    private static MigrationHook blocking(boolean atItsBeginning, CountDownLatch inside, CountDownLatch goOn) {
        return new MigrationHook() {
            @Override public void beforeMigration(int zspage, int frames) {
                if (atItsBeginning)
                    stop();
            }

            @Override public void afterMigration(int zspage, int movedFrames, MoveOutcome outcome) {
                if (!atItsBeginning && outcome == MoveOutcome.MOVED)
                    stop();
            }

            private void stop() {
                inside.countDown();
                awaitUninterruptibly(goOn);
            }
        };
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
