package io.ignitezs.ignite;

import static io.ignitezs.ignite.StoreFixture.PAGES;
import static io.ignitezs.ignite.StoreFixture.PAGE_BYTES;
import static io.ignitezs.ignite.StoreFixture.await;
import static io.ignitezs.ignite.StoreFixture.pageId;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.tier.TierChecker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.IgniteException;
import org.apache.ignite.internal.pagemem.store.PageWriteListener;
import org.apache.ignite.internal.processors.cache.persistence.StorageException;
import org.apache.ignite.internal.pagemem.store.PageStore;
import org.apache.ignite.internal.processors.cache.persistence.file.FilePageStore;
import org.apache.ignite.internal.processors.cache.persistence.tree.io.PageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store whose checkpoint writes wait in the tier, with a real file beside it. */
@Timeout(60)
class WriteBackTest {
    private static final long LIMIT_BYTES = 8 << 20;

    @TempDir
    private Path directory;
    private StoreFixture fixture;

    @BeforeEach
    void open() throws IgniteCheckedException {
        fixture = new StoreFixture(directory.resolve("part-0.bin"), LIMIT_BYTES, true);
    }

    @AfterEach
    void close() throws IgniteCheckedException {
        fixture.close();
    }

    @Test
    void aCheckpointsPageWaitsUntilSync() throws Exception {
        checkpoint(() -> writeAll(1));
        int writesBefore = fixture.files.writes();
        expectInFile(0, 0);
        fixture.expect(0, 1);
        assertEquals(PAGES, fixture.stats().dirtyPages);
        checkpoint(() -> sync(fixture.store));
        assertEquals(writesBefore + 1, fixture.files.writes(), "pages that follow each other are one write");
        for (int page = 0; page < PAGES; page++)
            expectInFile(page, 1);
        assertEquals(0, fixture.stats().dirtyPages);
        assertEquals(PAGES, fixture.stats().writeBacks);
        fixture.expect(3, 1);
        TierChecker.check(fixture.tier.tier);
    }

    @Test
    void allButCheckpointsWriteToTheFile() throws Exception {
        fixture.write(5, 1, 0);
        expectInFile(5, 1);
        assertEquals(0, fixture.stats().dirtyPages);
    }

    @Test
    void theSyncOfAnyStoreSyncsThoseThatOnlyReplacementWroteTo() throws Exception {
        ZsPageStore other = fixture.newStoreOf(directory.resolve("part-1.bin"));
        StoreFixture.allocate(other);
        other.write(pageId(2), StoreFixture.page(2, 1), 0, true);
        int before = fixture.files.forces();
        checkpoint(() -> sync(fixture.store));
        assertEquals(before + 2, fixture.files.forces());
        checkpoint(() -> sync(fixture.store));
        assertEquals(before + 3, fixture.files.forces(), "it was synced already");
        other.stop(true);
        checkpoint(() -> sync(fixture.store));
        assertFalse(directory.resolve("part-1.bin").toFile().exists(), "a file that was deleted came back");
    }

    @Test
    void theSyncOfAVolatileStoreDoesSoToo() throws Exception {
        fixture.write(2, 1, 0);
        VolatilePageStore inMemory = new VolatilePageStore(PageStore.TYPE_DATA, () -> directory.resolve("part-2.bin"), fixture.files, StoreFixture.PAGE_BYTES, pages -> { },
            new VolatilePages(fixture.tier, "part-2.bin", "volatile"));
        int before = fixture.files.forces();
        checkpoint(() -> sync(inMemory));
        assertEquals(before + 1, fixture.files.forces());
        inMemory.stop(true);
    }

    @Test
    void aStraightWriteReplacesWhatWaits() throws Exception {
        checkpoint(() -> writeAll(1));
        fixture.write(7, 2, 0);
        checkpoint(() -> sync(fixture.store));
        expectInFile(7, 2);
        fixture.expect(7, 2);
    }

    @Test
    void aStraightWriteIsNotOvertakenByAnOlderVersionOnItsWay() throws Exception {
        checkpoint(() -> writeAll(1));
        CountDownLatch goOn = new CountDownLatch(1);
        FutureTask<Void> flush = syncThatStandsInItsWrite(goOn);
        Thread[] writer = new Thread[1];
        CompletableFuture<Void> write = new CompletableFuture<>();
        writer[0] = new Thread(() -> complete(write, () -> {
            fixture.write(7, 2, 0);
            return null;
        }));
        writer[0].start();
        Awaitility.await().until(() -> writer[0].getState() == Thread.State.TIMED_WAITING);
        goOn.countDown();
        flush.get();
        write.get();
        expectInFile(7, 2);
        fixture.expect(7, 2);
        expectInFile(8, 1);
    }

