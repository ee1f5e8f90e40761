package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.codec.GarbageMeter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.internal.processors.cache.persistence.StorageException;
import org.apache.ignite.internal.processors.cache.persistence.file.FilePageStore;
import org.apache.ignite.internal.processors.cache.persistence.tree.io.PageIO;
import org.apache.ignite.internal.processors.cache.persistence.wal.crc.IgniteDataIntegrityViolationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Write-through on a real file: what the tier answers is what the file has, however writes, truncations and failures fall. */
@Timeout(120)
class ZsPageStoreTest {
    private static final int PAGE = 5;

    @TempDir
    private Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private StoreFixture fixture;

    @BeforeEach
    void open() throws IgniteCheckedException {
        fixture = new StoreFixture(directory.resolve("part-3.bin"), 8 << 20);
    }

    @AfterEach
    void close() throws IgniteCheckedException, InterruptedException {
        threads.shutdownNow();
        assertTrue(threads.awaitTermination(60, TimeUnit.SECONDS));
        fixture.close();
    }

    @Test
    void writtenPageIsReadWithoutItsFile() throws IgniteCheckedException {
        fixture.write(PAGE, 1, 0);
        fixture.expect(PAGE, 1);
        assertEquals(0, fixture.files.pageReads());
        assertEquals(1, fixture.stats().hits);
    }

    @Test
    void readingFromTheTierMakesNoGarbage() throws IgniteCheckedException {
        fixture.write(PAGE, 1, 0);
        ByteBuffer page = StoreFixture.garbage();
        assertEquals(0, new GarbageMeter(() -> read(page)).bytesPerOperation());
        assertEquals(0, fixture.files.pageReads());
    }

