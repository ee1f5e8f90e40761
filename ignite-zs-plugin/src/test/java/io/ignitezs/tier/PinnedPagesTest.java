package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.mem.FaultyMemory;
import io.ignitezs.pool.MoveProgress;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pages that have no file: none is dropped, and no write of one finds the tier full. */
class PinnedPagesTest {
    private static final int PAGE_BYTES = 4096;
    private static final long LIMIT_BYTES = 16 << 20;

    /** Pages of the data region. */
    private static final int WRITABLE = 500;

    /** No table is so large. */
    private static final long SLAB_BYTES = 16 << 20;

    private final FaultyMemory memory = new FaultyMemory();
    private final PageTier tier = PageTier.open(configuration());
    private final PageIndex pinned = tier.openPinnedIndex("pinned", "group");
    private final ByteBuffer page = TestPages.direct(PAGE_BYTES);
    private final ByteBuffer found = TestPages.direct(PAGE_BYTES);

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

    @Test void cleanPagesMakeRoom() {
        PageIndex clean = tier.openIndex("clean");
        fillWithClean(clean);
        int pages = makeUntilRefused(0.5);
        fillWithClean(clean);
        assertTrue(pages > LIMIT_BYTES / PAGE_BYTES, "only " + pages + " pages got in");
        assertPages(pages, 0.5, 0);
        assertEquals(0, tier.stats().overdrafts);
        assertTrue(tier.stats().usedBytes <= LIMIT_BYTES);
    }

    @Test void pagesThatAreInTheRegionMayStopCompressing() {
        int pages = makeUntilRefused(0.5);
        for (int pageIndex = 0; pageIndex < WRITABLE; pageIndex++)
            write(pageIndex, 1, 1);
        assertEquals(0, tier.stats().overdrafts);
        for (int pageIndex = 0; pageIndex < WRITABLE; pageIndex++)
            assertPage(pageIndex, 1, 1);
        assertPage(pages - 1, 0.5, 0);
    }

    @Test void beyondThatTheLimitIsExceededUntilPagesAreGone() {
        int pages = makeUntilRefused(0.5);
        for (int pageIndex = 0; pageIndex < pages; pageIndex++)
            write(pageIndex, 1, 1);
        assertPages(pages, 1, 1);
        assertTrue(tier.stats().overdrafts > 0 && tier.stats().limitBytes > LIMIT_BYTES);
        assertFalse(tier.admitsPinned(1));
        tier.clear(pinned);
        tier.pool().drainLimbo();
        tier.control().compact(null);
        assertTrue(tier.admitsPinned(WRITABLE));
        assertEquals(LIMIT_BYTES, tier.stats().limitBytes);
    }

    /** Those of write-back, of groups beside. */
    @Test void dirtyPagesTakeRoomUntilTheyAreWritten() {
        PageIndex dirty = tier.openIndex("dirty");
        int waiting = keepDirtyUntilRefused(dirty);
        assertTrue(waiting > LIMIT_BYTES / PAGE_BYTES / 4, waiting + " pages wait");
        int pages = makeUntilRefused(0.5);
        for (int pageIndex = 0; pageIndex < WRITABLE; pageIndex++)
            write(pageIndex, 1, 1);
        assertEquals(0, tier.stats().overdrafts);
        assertEquals(waiting, tier.dirtyPages(dirty));
        tier.clear(dirty);
        tier.pool().drainLimbo();
        int more = makeUntilRefused(pages, 0.5) - pages;
        assertTrue(more > waiting / 2, pages + " pages got in, and " + more + " later");
    }

    @Test void dirtyPagesGetOnlyWhatPinnedOnesLeave() {
        int pages = makeUntilRefused(0.5);
        PageIndex dirty = tier.openIndex("dirty");
        int waiting = keepDirtyUntilRefused(dirty);
        assertTrue(waiting < LIMIT_BYTES / PAGE_BYTES / 8, waiting + " pages wait");
        for (int pageIndex = 0; pageIndex < WRITABLE; pageIndex++)
            write(pageIndex, 1, 1);
        assertEquals(0, tier.stats().overdrafts);
        assertPage(pages - 1, 0.5, 0);
        tier.closeIndex(dirty);
    }

    /** Those that were admitted have their memory already. */
    @Test void noPageIsAdmittedForWhichTheSystemHasNoMemory() {
        memory.refuse(bytes -> bytes >= SLAB_BYTES);
        int pages = makeUntilRefused(0.5);
        assertTrue(pages < LIMIT_BYTES / PAGE_BYTES / 2, pages + " pages got in");
        for (int pageIndex = 0; pageIndex < Math.min(WRITABLE, pages); pageIndex++)
            write(pageIndex, 1, 1);
        assertEquals(0, tier.stats().overdrafts);
        memory.refuse(bytes -> false);
        assertTrue(tier.admitsPinned(WRITABLE));
        write(pages, 0.5, 0);
        for (int pageIndex = 0; pageIndex <= pages; pageIndex++)
            assertPage(pageIndex, pageIndex < Math.min(WRITABLE, pages) ? 1 : 0.5, pageIndex < Math.min(WRITABLE, pages) ? 1 : 0);
    }

