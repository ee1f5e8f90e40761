package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.codec.Codec;
import io.ignitezs.codec.Codecs;
import io.ignitezs.mem.FaultyMemory;
import io.ignitezs.pool.CompactionSettings;
import io.ignitezs.pool.MoveProgress;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What can be changed of a tier that is in use. */
class TierTuningTest {
    private static final int PAGE_BYTES = 4096;
    private static final int PAGES = 6000;

    private final FaultyMemory memory = new FaultyMemory();
    private PageTier tier;
    private TierControl control;
    private PageIndex index;

    @BeforeEach void open() {
        TierConfiguration configuration = TestTiers.ofBytes(32 << 20);
        configuration.memory = memory;
        configuration.compactionStartShare = 1;
        configuration.compactionStopShare = 1;
        tier = PageTier.open(configuration);
        control = tier.control();
        index = tier.openIndex("file");
    }

    @AfterEach void everythingGoesBack() {
        Awaitility.await().atMost(2, TimeUnit.MINUTES).until(() -> tier.evictor().isIdle());
        TierChecker.check(tier);
        tier.close();
        assertEquals(0, memory.takenBytes());
    }

    @Test void newPagesGetTheNewCodecAndOldOnesAreRead() {
        Codec lz4 = Codecs.parse("lz4");
        Codec zstd = Codecs.parse("zstd:1");
        write(0, 100, 1);
        control.tune(control.tuning().with(zstd));
        write(100, 200, 1);
        assertEquals("zstd:1", control.tuning().codec.name());
        assertTrue(count(0, 100, lz4.id()) > 50 && count(0, 100, zstd.id()) == 0);
        assertTrue(count(100, 200, zstd.id()) > 50 && count(100, 200, lz4.id()) == 0);
        assertRead(0, 200, 1);
    }

    @Test void theCodecChangesWhilePagesAreWritten() {
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            for (int version = 1; version <= 5; version++)
                write(0, PAGES / 2, version);
        });
        for (int change = 0; !writer.isDone() || change < 10; change++)
            control.tune(control.tuning().with(Codecs.parse(change % 2 == 0 ? "zstd:1" : "lz4")));
        writer.join();
        assertRead(0, PAGES / 2, 5);
    }

    @Test void lowerWatermarksMakeRoom() {
        write(0, PAGES, 1);
        long before = tier.stats().pool.costBytes;
        assertEquals(PAGES, tier.stats().pages);
        control.tune(control.tuning().with(0.2, 0.1));
        Awaitility.await().atMost(2, TimeUnit.MINUTES).until(() -> tier.stats().pool.costBytes < before && tier.stats().pool.costBytes <= 0.2 * (32 << 20));
    }

    @Test void compactionGetsAnotherBudget() {
        write(0, PAGES, 1);
        for (int pageIndex = 0; pageIndex < PAGES; pageIndex += 2)
            tier.forget(index, pageIndex);
        assertEquals(0, tier.stats().pool.moves.movedObjects);
        control.tune(control.tuning().with(new CompactionSettings(0.02, 0.01, 1)));
        Awaitility.await().atMost(2, TimeUnit.MINUTES).until(() -> tier.stats().pool.moves.movedObjects > 0);
    }

    @Test void evictsSoMuchAndNoDirtyPage() {
        write(0, PAGES, 1);
        ByteBuffer page = TestPages.direct(PAGE_BYTES);
        TestPages.fill(page, 7, 2, new Random(7));
        assertTrue(tier.keepDirty(index, 7, tier.clears(index), page, 0));
        long before = tier.stats().pool.costBytes;
        MadeRoom made = control.evict(before / 2, MoveProgress.NONE);
        assertTrue(made.bytes >= before / 2 && made.bytes < before * 3 / 4, made.bytes + " of " + before);
        assertEquals(PAGES - made.pages, tier.stats().pages);
        control.evict(Long.MAX_VALUE / 2, MoveProgress.NONE);
        assertTrue(tier.isDirty(index, 7));
        assertEquals(tier.stats().dirtyBytes, tier.stats().pool.costBytes);
    }

    @Test void anEvictionCanBeEndedAndSaysHowFarItIs() {
        write(0, PAGES, 1);
        long before = tier.stats().pool.costBytes;
        RuntimeException enough = new RuntimeException("enough");
        assertSame(enough, assertThrows(RuntimeException.class, () -> control.evict(before, (done, total) -> {
            assertEquals(before, total);
            if (done > before / 4)
                throw enough;
        })));
        long freed = before - tier.stats().pool.costBytes;
        assertTrue(freed > before / 4 && freed < before * 3 / 4, freed + " of " + before);
    }

    @Test void aClosedTierStaysAsItWas() {
        PageTier closed = PageTier.open(TestTiers.ofBytes(2 << 20));
        closed.close();
        closed.control().tune(closed.control().tuning().with(Codecs.parse("zstd:1")));
        assertEquals("lz4", closed.control().tuning().codec.name());
    }

    private void write(int from, int to, int version) {
        ByteBuffer page = TestPages.direct(PAGE_BYTES);
        for (int pageIndex = from; pageIndex < to; pageIndex++) {
            TestPages.fill(page, pageIndex, version, new Random(pageIndex));
            tier.endWrite(index, pageIndex, tier.beginWrite(index, pageIndex), page, 0);
        }
    }

    private void assertRead(int from, int to, int version) {
        ByteBuffer page = TestPages.direct(PAGE_BYTES);
        ByteBuffer expected = TestPages.direct(PAGE_BYTES);
        for (int pageIndex = from; pageIndex < to; pageIndex++) {
            TestPages.fill(expected, pageIndex, version, new Random(pageIndex));
            assertTrue(tier.read(index, pageIndex, page), "page " + pageIndex);
            assertEquals(expected, page, "page " + pageIndex);
        }
    }

    private int count(int from, int to, int kind) {
        EntrySnapshot entry = new EntrySnapshot();
        int count = 0;
        for (int pageIndex = from; pageIndex < to; pageIndex++)
            count += tier.entries().reads().read(index, pageIndex, entry) && entry.kind == kind ? 1 : 0;
        return count;
    }
}