    private void read(ByteBuffer page) {
        page.clear();
        try {
            fixture.store.read(StoreFixture.pageId(PAGE), page, false);
        }
        catch (IgniteCheckedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void secondReadOfAFilePageIsReadWithoutItsFile() throws IgniteCheckedException {
        fixture.write(PAGE, 1, 0);
        fixture.store.stop(false);
        ZsPageStore again = fixture.newStore();
        StoreFixture.expect(again, PAGE, 1);
        StoreFixture.expect(again, PAGE, 1);
        assertEquals(1, fixture.files.pageReads());
        again.stop(false);
    }

    @Test
    void aPageOfTheTierDoesNotWaitForAnotherOnesFile() throws Exception {
        fixture.write(PAGE, 1, 0);
        forget();
        fixture.write(PAGE + 1, 1, 0);
        readAndHold(() -> threads.submit(() -> {
            fixture.expect(PAGE + 1, 1);
            return null;
        }).get(20, TimeUnit.SECONDS)).get();
        assertEquals(1, fixture.files.pageReads());
    }

    @Test
    void bufferIsLeftAsAfterAFileRead() throws IgniteCheckedException {
        ByteBuffer compressed = StoreFixture.compressedPage(PAGE + 1, 1, 1000);
        fixture.write(PAGE, 1, 0);
        fixture.store.write(StoreFixture.pageId(PAGE + 1), compressed, 0, true);
        FilePageStore stock = fixture.newStockStore(directory.resolve("part-3.bin"));
        for (int pageIndex = PAGE; pageIndex <= PAGE + 1; pageIndex++) {
            ByteBuffer expected = StoreFixture.garbage();
            ByteBuffer page = StoreFixture.garbage();
            assertTrue(stock.read(StoreFixture.pageId(pageIndex), expected, false));
            assertTrue(fixture.store.read(StoreFixture.pageId(pageIndex), page, false));
            assertEquals(expected.position(), page.position(), "position");
            assertEquals(expected.limit(), page.limit(), "limit");
            assertEquals(0, PageIO.getCrc(page), "crc");
        }
        assertEquals(2, fixture.stats().hits);
        stock.stop(false);
    }

    @Test
    void readersOfTheCrcGetTheFile() throws IgniteCheckedException {
        fixture.write(PAGE, 1, 0);
        ByteBuffer page = StoreFixture.garbage();
        assertTrue(fixture.store.read(StoreFixture.pageId(PAGE), page, true));
        assertNotEquals(0, PageIO.getCrc(page));
        assertTrue(fixture.store.read(StoreFixture.pageId(PAGE), StoreFixture.garbage(), true, false));
        assertEquals(2, fixture.files.pageReads());
        assertEquals(0, fixture.stats().hits);
    }

    @Test
    void overwrittenPageIsNotServed() throws IgniteCheckedException {
        for (int version = 1; version < 10; version++) {
            fixture.write(PAGE, version, 0);
            fixture.expect(PAGE, version);
        }
        assertEquals(1, fixture.stats().pages);
    }

    @Test
    void truncatedPageIsNotServed() throws IgniteCheckedException {
        fixture.write(PAGE, 1, 0);
        fixture.store.truncate(1);
        fixture.allocate();
        fixture.expectNothing(PAGE);
        fixture.write(PAGE, 2, 1);
        fixture.expect(PAGE, 2);
    }

    @Test
    void writeWithAnOldTagIsNotServed() throws IgniteCheckedException {
        fixture.store.truncate(5);
        fixture.allocate();
        fixture.store.write(StoreFixture.pageId(PAGE), StoreFixture.page(PAGE, 1), 4, true);
        fixture.expectNothing(PAGE);
        fixture.write(PAGE, 2, 5);
        fixture.expect(PAGE, 2);
        fixture.store.write(StoreFixture.pageId(PAGE), StoreFixture.page(PAGE, 3), 4, true);
        fixture.expect(PAGE, 2);
    }

    @Test
    void failedWriteIsNotServed() throws IgniteCheckedException {
        fixture.write(PAGE, 1, 0);
        fixture.files.beforeWrite(() -> {
            throw new IOException("disk full");
        });
        assertThrows(StorageException.class,
            () -> fixture.store.write(StoreFixture.pageId(PAGE), StoreFixture.page(PAGE, 2), 0, true));
        fixture.expect(PAGE, 1);
        assertEquals(1, fixture.files.pageReads());
    }

    @Test
    void failedTruncationForgetsAllTheSame() throws IgniteCheckedException {
        fixture.write(PAGE, 1, 0);
        Path moved = directory.resolve("moved");
        assertTrue(directory.resolve("part-3.bin").toFile().renameTo(moved.toFile()));
        assertThrows(StorageException.class, () -> fixture.store.truncate(1));
        assertEquals(0, fixture.stats().pages);
    }

    @Test
    void pageOnTheHeapIsNotKept() throws IgniteCheckedException {
        fixture.write(PAGE, 1, 0);
        ByteBuffer heap = ByteBuffer.allocate(StoreFixture.PAGE_BYTES).order(ByteOrder.nativeOrder());
        heap.put(StoreFixture.page(PAGE, 2)).clear();
        fixture.store.write(StoreFixture.pageId(PAGE), heap, 0, true);
        assertEquals(0, fixture.stats().pages);
        fixture.expect(PAGE, 2);
    }

    @ParameterizedTest(name = "compressedBytes={0}")
    @ValueSource(ints = {41, 1000, 3000, 4096})
    void pageThatIgniteCompressedIsKeptAsItIs(int compressedBytes) throws IgniteCheckedException {
        ByteBuffer written = StoreFixture.compressedPage(PAGE, 1, compressedBytes);
        fixture.store.write(StoreFixture.pageId(PAGE), written, 0, true);
        ByteBuffer page = StoreFixture.garbage();
        assertTrue(fixture.store.read(StoreFixture.pageId(PAGE), page, false));
        byte[] expected = StoreFixture.bytes(written);
        Arrays.fill(expected, compressedBytes, expected.length, (byte)0);
        assertArrayEquals(expected, StoreFixture.bytes(page));
        assertEquals(1, fixture.stats().hits);
    }

    @Test
    void stoppedStoreWorksFromItsFile() throws IgniteCheckedException {
        fixture.write(PAGE, 1, 0);
        fixture.store.stop(false);
        assertEquals(0, fixture.stats().pages);
        fixture.expect(PAGE, 1);
        fixture.write(PAGE, 2, 0);
        fixture.expect(PAGE, 2);
        assertEquals(0, fixture.stats().pages);
    }

    @Test
    void deletedStoreForgetsItsPages() throws IgniteCheckedException {
        fixture.write(PAGE, 1, 0);
        fixture.store.stop(true);
        assertEquals(0, fixture.stats().pages);
        fixture.allocate();
        fixture.expectNothing(PAGE);
    }

    @Test
    void storeThatOutlivesTheTierWorksFromItsFile() throws IgniteCheckedException {
        fixture.write(PAGE, 1, 0);
        fixture.tier.close();
        fixture.expect(PAGE, 1);
        fixture.write(PAGE, 2, 0);
        fixture.expect(PAGE, 2);
        fixture.store.truncate(1);
        assertEquals(List.of(), fixture.warnings);
    }

    /** The reader has the old page from its file, and offers it after the page was overwritten. */
    @Test
    void whatWasReadBeforeAWriteIsNotServedAfterIt() throws Exception {
        fixture.write(PAGE, 1, 0);
        forget();
        Future<?> reader = readAndHold(() -> fixture.write(PAGE, 2, 0));
        reader.get();
        fixture.expect(PAGE, 2);
    }

    /** As before, with the file truncated. */
    @Test
    void whatWasReadBeforeATruncationIsNotServedAfterIt() throws Exception {
        fixture.write(PAGE, 1, 0);
        forget();
        Future<?> reader = readAndHold(() -> {
            fixture.store.truncate(1);
            fixture.allocate();
        });
        reader.get();
        fixture.expectNothing(PAGE);
    }

    /** The reader finds the new page in the file while the writer is still at it. */
    @Test
    void whatIsReadDuringAWriteIsNotServedAfterIt() throws Exception {
        fixture.write(PAGE, 1, 0);
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch writing = new CountDownLatch(1);
        fixture.files.beforeWrite(() -> {
            writing.countDown();
            StoreFixture.await(read);
        });
        Future<?> writer = threads.submit(() -> {
            fixture.write(PAGE, 2, 0);
            return null;
        });
        writing.await();
        fixture.expect(PAGE, 1);
        read.countDown();
        writer.get();
        fixture.expect(PAGE, 2);
    }

    /** The reader comes when the truncation has begun and the file is still there. */
    @Test
    void whatIsReadDuringATruncationIsNotServedAfterIt() throws IgniteCheckedException {
        fixture.write(PAGE, 1, 0);
        fixture.files.beforeTruncation(() -> join(threads.submit(() -> {
            forget();
            fixture.expect(PAGE, 1);
            return null;
        })));
        fixture.store.truncate(1);
        fixture.allocate();
        fixture.expectNothing(PAGE);
        assertTrue(fixture.stats().stores > 1, "the reader should have offered the page");
    }

    /**
     * Hypothesis: a write of the old tag beside a truncation leaves nothing behind, whichever comes first. Forbidden: the page
     * is found.
     */
    @RepeatedTest(40)
    void writeBesideATruncationLeavesNothing() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        Future<?> writer = threads.submit(() -> {
            start.await();
            fixture.store.write(StoreFixture.pageId(0), StoreFixture.page(0, 1), 0, true);
            return null;
        });
        start.countDown();
        fixture.store.truncate(1);
        writer.get();
        fixture.allocate();
        fixture.expectNothing(0);
    }

    /** A store with a tier that is far too small answers as a stock store does. */
    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3})
    void agreesWithAStockStore(long seed) throws IgniteCheckedException {
        try (StoreFixture small = new StoreFixture(directory.resolve("part-1.bin"), 256 << 10)) {
            FilePageStore stock = small.newStockStore(directory.resolve("part-2.bin"));
            StoreFixture.allocate(stock);
            Random random = new Random(seed);
            int tag = 0;
            for (int step = 0; step < 3_000; step++) {
                int pageIndex = random.nextInt(StoreFixture.PAGES);
                int kind = random.nextInt(1000);
                if (kind == 0)
                    truncateBoth(small, stock, ++tag);
                else if (kind < 400)
                    writeBoth(small, stock, pageIndex, step, tag - random.nextInt(2));
                else
                    readBoth(small, stock, pageIndex, "seed " + seed + ", step " + step);
            }
            assertTrue(small.stats().hits > 100, () -> "hits " + small.stats().hits);
            stock.stop(false);
        }
    }

    private static void truncateBoth(StoreFixture fixture, FilePageStore stock, int tag) throws IgniteCheckedException {
        fixture.store.truncate(tag);
        stock.truncate(tag);
        fixture.allocate();
        StoreFixture.allocate(stock);
    }

    private static void writeBoth(StoreFixture fixture, FilePageStore stock, int pageIndex, int version, int tag)
        throws IgniteCheckedException {
        fixture.store.write(StoreFixture.pageId(pageIndex), StoreFixture.page(pageIndex, version), tag, true);
        stock.write(StoreFixture.pageId(pageIndex), StoreFixture.page(pageIndex, version), tag, true);
    }

    /** A hole in a file (a page was written behind it) fails its CRC check, in both. */
    private static void readBoth(StoreFixture fixture, FilePageStore stock, int pageIndex, String what) {
        ByteBuffer expected = StoreFixture.garbage();
        ByteBuffer page = StoreFixture.garbage();
        assertEquals(outcome(stock, pageIndex, expected), outcome(fixture.store, pageIndex, page), what);
        assertArrayEquals(StoreFixture.bytes(expected), StoreFixture.bytes(page), what);
        assertEquals(expected.position(), page.position(), what);
    }

    private static String outcome(FilePageStore store, int pageIndex, ByteBuffer page) {
        try {
            return "found: " + store.read(StoreFixture.pageId(pageIndex), page, false);
        }
        catch (IgniteCheckedException | IgniteDataIntegrityViolationException e) {
            return e.getClass().getName();
        }
    }

    /** Leaves the pages to their file. */
    private void forget() throws LostPage {
        fixture.pages.clear();
    }

    private interface Step {
        void run() throws Exception;
    }

    /** Starts a read that has its bytes from the file, runs a step, then lets the read go on. */
    private Future<?> readAndHold(Step meanwhile) throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        fixture.files.afterRead(() -> {
            fixture.files.afterRead(() -> { });
            held.countDown();
            StoreFixture.await(release);
        });
        Future<?> reader = threads.submit(() -> {
            fixture.expect(PAGE, 1);
            return null;
        });
        held.await();
        meanwhile.run();
        release.countDown();
        return reader;
    }

    private static void join(Future<?> step) {
        try {
            step.get();
        }
        catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
