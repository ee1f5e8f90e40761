package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.mem.FaultyMemory;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A tier at its limit: new files get in, thinly spread pages do not drown it in tables, and it comes to rest. */
class FullTierTest {
    private static final int PAGE_BYTES = 4096;
    private static final long LIMIT_BYTES = 16 << 20;

    private final FaultyMemory memory = new FaultyMemory();
    private final PageTier tier = PageTier.open(configuration());
    private final ByteBuffer page = TestPages.direct(PAGE_BYTES);
    private final Random random = new Random(3);

    private TierConfiguration configuration() {
        TierConfiguration configuration = TestTiers.ofBytes(LIMIT_BYTES, PAGE_BYTES);
        configuration.memory = memory;
        return configuration;
    }

    @AfterEach void everythingIsGivenBack() {
        Awaitility.await().until(() -> tier.evictor().isIdle());
        tier.pool().drainLimbo();
        TierChecker.check(tier);
        tier.close();
        assertEquals(0, memory.takenBytes());
    }

    @Test void pagesOfANewFileGetInWhenItIsFull() {
        PageIndex old = tier.openIndex("old");
        for (int pageIndex = 0; pageIndex < 40_000; pageIndex++)
            write(old, pageIndex);
        PageIndex fresh = tier.openIndex("new");
        Awaitility.await().until(() -> {
            for (int pageIndex = 0; pageIndex < 500; pageIndex++)
                if (!tier.read(fresh, pageIndex * 40, page))
                    fill(fresh, pageIndex * 40);
            int held = 0;
            for (int pageIndex = 0; pageIndex < 500; pageIndex++)
                held += tier.read(fresh, pageIndex * 40, page) ? 1 : 0;
            return held > 450;
        });
    }

    @Test void thinlySpreadPagesLeaveMostOfTheLimitToPages() {
        PageIndex index = tier.openIndex("large");
        for (int step = 0; step < 60_000; step++) {
            int pageIndex = random.nextInt(2_000_000);
            if (!tier.read(index, pageIndex, page))
                fill(index, pageIndex);
        }
        TierStats stats = tier.stats();
        assertTrue(tier.budget().tableBytes() < LIMIT_BYTES / 3, tier.budget().tableBytes() + " bytes of tables");
        assertTrue(stats.storedBytes > LIMIT_BYTES / 2, stats.storedBytes + " bytes of pages");
    }

    @Test void askingForPagesTakesNoMemory() {
        PageIndex index = tier.openIndex("asked");
        long before = tier.budget().usedBytes();
        for (int step = 0; step < 100_000; step++)
            tier.ticket(index, random.nextInt());
        assertEquals(before, tier.budget().usedBytes());
    }

    @Test void filesThatAreGoneLeaveRoom() {
        for (int file = 0; file < 3_000; file++) {
            PageIndex index = tier.openIndex("file " + file);
            write(index, 0);
            write(index, 1 << 16);
            tier.closeIndex(index);
        }
        assertEquals(0, tier.stats().pages);
        assertTrue(tier.budget().tableBytes() < LIMIT_BYTES / 16, tier.budget().tableBytes() + " bytes of tables");
    }

    @Test void comesToRestWhenTablesAreAllThereIs() {
        PageIndex index = tier.openIndex("same-filled");
        for (int offset = 0; offset < PAGE_BYTES; offset += Long.BYTES)
            page.putLong(offset, 7);
        for (int pageIndex = 0; pageIndex < 2_000_000; pageIndex += 5)
            tier.endWrite(index, pageIndex, tier.beginWrite(index, pageIndex), page, 0);
        assertTrue(tier.stats().pages > 1000, tier.stats().pages + " pages");
    }

    @Test void closingWhileOthersEnterPagesLeavesNothing() throws InterruptedException {
        for (int round = 0; round < 2_000; round++) {
            PageIndex index = tier.openIndex("round " + round);
            CountDownLatch started = new CountDownLatch(1);
            Thread other = new Thread(() -> {
                ByteBuffer own = TestPages.direct(PAGE_BYTES);
                started.countDown();
                for (int pageIndex = 0; pageIndex < 400; pageIndex += 40)
                    tier.endWrite(index, pageIndex, tier.beginWrite(index, pageIndex), own, 0);
            });
            other.start();
            assertTrue(started.await(2, TimeUnit.MINUTES));
            tier.closeIndex(index);
            other.join();
        }
        assertEquals(0, tier.stats().pages);
    }

    private void write(PageIndex index, int pageIndex) {
        TestPages.fill(page, pageIndex, 1, random);
        tier.endWrite(index, pageIndex, tier.beginWrite(index, pageIndex), page, 0);
    }

    private void fill(PageIndex index, int pageIndex) {
        long ticket = tier.ticket(index, pageIndex);
        TestPages.fill(page, pageIndex, 1, random);
        tier.fill(index, pageIndex, ticket, page, 0);
    }
}
