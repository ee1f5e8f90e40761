package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.mem.FaultyMemory;
import io.ignitezs.pool.MigrationHook;
import io.ignitezs.pool.MoveProgress;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A tier that gets another limit while it is in use, and what compaction in the background does for it. */
class ResizingTest {
    private static final int PAGE_BYTES = 4096;
    private static final int PAGES = 20_000;

    private final FaultyMemory memory = new FaultyMemory();
    private PageTier tier;
    private TierControl control;
    private PageIndex index;

    private void open(boolean compaction) {
        TierConfiguration configuration = TestTiers.ofBytes(64 << 20);
        configuration.memory = memory;
        configuration.compaction = compaction;
        configuration.compactionCpuShare = 1;
        tier = PageTier.open(configuration);
        control = tier.control();
        index = tier.openIndex("test");
    }

    @AfterEach void everythingGoesBack() {
        rest();
        TierChecker.check(tier);
        tier.close();
        assertEquals(0, memory.takenBytes());
    }

    @Test void shrinksByEvictingAndGrowsAgain() {
        open(true);
        store(0, PAGES);
        long before = tier.stats().pages;
        assertTrue(control.resize(24 << 20, MoveProgress.NONE));
        assertEquals(24 << 20, tier.stats().limitBytes);
        assertTrue(tier.stats().usedBytes <= 24 << 20, tier.stats().usedBytes + " bytes");
        assertTrue(tier.stats().pages > before / 4, tier.stats().pages + " pages of " + before);
        assertTrue(verifyAll() > 0);
        store(0, PAGES);
        assertTrue(tier.stats().usedBytes <= 24 << 20, tier.stats().usedBytes + " bytes");
        assertTrue(control.resize(64 << 20, MoveProgress.NONE));
        store(0, PAGES);
        assertTrue(tier.stats().pages >= before * 0.95, tier.stats().pages + " pages, before " + before);
        assertTrue(verifyAll() > 0);
    }

    /** Wherever it is ended: what is charged is the limit then, or the new one is, and it can be done again. */
    @Test void canBeEndedAnywhere() {
        open(true);
        RuntimeException enough = new RuntimeException("enough");
        int ended = 0;
        for (int reports = 1; ended == reports - 1 && reports < 2_000; reports *= 2) {
            control.resize(64 << 20, MoveProgress.NONE);
            store(0, PAGES);
            ended += isEnded(reports, enough) ? reports : 0;
            long limitBytes = tier.stats().limitBytes;
            assertTrue(limitBytes >= 16 << 20 && limitBytes <= 64 << 20, limitBytes + " bytes");
            assertTrue(verifyAll() > 0);
        }
        assertTrue(ended > 0);
        assertTrue(control.resize(16 << 20, MoveProgress.NONE));
        assertTrue(tier.stats().usedBytes <= 16 << 20, tier.stats().usedBytes + " bytes");
    }

    private boolean isEnded(int reports, RuntimeException enough) {
        long[] told = new long[2];
        try {
            assertTrue(control.resize(16 << 20, (done, total) -> {
                assertTrue(done >= told[1] && done <= total, done + " of " + total + " after " + told[1]);
                told[1] = done;
                if (++told[0] == reports)
                    throw enough;
            }));
            return false;
        }
        catch (RuntimeException e) {
            assertSame(enough, e);
            return true;
        }
    }

    @Test void refusesWhatTablesHaveUsedUp() {
        open(true);
        store(0, PAGES);
        assertThrows(IllegalArgumentException.class, () -> control.resize(control.leastLimitBytes() - 1, MoveProgress.NONE));
        assertEquals(64 << 20, tier.stats().limitBytes);
        assertTrue(control.resize(control.leastLimitBytes() + (1 << 20), MoveProgress.NONE));
        // A slab that was opened for a larger limit may not fit any more, and then nothing is left.
        verifyAll();
    }

    @Test void backgroundGivesBackWhatIsForgotten() {
        open(true);
        store(0, PAGES);
        forget();
        Awaitility.await().until(() -> tier.stats().pool.freeableShare() <= 0.04 && tier.stats().pool.freeFrameShare() < 0.1);
        assertTrue(tier.stats().pool.moves.freedZspages > 0 && tier.stats().pool.moves.closedSlabs > 0);
        assertTrue(verifyAll() > 0);
    }

