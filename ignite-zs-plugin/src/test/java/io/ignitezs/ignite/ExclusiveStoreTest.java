package io.ignitezs.ignite;

import static io.ignitezs.ignite.StoreFixture.page;
import static io.ignitezs.ignite.StoreFixture.pageId;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.mem.Memory;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.apache.ignite.IgniteCheckedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store whose pages are either in the tier or in a data region, which the test plays. */
@Timeout(60)
class ExclusiveStoreTest {
    private static final long LIMIT_BYTES = 8 << 20;
    private static final int GROUP = 1;

    @TempDir
    private Path directory;
    private StoreFixture fixture;
    private Residency residency;
    private boolean watched = true;
    private final List<String> warnings = new ArrayList<>();

    @AfterEach
    void close() throws IgniteCheckedException {
        fixture.close();
    }

    @Test
    void pageThatLeftItsRegionIsReadOnceWithoutItsFile() throws IgniteCheckedException {
        open(false);
        checkpointWrites(1, 1);
        fixture.expect(1, 1);
        assertEquals(0, fixture.stats().pages, "pages kept of those that the region has");
        leaves(1, 1);
        comesBack();
        assertEquals(1, fixture.stats().pages);
        int reads = fixture.files.pageReads();
        fixture.expect(1, 1);
        assertEquals(reads, fixture.files.pageReads(), "reads of the file");
        assertEquals(0, fixture.stats().pages);
    }

    /** What a thread has just dropped and reads again is stored first. */
    @Test
    void pageIsReadAgainByWhoDroppedIt() throws IgniteCheckedException {
        open(false);
        checkpointWrites(1, 1);
        leaves(1, 1);
        int reads = fixture.files.pageReads();
        fixture.expect(1, 1);
        assertEquals(reads, fixture.files.pageReads());
    }

    @Test
    void pageReplacedDirtyIsKeptByItsWrite() throws IgniteCheckedException {
        open(false);
        checkpointWrites(1, 1);
        leaves(1, 2);
        fixture.write(1, 2, 0);
        assertEquals(1, fixture.stats().pages);
        assertEquals(1, fixture.stats().copiesDropped);
        fixture.expect(1, 2);
    }

    /** Whoever only writes does not come to read: clean pages that it has dropped come in behind a dirty one that it replaces. */
    @Test
    void pagesDroppedBeforeComeInWhenADirtyOneIsWritten() throws IgniteCheckedException {
        open(false);
        keepOneOfTheChunk();
        checkpointWrites(1, 1);
        checkpointWrites(2, 1);
        leaves(1, 1);
        checkpointWrites(2, 2);
        assertEquals(1, fixture.stats().pages, "a write that replaces nothing");
        leaves(2, 3);
        fixture.write(2, 3, 0);
        assertEquals(3, fixture.stats().pages);
        int reads = fixture.files.pageReads();
        fixture.expect(1, 1);
        fixture.expect(2, 3);
        assertEquals(reads, fixture.files.pageReads());
    }

    /** While no page of a chunk is here, a write to one makes the copies of all worthless. */
    private void keepOneOfTheChunk() throws IgniteCheckedException {
        checkpointWrites(3, 1);
        leaves(3, 1);
        comesBack();
    }

    /** The tier has the older page of a time when there was room, so there is no copy of the newer one. */
    @Test
    void pageReplacedDirtyIsKeptThoughItWasHere() throws IgniteCheckedException {
        open(false);
        checkpointWrites(1, 1);
        leaves(1, 1);
        comesBack();
        assertEquals(1, fixture.stats().pages);
        leaves(1, 2);
        assertEquals(1, fixture.stats().copies);
        fixture.write(1, 2, 0);
        int reads = fixture.files.pageReads();
        fixture.expect(1, 2);
        assertEquals(reads, fixture.files.pageReads());
    }

    /** It is read from the file before the newer one is there. */
    @Test
    void olderPageThatComesInWhileANewerOneIsWrittenGoes() throws IgniteCheckedException {
        open(false);
        checkpointWrites(1, 1);
        fixture.files.beforeWrite(() -> {
            fixture.files.beforeWrite(() -> { });
            assertDoesNotThrow(() -> fixture.store.ownReads().refill(1, 0, StoreFixture.garbage()));
            assertEquals(1, fixture.stats().pages);
        });
        checkpointWrites(1, 2);
        assertEquals(0, fixture.stats().pages);
        fixture.expect(1, 2);
    }

    @Test
    void copyIsRefusedWhenThePageWasReadMeanwhile() throws Exception {
        open(false);
        checkpointWrites(1, 1);
        leaves(1, 1);
        inAnotherThread(() -> {
            fixture.expect(1, 1);
            checkpointWrites(1, 2);
            return null;
        });
        comesBack();
        assertEquals(0, fixture.stats().pages);
        assertEquals(1, fixture.stats().copiesRefused);
        fixture.expect(1, 2);
    }

    @Test
    void copyIsRefusedWhenThePartitionWasTruncatedMeanwhile() throws IgniteCheckedException {
        open(false);
        checkpointWrites(1, 1);
        leaves(1, 1);
        fixture.store.truncate(1);
        fixture.allocate();
        comesBack();
        assertEquals(0, fixture.stats().pages);
        fixture.expectNothing(1);
    }

    @Test
    void copyOfAStoreThatHasStoppedGoesNowhere() throws IgniteCheckedException {
        open(false);
        checkpointWrites(1, 1);
        leaves(1, 1);
        fixture.store.stop(false);
        residency.evicted.insertMine();
        residency.replaced(GROUP, pageId(1), Memory.address(page(1, 1)));
        assertEquals(0, fixture.stats().pages);
        assertEquals(List.of(), fixture.warnings);
    }