    /** Of which tables are made. */
    @Test void writesWaitForMemoryThatTheSystemHasNot() throws Exception {
        write(0, 0.5, 0);
        assertTrue(tier.admitsPinned(WRITABLE));
        memory.refuse(bytes -> true);
        FutureTask<Void> writes = new FutureTask<>(this::writeAll, null);
        new Thread(writes).start();
        Awaitility.await().until(() -> !tier.admitsPinned(WRITABLE));
        assertFalse(writes.isDone());
        memory.refuse(bytes -> false);
        writes.get(2, TimeUnit.MINUTES);
        assertEquals(0, tier.stats().overdrafts);
        assertTrue(tier.admitsPinned(WRITABLE));
        assertPages(WRITABLE, 0.5, 0);
    }

    private void writeAll() {
        for (int pageIndex = 0; pageIndex < WRITABLE; pageIndex++)
            write(pageIndex, 0.5, 0);
    }

    @Test void theLimitDoesNotGetSmallerThanWhatIsPinned() {
        makeUntilRefused(0.5);
        assertThrows(IllegalArgumentException.class, () -> tier.control().resize(LIMIT_BYTES / 2, MoveProgress.NONE));
        tier.clear(pinned);
        tier.pool().drainLimbo();
        tier.admitsPinned(1);
        assertTrue(tier.control().resize(LIMIT_BYTES / 2, MoveProgress.NONE));
    }

    /** Pages that are dirty hold their memory: what is used then is the limit, of pages without a file as well. */
    @Test void aLimitThatWasNotReachedAdmitsPages() {
        PageIndex stays = tier.openIndex("stays");
        PageIndex goes = tier.openIndex("goes");
        for (int pageIndex = 0; keepDirty(stays, pageIndex) && keepDirty(goes, pageIndex); pageIndex++)
            continue;
        long leastBytes = tier.control().leastLimitBytes();
        assertFalse(tier.control().resize(leastBytes, MoveProgress.NONE));
        tier.clear(goes);
        tier.pool().drainLimbo();
        assertTrue(tier.stats().usedBytes > leastBytes && tier.admitsPinned(1), tier.stats().usedBytes + " bytes used");
        tier.clear(stays);
    }

    private boolean keepDirty(PageIndex dirty, int pageIndex) {
        make(pageIndex, 0.5, 3);
        return tier.keepDirty(dirty, pageIndex, tier.clears(dirty), page, 0);
    }

    @Test void writesThatAClearHasOvertakenAreRefused() {
        int clears = tier.clears(pinned);
        write(1, 0.5, 0);
        tier.clear(pinned);
        assertFalse(tier.keepPinned(pinned, 1, clears, page));
        assertFalse(tier.read(pinned, 1, found));
        assertEquals(0, tier.stats().pinnedPages);
    }

    /** @return how many wait */
    private int keepDirtyUntilRefused(PageIndex dirty) {
        int pages = 0;
        while (keepDirty(dirty, pages))
            pages++;
        return pages;
    }

    private int makeUntilRefused(double randomShare) {
        return makeUntilRefused(0, randomShare);
    }

    /** @param pages there are already @return how many there are */
    private int makeUntilRefused(int pages, double randomShare) {
        while (tier.admitsPinned(Math.min(WRITABLE, pages + 1)))
            write(pages++, randomShare, 0);
        return pages;
    }

    private void fillWithClean(PageIndex index) {
        for (int pageIndex = 0; pageIndex < LIMIT_BYTES / PAGE_BYTES; pageIndex++) {
            make(pageIndex, 0.9, 7);
            tier.fill(index, pageIndex, tier.ticket(index, pageIndex), page, 0);
        }
    }

    private void write(int pageIndex, double randomShare, int version) {
        make(pageIndex, randomShare, version);
        assertTrue(tier.keepPinned(pinned, pageIndex, tier.clears(pinned), page));
    }

    private void assertPages(int pages, double randomShare, int version) {
        for (int pageIndex = 0; pageIndex < pages; pageIndex++)
            assertPage(pageIndex, randomShare, version);
    }

    private void assertPage(int pageIndex, double randomShare, int version) {
        make(pageIndex, randomShare, version);
        assertTrue(tier.read(pinned, pageIndex, found), () -> "page " + pageIndex + " is gone");
        assertEquals(page, found, () -> "page " + pageIndex);
    }

    private void make(int pageIndex, double randomShare, int version) {
        Random random = new Random(31L * pageIndex + version);
        for (int offset = 0; offset < PAGE_BYTES; offset += Long.BYTES)
            page.putLong(offset, offset < randomShare * PAGE_BYTES ? random.nextLong() : 0);
    }
}