    @Test void offMeansThatNothingMovesUntilAsked() {
        open(false);
        store(0, PAGES);
        forget();
        control.compactSoon();
        assertTrue(tier.stats().pool.freeableShare() > 0.2, tier.stats().pool.freeableShare() + " freeable");
        assertEquals(0, tier.stats().pool.moves.movedObjects);
        assertTrue(control.compact(null).freedZspages > 0);
        assertEquals(0, tier.stats().pool.freeableBytes);
        assertTrue(verifyAll() > 0);
    }

    @Test void hooksThatCloseOrResizeAreRefusedAndNotWaitedFor() {
        open(true);
        store(0, PAGES);
        Queue<Throwable> refused = new ConcurrentLinkedQueue<>();
        control.addMigrationHook(new MigrationHook() {
            @Override public void beforeMigration(int zspage, int frames) {
                refused.add(assertThrows(IllegalStateException.class, tier::close));
                refused.add(assertThrows(IllegalStateException.class, () -> control.resize(32 << 20, MoveProgress.NONE)));
            }
        });
        forget();
        Awaitility.await().until(() -> refused.size() >= 2);
        assertTrue(control.resize(48 << 20, MoveProgress.NONE));
        assertTrue(verifyAll() > 0);
    }

    /** Frames that eviction frees cannot become tables; with nothing but eviction the pool emptied itself for want of them. */
    @Test void tablesFindRoomInAFullTierWithoutCompaction() {
        open(false);
        control.resize(32 << 20, MoveProgress.NONE);
        store(0, PAGES);
        long full = tier.stats().pages;
        ByteBuffer page = ByteBuffer.allocateDirect(PAGE_BYTES);
        Random random = new Random(13);
        for (int write = 0; write < 60_000; write++) {
            int pageIndex = random.nextInt(3 * PAGES);
            fill(page, random.nextInt(PAGES));
            tier.endWrite(index, pageIndex, tier.beginWrite(index, pageIndex), page, 0);
        }
        assertTrue(tier.stats().pages > full * 0.8, tier.stats().pages + " pages, before " + full);
    }

    private void store(int from, int to) {
        ByteBuffer page = ByteBuffer.allocateDirect(PAGE_BYTES);
        for (int pageIndex = from; pageIndex < to; pageIndex++) {
            fill(page, pageIndex);
            tier.endWrite(index, pageIndex, tier.beginWrite(index, pageIndex), page, 0);
        }
    }

    private void forget() {
        for (int pageIndex = 0; pageIndex < PAGES; pageIndex++)
            if (pageIndex % 7 < 3)
                tier.endWrite(index, pageIndex, tier.beginWrite(index, pageIndex), null, 0);
    }

    /** A tier that was just filled, or made smaller, goes on evicting. */
    private void rest() {
        Awaitility.await().until(() -> tier.evictor().isIdle());
    }

    /** @return pages there are; each is right */
    private int verifyAll() {
        rest();
        ByteBuffer page = ByteBuffer.allocateDirect(PAGE_BYTES);
        ByteBuffer expected = ByteBuffer.allocateDirect(PAGE_BYTES);
        int found = 0;
        for (int pageIndex = 0; pageIndex < PAGES; pageIndex++)
            if (tier.read(index, pageIndex, page.clear())) {
                fill(expected, pageIndex);
                assertEquals(expected.clear(), page.clear(), "page " + pageIndex);
                found++;
            }
        assertEquals(tier.stats().pages, found);
        return found;
    }

    /** Of each page another part, 1..4 KiB, cannot be compressed. */
    private static void fill(ByteBuffer page, int pageIndex) {
        byte[] content = new byte[PAGE_BYTES];
        byte[] noise = new byte[1000 + pageIndex * 131 % 3000];
        new Random(pageIndex).nextBytes(noise);
        System.arraycopy(noise, 0, content, 0, noise.length);
        page.clear();
        page.put(content).clear();
    }
}
