package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.apache.ignite.IgniteCheckedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages that are read into the tier in the background, against all that may happen to their file meanwhile. */
class RefillTest {
    private static final int PAGE = 5;

    @TempDir
    private Path directory;
    private StoreFixture fixture;
    private final ByteBuffer page = StoreFixture.garbage();

    @BeforeEach void open() throws IgniteCheckedException {
        fixture = new StoreFixture(directory.resolve("part-3.bin"), 8 << 20);
        fixture.write(PAGE, 1, 0);
        fixture.pages.forgetWritten(PAGE);
    }

    @AfterEach void close() throws IgniteCheckedException {
        fixture.files.afterRead(() -> { });
        fixture.close();
    }

    @Test void pageIsInTheTierAfterwards() throws IgniteCheckedException {
        assertEquals(StoreFixture.PAGE_BYTES, refill(PAGE));
        int reads = fixture.files.pageReads();
        fixture.expect(PAGE, 1);
        assertEquals(reads, fixture.files.pageReads());
        assertEquals(0, refill(PAGE), "bytes read for a page that is there");
    }

    @Test void pagesThatAreGoneArePassedOver() throws IgniteCheckedException {
        assertEquals(0, refill(StoreFixture.PAGES + 1), "bytes read behind the end");
        refill(PAGE + 1);
        assertEquals(0, fixture.stats().pages, "a page that was never written");
        fixture.store.truncate(1);
        assertEquals(0, refill(PAGE));
        assertFalse(Files.exists(directory.resolve("part-3.bin")), "a file that was made again");
    }

    @Test void aStoreThatWasStoppedStaysClosed() throws IgniteCheckedException {
        fixture.store.stop(true);
        assertEquals(0, refill(PAGE));
        assertFalse(Files.exists(directory.resolve("part-3.bin")), "a file that was made again");
    }

    @Test void aPageThatIsWrittenMeanwhileIsTheNewOne() throws IgniteCheckedException {
        fixture.files.afterRead(() -> {
            fixture.files.afterRead(() -> { });
            write(2);
            assertDoesNotThrow(() -> fixture.pages.forgetWritten(PAGE));
        });
        refill(PAGE);
        assertEquals(0, fixture.stats().pages);
        fixture.expect(PAGE, 2);
    }

    @Test void whoHoldsTheFileIsNotWaitedFor() throws Exception {
        CountDownLatch truncating = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        fixture.files.beforeTruncation(() -> {
            truncating.countDown();
            StoreFixture.await(asked);
        });
        Thread thread = new Thread(this::truncate, "truncation");
        thread.start();
        truncating.await();
        assertEquals(OwnReads.BUSY, refill(PAGE));
        asked.countDown();
        thread.join();
        assertEquals(0, refill(PAGE));
    }

    private int refill(int pageIndex) throws IgniteCheckedException {
        return fixture.store.ownReads().refill(pageIndex, 1, page);
    }

    private void write(int version) throws IOException {
        try {
            fixture.write(PAGE, version, 0);
        }
        catch (IgniteCheckedException e) {
            throw new IOException(e);
        }
    }

    private void truncate() {
        try {
            fixture.store.truncate(1);
        }
        catch (IgniteCheckedException e) {
            throw new AssertionError(e);
        }
    }
}