    @Test
    void aStraightWriteDoesNotWaitForOtherPagesOnTheirWay() throws Exception {
        fixture.write(7, 1, 0);
        checkpoint(() -> {
            fixture.write(6, 1, 0);
            return null;
        });
        CountDownLatch goOn = new CountDownLatch(1);
        FutureTask<Void> flush = syncThatStandsInItsWrite(goOn);
        fixture.write(7, 2, 0);
        assertFalse(flush.isDone());
        goOn.countDown();
        flush.get();
        expectInFile(6, 1);
        expectInFile(7, 2);
    }

    @Test
    void readersThatMeanTheFileFindItComplete() throws Exception {
        checkpoint(() -> writeAll(1));
        ByteBuffer page = StoreFixture.garbage();
        assertTrue(fixture.store.read(pageId(4), page, true));
        assertTrue(PageIO.getCrc(page) != 0);
        expectInFile(4, 1);
        page = StoreFixture.garbage();
        assertTrue(fixture.store.read(pageId(39), page, true, true));
        expectInFile(39, 1);
    }

    @Test
    void aListenerFindsTheFileCompleteAndSeesEveryWrite() throws Exception {
        checkpoint(() -> writeAll(1));
        List<Long> seen = new ArrayList<>();
        PageWriteListener listener = (pageId, page) -> {
            assertTrue(page.isDirect() && page.position() == 0 && PageIO.getCrc(page) != 0);
            seen.add(pageId);
        };
        fixture.store.addWriteListener(listener);
        expectInFile(39, 1);
        checkpoint(() -> writeAll(2));
        assertEquals(PAGES, seen.size());
        expectInFile(39, 2);
        fixture.store.removeWriteListener(listener);
        checkpoint(() -> writeAll(3));
        assertEquals(PAGES, seen.size());
        expectInFile(39, 2);
    }

    /** A snapshot copies so many bytes; before that it listens. */
    @Test
    void theSizeIsThatOfTheFileWhichIsCompleteForAListener() throws Exception {
        checkpoint(() -> writeAll(1));
        PageWriteListener listener = (pageId, page) -> { };
        assertTrue(fixture.store.size() < (long)PAGES * PAGE_BYTES, "pages wait");
        fixture.store.addWriteListener(listener);
        assertEquals(fixture.store.headerSize() + (long)PAGES * PAGE_BYTES, fixture.store.size());
        fixture.store.removeWriteListener(listener);
    }

    @Test
    void nothingIsWrittenBehindATruncation() throws Exception {
        checkpoint(() -> writeAll(1));
        fixture.store.truncate(1);
        fixture.allocate();
        checkpoint(() -> {
            fixture.store.write(pageId(3), StoreFixture.page(3, 2), 0, true);
            return null;
        });
        checkpoint(() -> sync(fixture.store));
        fixture.expectNothing(3);
        checkpoint(() -> {
            fixture.write(3, 3, 1);
            return null;
        });
        fixture.expect(3, 3);
        checkpoint(() -> sync(fixture.store));
        expectInFile(3, 3);
    }

    @Test
    void whatCannotBeWrittenStaysDirtyAndFailsTheSync() throws Exception {
        checkpoint(() -> writeAll(1));
        fixture.files.beforeWrite(() -> {
            throw new IOException("disk full");
        });
        ExecutionException failure = assertThrows(ExecutionException.class, () -> checkpoint(() -> sync(fixture.store)));
        assertEquals(StorageException.class, failure.getCause().getClass());
        assertEquals(PAGES, fixture.stats().dirtyPages);
        fixture.expect(9, 1);
        fixture.files.beforeWrite(() -> { });
        checkpoint(() -> sync(fixture.store));
        expectInFile(9, 1);
    }

    @Test
    void anInterruptionOfTheFlushCostsNothing() throws Exception {
        checkpoint(() -> writeAll(1));
        fixture.files.beforeWrite(() -> {
            fixture.files.beforeWrite(() -> { });
            throw new ClosedByInterruptException();
        });
        checkpoint(() -> sync(fixture.store));
        for (int page = 0; page < PAGES; page++)
            expectInFile(page, 1);
    }

    @Test
    void stopCompletesTheFileUnlessItIsDeleted() throws Exception {
        checkpoint(() -> writeAll(1));
        fixture.store.stop(false);
        expectInFile(0, 1);
        ZsPageStore again = fixture.newStore();
        StoreFixture.allocate(again);
        checkpoint(() -> {
            again.write(pageId(0), StoreFixture.page(0, 2), 0, true);
            return null;
        });
        int writes = fixture.files.writes();
        again.stop(true);
        assertEquals(writes, fixture.files.writes());
        assertEquals(0, fixture.stats().dirtyPages);
    }

