package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.tier.PoolList;
import io.ignitezs.tier.PoolListWriter;
import io.ignitezs.tier.TierStats;
import io.ignitezs.tier.WarmUpState;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.internal.pagemem.PageIdUtils;
import org.apache.ignite.internal.processors.cache.persistence.tree.io.PageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ends of a warm restart: two at once, and with a disk that hangs. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class WarmRestartTest {
    private static final long PATIENT_MILLIS = TimeUnit.MINUTES.toMillis(5);
    private static final String THREAD = "zs-warm-restart-under-test";

    @TempDir
    private Path directory;
    private StoreFixture fixture;
    private final PageStoreSettings settings = new PageStoreSettings();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final CountDownLatch diskAnswers = new CountDownLatch(1);

    @BeforeEach void open() throws IgniteCheckedException {
        fixture = new StoreFixture(directory.resolve("part-3.bin"), 8 << 20);
        for (int pageIndex = 0; pageIndex < StoreFixture.PAGES; pageIndex++)
            fixture.write(pageIndex, 1, 0);
        settings.warmListPeriodMillis = 20;
    }

    @AfterEach void close() throws IgniteCheckedException {
        diskAnswers.countDown();
        awaitThreadEnd();
        fixture.close();
    }

    @Test void twoEndsAtOnceWriteOneListAfterTheOther() throws Exception {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger mostOpen = new AtomicInteger();
        WarmRestart warm = start(file -> new FileOutputStream(file) {
            private boolean isClosed;

            {
                mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
            }

            @Override public void close() throws IOException {
                open.addAndGet(isClosed ? 0 : -1);
                isClosed = true;
                super.close();
            }
        }, PATIENT_MILLIS);
        awaitList();
        settings.warmListPeriodMillis = PATIENT_MILLIS;
        Thread other = new Thread(warm::end);
        other.start();
        warm.end();
        assertFalse(isThreadAlive());
        other.join();
        warm.end();
        warm.close();
        assertEquals(1, mostOpen.get());
        assertEquals(StoreFixture.PAGES, pages());
        assertFalse(Files.exists(directory.resolve(WarmList.FILE + ".tmp")));
        assertEquals(List.of(), warnings);
    }

    @Test void aDiskThatHangsWhileAListIsWrittenIsNotWaitedForForEver() throws Exception {
        writeList();
        byte[] before = Files.readAllBytes(list());
        fixture.pages.forgetWritten(7);
        CountDownLatch hangs = new CountDownLatch(1);
        WarmRestart warm = start(file -> new Hanging(file, hangs), 100);
        hangs.await();
        Thread other = new Thread(warm::end);
        other.start();
        warm.end();
        other.join();
        assertGivenUp(before);
        warm.end();
        diskAnswers.countDown();
        awaitThreadEnd();
        assertArrayEquals(before, Files.readAllBytes(list()));
        assertEquals(StoreFixture.PAGES, pages());
    }

    @Test void norOneThatHangsWhileAPageIsRead() throws Exception {
        writeList();
        byte[] before = Files.readAllBytes(list());
        fixture.pages.forgetWritten(7);
        CountDownLatch hangs = new CountDownLatch(1);
        fixture.files.afterRead(() -> hang(hangs));
        WarmRestart warm = start(FileOutputStream::new, 100);
        hangs.await();
        warm.end();
        assertGivenUp(before);
        diskAnswers.countDown();
        awaitThreadEnd();
        assertArrayEquals(before, Files.readAllBytes(list()));
        TierStats stats = new TierStats();
        warm.addTo(stats);
        assertTrue(stats.warmUpLeft > 0);
        assertNotEquals(WarmUpState.RUNNING, stats.warmUpState);
    }

    /** So that an alert ends when somebody has seen to it, not at the next restart. */
    @Test void aFailureIsOverWhenSomebodyStopsIt() throws Exception {
        writeList();
        for (int pageIndex = 0; pageIndex < StoreFixture.PAGES; pageIndex++)
            fixture.pages.forgetWritten(pageIndex);
        fixture.files.afterRead(() -> {
            throw new IOException("made by a test");
        });
        WarmRestart warm = start(FileOutputStream::new, PATIENT_MILLIS);
        Awaitility.await().atMost(5, TimeUnit.MINUTES).until(() -> state(warm) == WarmUpState.FAILED);
        warm.stopWarmUp();
        assertEquals(WarmUpState.STOPPED, state(warm));
        warm.end();
    }

    /** A page that cannot be taken in is passed over, and a newer version of it that has come by then stays. */
    @Test void aPageThatFailsDoesNotEndIt() throws Exception {
        writeList();
        for (int pageIndex = 0; pageIndex < StoreFixture.PAGES; pageIndex++)
            fixture.pages.forgetWritten(pageIndex);
        List<String> lines = new CopyOnWriteArrayList<>();
        settings.info = lines::add;
        AtomicInteger failed = new AtomicInteger();
        fixture.beforeStrip = page -> {
            fixture.beforeStrip = other -> { };
            failed.set(PageIdUtils.pageIndex(PageIO.getPageId(page)));
            assertDoesNotThrow(() -> fixture.write(failed.get(), 2, 0));
            throw new IllegalStateException("made by a test");
        };
        WarmRestart warm = start(FileOutputStream::new, PATIENT_MILLIS);
        Awaitility.await().atMost(5, TimeUnit.MINUTES).until(() -> state(warm) == WarmUpState.DONE);
        warm.end();
        assertEquals(1, fixture.stats().failures);
        assertEquals(StoreFixture.PAGES, fixture.stats().pages);
        int reads = fixture.files.pageReads();
        fixture.expect(failed.get(), 2);
        assertEquals(reads, fixture.files.pageReads());
        assertTrue(lines.get(lines.size() - 1).startsWith("Warm-up of the compressed pool " + WarmUpState.DONE.text()), lines::toString);
        assertEquals(List.of(), warnings);
    }

    private static WarmUpState state(WarmRestart warm) {
        TierStats stats = new TierStats();
        warm.addTo(stats);
        return stats.warmUpState;
    }

    private void assertGivenUp(byte[] before) throws IOException {
        assertTrue(isThreadAlive());
        assertEquals(1, warnings.size(), warnings::toString);
        assertTrue(warnings.get(0).startsWith("The disk has not answered for 100 ms"), warnings.get(0));
        assertArrayEquals(before, Files.readAllBytes(list()));
    }

    private void writeList() throws InterruptedException {
        WarmRestart warm = start(FileOutputStream::new, PATIENT_MILLIS);
        awaitList();
        warm.end();
        assertFalse(isThreadAlive());
    }

    private WarmRestart start(PoolListWriter.Opener opener, long waitMillis) {
        DataRegionPages regions = new DataRegionPages(List::of, groupId -> null);
        WarmList list = new WarmList(directory, StoreFixture.PAGE_BYTES, regions, opener, warnings::add);
        return new WarmRestart(fixture.tier, list, regions, settings, StoreFixture.PAGE_BYTES, () -> true, waitMillis, warnings::add, THREAD);
    }

    private void awaitList() {
        Awaitility.await().atMost(5, TimeUnit.MINUTES).until(() -> Files.exists(list()));
    }

    private static void awaitThreadEnd() {
        Awaitility.await().atMost(5, TimeUnit.MINUTES).until(() -> !isThreadAlive());
    }

    private static boolean isThreadAlive() {
        return Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().equals(THREAD));
    }

    private long pages() throws IOException {
        try (PoolList list = PoolList.open(list(), StoreFixture.PAGE_BYTES)) {
            return list.pages();
        }
    }

    private Path list() {
        return directory.resolve(WarmList.FILE);
    }

    private void hang(CountDownLatch hangs) throws IOException {
        hangs.countDown();
        try {
            diskAnswers.await();
        }
        catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** A file that takes nothing until the disk answers. */
    private final class Hanging extends FileOutputStream {
        private final CountDownLatch hangs;

        private Hanging(File file, CountDownLatch hangs) throws IOException {
            super(file);
            this.hangs = hangs;
        }

        @Override public void write(byte[] bytes, int offset, int length) throws IOException {
            hang(hangs);
            super.write(bytes, offset, length);
        }
    }
}
