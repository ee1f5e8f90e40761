package io.ignitezs.ignite;

import static io.ignitezs.ignite.StoreFixture.PAGES;
import static io.ignitezs.ignite.StoreFixture.PAGE_BYTES;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.internal.processors.cache.persistence.StorageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever only looks at the pages of a store leaves no trace: no file that was gone, no page written before its time. */
@Timeout(60)
class LookTest {
    private static final long LIMIT_BYTES = 8 << 20;

    private final ByteBuffer page = ByteBuffer.allocateDirect(PAGE_BYTES).order(ByteOrder.nativeOrder());

    @TempDir
    private Path directory;
    private Path file;
    private StoreFixture fixture;

    @BeforeEach void open() throws IgniteCheckedException {
        file = directory.resolve("part-0.bin");
        fixture = new StoreFixture(file, LIMIT_BYTES, true);
    }

    @AfterEach void close() throws IgniteCheckedException {
        fixture.close();
    }

    @Test void seesWhatIsInTheFile() throws IgniteCheckedException {
        fixture.write(5, 1, 0);
        long hits = fixture.stats().hits;
        assertSeen(5, 1);
        assertEquals(PageRead.UNWRITTEN, look(6));
        assertEquals(PageRead.UNWRITTEN, look(PAGES + 1));
        assertEquals(hits, fixture.stats().hits);
    }

    @Test void whatWaitsIsSeenAndGoesOnWaiting() throws Exception {
        fixture.write(5, 1, 0);
        asCheckpoint(() -> fixture.write(5, 2, 0));
        int writes = fixture.files.writes();
        assertEquals(1, fixture.stats().dirtyPages);
        assertSeen(5, 2);
        assertEquals(1, fixture.stats().dirtyPages);
        assertEquals(writes, fixture.files.writes());
        asCheckpoint(() -> fixture.store.sync());
        assertSeen(5, 2);
    }

    @Test void aTruncatedFileIsNotMadeAgain() throws IgniteCheckedException {
        fixture.write(5, 1, 0);
        fixture.store.truncate(1);
        assertEquals(PageRead.UNWRITTEN, look(5));
        assertFalse(Files.exists(file));
    }

    @Test void aDeletedFileIsNotMadeAgain() throws IgniteCheckedException {
        fixture.write(5, 1, 0);
        fixture.store.stop(true);
        assertEquals(PageRead.UNWRITTEN, look(5));
        assertEquals(0, fixture.store.pages());
        assertFalse(Files.exists(file));
    }

    @Test void aFileThatWasNeverUsedIsNotMade() throws IgniteCheckedException {
        Path never = directory.resolve("part-1.bin");
        assertEquals(PageRead.UNWRITTEN, fixture.newStoreOf(never).ownReads().look(0, page.clear()));
        assertFalse(Files.exists(never));
    }

    @Test void whoTruncatesIsNotWaitedFor() throws Exception {
        fixture.write(5, 1, 0);
        CountDownLatch truncating = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        fixture.files.beforeTruncation(() -> {
            truncating.countDown();
            awaitUninterrupted(goOn);
        });
        CompletableFuture<Void> truncation = CompletableFuture.runAsync(this::truncate);
        truncating.await();
        assertNull(look(5));
        goOn.countDown();
        truncation.join();
        assertEquals(PageRead.UNWRITTEN, look(5));
        assertFalse(Files.exists(file));
    }

    private void truncate() {
        try {
            fixture.store.truncate(1);
        }
        catch (StorageException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        }
        catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private interface Action {
        void run() throws IgniteCheckedException;
    }

    /** In a thread that the store takes for one of a checkpoint. */
    private static void asCheckpoint(Action action) throws InterruptedException {
        Throwable[] failure = new Throwable[1];
        Thread thread = new Thread(() -> {
            try {
                action.run();
            }
            catch (Throwable e) {
                failure[0] = e;
            }
        }, "checkpoint-runner-IO-1");
        thread.start();
        thread.join();
        assertNull(failure[0]);
    }

    private PageRead look(int pageIndex) throws IgniteCheckedException {
        return fixture.store.ownReads().look(pageIndex, page.clear());
    }

    private void assertSeen(int pageIndex, int version) throws IgniteCheckedException {
        assertEquals(PageRead.PAGE, look(pageIndex));
        assertArrayEquals(StoreFixture.bytes(StoreFixture.page(pageIndex, version)), StoreFixture.bytes(page));
    }
}