    /** The node stops because of it; the failure must not be hidden, and nobody may wait for the file. */
    @Test
    void aStopThatCannotWriteSaysSoAndClosesTheFile() throws Exception {
        checkpoint(() -> writeAll(1));
        fixture.files.beforeWrite(() -> {
            throw new IOException("disk full");
        });
        assertThrows(StorageException.class, () -> fixture.store.stop(false));
        assertFalse(fixture.store.isOpen());
        assertEquals(0, fixture.stats().dirtyPages);
        fixture.files.beforeWrite(() -> { });
    }

    /** Whoever wants to copy an incomplete file must not get to it. */
    @Test
    void aListenerIsRefusedIfTheFileCannotBeCompleted() throws Exception {
        checkpoint(() -> writeAll(1));
        fixture.files.beforeWrite(() -> {
            throw new IOException("disk full");
        });
        List<Long> seen = new ArrayList<>();
        assertThrows(IgniteException.class, () -> fixture.store.addWriteListener((pageId, page) -> seen.add(pageId)));
        fixture.files.beforeWrite(() -> { });
        checkpoint(() -> writeAll(2));
        assertEquals(PAGES, fixture.stats().dirtyPages, "nobody listens, so pages wait");
        checkpoint(() -> sync(fixture.store));
        assertEquals(List.of(), seen);
    }

    /** Ignite punches the hole behind its bytes when its write has returned: what came later would fill it again. */
    @Test
    void aPageThatIgniteHasCompressedGoesToTheFileAtOnce() throws Exception {
        int compressedBytes = 1024;
        checkpoint(() -> {
            fixture.store.write(pageId(5), StoreFixture.compressedPage(5, 1, compressedBytes), 0, true);
            return null;
        });
        assertEquals(0, fixture.stats().dirtyPages);
        int writes = fixture.files.writes();
        fixture.store.punchHole(pageId(5), compressedBytes);
        checkpoint(() -> sync(fixture.store));
        assertEquals(writes, fixture.files.writes());
        ByteBuffer page = StoreFixture.garbage();
        assertTrue(fixture.newStockStore(directory.resolve("part-0.bin")).read(pageId(5), page, false));
        assertEquals(compressedBytes, PageIO.getCompressedSize(page));
    }

    @Test
    void recoveryWritesToTheFile() throws Exception {
        fixture.store.beginRecover();
        checkpoint(() -> writeAll(1));
        expectInFile(1, 1);
        fixture.store.finishRecover();
        assertEquals(PAGES, fixture.store.pages());
    }

    /** @return null, as checkpoint steps do */
    private Void writeAll(int version) throws IgniteCheckedException {
        for (int page = 0; page < PAGES; page++)
            fixture.write(page, version, 0);
        return null;
    }

    static Void sync(FilePageStore store) throws StorageException {
        store.sync();
        return null;
    }

    static void checkpoint(Callable<Void> work) throws Exception {
        start("checkpoint-runner-IO-#1", work).get(30, TimeUnit.SECONDS);
    }

    /** @return a sync whose first write waits until it may go on */
    private FutureTask<Void> syncThatStandsInItsWrite(CountDownLatch goOn) {
        CountDownLatch writing = new CountDownLatch(1);
        fixture.files.beforeWrite(() -> {
            fixture.files.beforeWrite(() -> { });
            writing.countDown();
            await(goOn);
        });
        FutureTask<Void> sync = start("db-checkpoint-thread-#1", () -> sync(fixture.store));
        await(writing);
        return sync;
    }

    private static FutureTask<Void> start(String threadName, Callable<Void> work) {
        FutureTask<Void> task = new FutureTask<>(work);
        new Thread(task, threadName).start();
        return task;
    }

    private static void complete(CompletableFuture<Void> future, Callable<Void> work) {
        try {
            future.complete(work.call());
        }
        catch (Throwable e) {
            future.completeExceptionally(e);
        }
    }

    /** @param version 0 if the file must not have the page */
    private void expectInFile(int pageIndex, int version) throws IgniteCheckedException {
        FilePageStore stock = fixture.newStockStore(directory.resolve("part-0.bin"));
        StoreFixture.allocate(stock);
        ByteBuffer page = StoreFixture.garbage();
        boolean found = stock.read(pageId(pageIndex), page, false);
        boolean isThere = found && !Arrays.equals(new byte[PAGE_BYTES], StoreFixture.bytes(page));
        stock.stop(false);
        assertEquals(version != 0, isThere);
        if (version != 0)
            assertArrayEquals(StoreFixture.bytes(StoreFixture.page(pageIndex, version)),
                StoreFixture.bytes(page), () -> "page " + pageIndex + " in the file");
    }
}