    @Test
    void copyOfAClosedTierGoesNowhere() throws IgniteCheckedException {
        open(false);
        checkpointWrites(1, 1);
        leaves(1, 1);
        fixture.tier.close();
        residency.evicted.insertMine();
        leaves(2, 1);
        residency.evicted.insertMine();
        assertEquals(List.of(), fixture.warnings);
    }

    /** So comes a page of a destroyed partition. */
    @Test
    void pageOfZerosIsNotCopied() throws IgniteCheckedException {
        open(false);
        checkpointWrites(1, 1);
        ByteBuffer zeros = ByteBuffer.allocateDirect(StoreFixture.PAGE_BYTES);
        residency.replaced(GROUP, pageId(1), Memory.address(zeros));
        Reference.reachabilityFence(zeros);
        assertEquals(1, fixture.stats().leftRegion);
        assertEquals(0, fixture.stats().copies);
    }

    /** A thread that allocates pages drops others and reads none. */
    @Test
    void copiesOfOneThreadAreBounded() throws IgniteCheckedException {
        open(false);
        for (int pageIndex = 1; pageIndex < 20; pageIndex++)
            checkpointWrites(pageIndex, 1);
        for (int pageIndex = 1; pageIndex < 20; pageIndex++)
            leaves(pageIndex, 1);
        comesBack();
        assertEquals(fixture.stats().copies, fixture.stats().copiesStored + fixture.stats().copiesDropped);
        assertTrue(fixture.stats().pages >= 1 && fixture.stats().copiesDropped >= 1, () -> "pages " + fixture.stats().pages);
        for (int pageIndex = 1; pageIndex < 20; pageIndex++)
            fixture.expect(pageIndex, 1);
    }

    @Test
    void threadsThatEndTakeNoPlace() throws Exception {
        open(false);
        checkpointWrites(1, 1);
        for (int thread = 0; thread < 1000; thread++)
            inAnotherThread(() -> {
                leaves(1, 1);
                return null;
            });
        leaves(1, 1);
        comesBack();
        assertEquals(1, fixture.stats().pages);
        fixture.expect(1, 1);
    }

    @Test
    void nothingIsInBothPlacesBeforeTheRegionIsWatched() throws IgniteCheckedException {
        watched = false;
        open(false);
        checkpointWrites(1, 1);
        fixture.expect(1, 1);
        assertEquals(0, fixture.stats().pages);
        assertFalse(fixture.stats().exclusive);
        watched = true;
        fixture.expect(1, 1);
        leaves(1, 1);
        comesBack();
        assertEquals(1, fixture.stats().pages);
        assertTrue(fixture.stats().exclusive);
    }

    @Test
    void inclusiveIfTheRegionCannotBeWatched() throws IgniteCheckedException {
        residency = new Residency(StoreFixture.PAGE_BYTES, group -> new Object(), warnings::add);
        fixture = new StoreFixture(directory.resolve("part-3.bin"), LIMIT_BYTES, false, residency);
        checkpointWrites(1, 1);
        fixture.expect(1, 1);
        assertEquals(1, fixture.stats().pages);
        assertFalse(fixture.stats().exclusive);
        assertEquals(1, warnings.size(), warnings::toString);
    }

    @Test
    void pageThatWaitsForItsFileStaysIfItsRegionDropsIt() throws Exception {
        open(true);
        asCheckpoint(() -> {
            fixture.write(1, 1, 0);
            fixture.write(2, 1, 0);
            return null;
        });
        assertEquals(2, fixture.stats().dirtyPages);
        leaves(1, 1);
        asCheckpoint(() -> {
            fixture.store.sync();
            return null;
        });
        assertEquals(0, fixture.stats().dirtyPages);
        assertEquals(1, fixture.stats().pages, "pages kept: the one that left its region");
        int reads = fixture.files.pageReads();
        fixture.expect(1, 1);
        assertEquals(reads, fixture.files.pageReads());
    }

    private void checkpointWrites(int pageIndex, int version) throws IgniteCheckedException {
        String name = Thread.currentThread().getName();
        Thread.currentThread().setName("checkpoint-runner-IO-#1");
        try {
            fixture.write(pageIndex, version, 0);
        }
        finally {
            Thread.currentThread().setName(name);
        }
    }

    private void open(boolean writeBack) throws IgniteCheckedException {
        residency = new Residency(StoreFixture.PAGE_BYTES, group -> this, (memory, listener) -> () -> watched, warnings::add);
        fixture = new StoreFixture(directory.resolve("part-3.bin"), LIMIT_BYTES, writeBack, residency);
    }

    /** The region drops a page, in this thread. */
    private void leaves(int pageIndex, int version) {
        ByteBuffer page = page(pageIndex, version);
        residency.replaced(GROUP, pageId(pageIndex), Memory.address(page));
        Reference.reachabilityFence(page);
    }

    /** The thread comes to the store for another page. */
    private void comesBack() throws IgniteCheckedException {
        fixture.expectNothing(39);
    }

    private static void asCheckpoint(Callable<Void> task) throws Exception {
        run(task, "db-checkpoint-thread-of-a-test");
    }

    private static void inAnotherThread(Callable<Void> task) throws Exception {
        run(task, "another");
    }

    private static void run(Callable<Void> task, String name) throws Exception {
        FutureTask<Void> future = new FutureTask<>(task);
        new Thread(future, name).start();
        future.get();
    }
}
