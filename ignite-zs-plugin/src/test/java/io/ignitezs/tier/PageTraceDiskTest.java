package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.codec.GarbageMeter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the disk does, who records goes on, and the file says what it lacks. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PageTraceDiskTest {
    private static final long PATIENT_MILLIS = TimeUnit.MINUTES.toMillis(5);

    /** Enough for a disk that answers, also on a busy machine: so long the end is waited for in vain. */
    private static final long SHORT_MILLIS = TimeUnit.SECONDS.toMillis(5);
    private static final int BUFFER = TraceBuffers.RECORDS_PER_BUFFER;
    private static final int ALL_BUFFERS = TraceBuffers.BUFFERS * BUFFER;

    @TempDir
    private Path directory;

    @Test void aDiskThatHangsIsWaitedForByNobodyWhoRecords() throws IOException {
        BadDisk disk = disk();
        PageTrace trace = open(disk, PATIENT_MILLIS);
        CountDownLatch hangs = disk.hangs = new CountDownLatch(1);
        record(trace, 0, ALL_BUFFERS + 777);
        assertEquals(ALL_BUFFERS, trace.records());
        assertEquals(777, trace.missed());
        hangs.countDown();
        Awaitility.await().atMost(5, TimeUnit.MINUTES).until(() -> {
            record(trace, ALL_BUFFERS + 777, ALL_BUFFERS + 778);
            return trace.records() > ALL_BUFFERS;
        });
        trace.close();
        assertNull(trace.failure());
        try (PageTraceReader reader = PageTraceReader.open(disk.path)) {
            assertFalse(reader.isComplete());
            assertEquals(trace.missed(), reader.missed());
            assertEquals(0, reader.dropped());
            for (int pageIndex = 0; pageIndex < ALL_BUFFERS; pageIndex++)
                assertTrue(reader.next() && reader.pageIndex() == pageIndex);
            assertTrue(reader.next() && reader.pageIndex() == ALL_BUFFERS + 777);
            assertFalse(reader.next());
        }
    }

    @Test void aDiskThatHangsAtTheEndIsLeftAlone() throws IOException {
        BadDisk disk = disk();
        PageTrace trace = open(disk, SHORT_MILLIS);
        CountDownLatch hangs = disk.hangs = new CountDownLatch(1);
        record(trace, 0, 10);
        trace.close();
        assertTrue(trace.failure().contains("has not taken the end of it"), trace.failure());
        try (PageTraceReader reader = PageTraceReader.open(disk.path)) {
            assertFalse(reader.isClosed() || reader.isComplete());
            assertFalse(reader.next());
        }
        hangs.countDown();
        Awaitility.await().atMost(5, TimeUnit.MINUTES).until(() -> isClosed(disk.path));
    }

    @Test void aDiskThatHangsOrFailsAtTheBeginningMakesNoTrace() throws IOException {
        BadDisk disk = disk();
        CountDownLatch hangs = disk.hangs = new CountDownLatch(1);
        IOException e = assertThrows(IOException.class, () -> open(disk, 100));
        assertTrue(e.getMessage().contains("has not answered"), e::toString);
        Files.writeString(disk.path, "of another one");
        hangs.countDown();
        Awaitility.await().atMost(5, TimeUnit.MINUTES).until(() -> disk.closed);
        assertEquals("of another one", Files.readString(disk.path));
        BadDisk none = new BadDisk(directory.resolve("none").resolve("trace"));
        assertThrows(IOException.class, () -> open(none, PATIENT_MILLIS));
    }

    @Test void othersHaveHalfOfTheFreeSpace() throws IOException {
        BadDisk disk = disk();
        PageTrace trace = open(disk, PATIENT_MILLIS);
        disk.usableBytes = 3L * BUFFER * PageTrace.RECORD_BYTES;
        record(trace, 0, BUFFER);
        awaitBytes(disk, BUFFER);
        disk.usableBytes -= (long)BUFFER * PageTrace.RECORD_BYTES;
        record(trace, BUFFER, 2 * BUFFER);
        Awaitility.await().atMost(5, TimeUnit.MINUTES).until(() -> trace.failure() != null);
        assertTrue(trace.failure().contains("half of what is free"), trace.failure());
        record(trace, 2 * BUFFER, 2 * BUFFER + 5);
        assertEndsWith(trace, disk, BUFFER, BUFFER + 5);
    }

    @Test void aDiskThatBreaksEndsTheTraceAndNothingElse() throws IOException {
        BadDisk disk = disk();
        PageTrace trace = open(disk, PATIENT_MILLIS);
        disk.bytesUntilFailure = BUFFER * PageTrace.RECORD_BYTES + 100;
        record(trace, 0, 2 * BUFFER);
        Awaitility.await().atMost(5, TimeUnit.MINUTES).until(() -> trace.failure() != null);
        record(trace, 2 * BUFFER, 2 * BUFFER + 5);
        assertTrue(trace.failure().contains("broken"), trace.failure());
        assertEndsWith(trace, disk, BUFFER, BUFFER + 5);
    }

    private static void assertEndsWith(PageTrace trace, BadDisk disk, int records, int dropped) throws IOException {
        trace.close();
        assertEquals(records, trace.records());
        assertEquals(dropped, trace.dropped());
        assertEquals(PageTrace.HEADER_BYTES + (long)records * PageTrace.RECORD_BYTES, Files.size(disk.path));
        try (PageTraceReader reader = PageTraceReader.open(disk.path)) {
            assertTrue(reader.isClosed() && !reader.isComplete());
            assertEquals(dropped, reader.dropped());
            for (int pageIndex = 0; pageIndex < records; pageIndex++)
                assertTrue(reader.next() && reader.pageIndex() == pageIndex);
            assertFalse(reader.next());
        }
    }

    @Test void aFileSystemThatFailsIsSaid() throws IOException {
        PageTrace trace = PageTrace.open(new TraceWriter.Disk() {
            @Override public RandomAccessFile open() throws IOException {
                return new RandomAccessFile(directory.resolve("trace").toFile(), "rw");
            }

            @Override public long usableBytes() {
                throw new SecurityException("not you");
            }
        }, Long.MAX_VALUE, PATIENT_MILLIS, new TierConfiguration());
        record(trace, 0, BUFFER);
        trace.close();
        assertTrue(trace.failure().contains("not you"), trace.failure());
        assertEquals(BUFFER, trace.dropped());
    }

    @Test void manyThreadsLoseNothingAndKeepTheirOrder() throws Exception {
        BadDisk disk = disk();
        PageTrace trace = open(disk, PATIENT_MILLIS);
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            int indexNumber = number;
            threads.add(new Thread(() -> {
                for (int pageIndex = 0; pageIndex < 60_000; pageIndex++)
                    trace.record(PageEvent.READ, indexNumber, pageIndex, false);
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads)
            thread.join();
        trace.close();
        assertEquals(240_000, trace.records() + trace.missed());
        int[] next = new int[4];
        long read = 0;
        try (PageTraceReader reader = PageTraceReader.open(disk.path)) {
            for (; reader.next(); read++) {
                assertTrue(reader.pageIndex() >= next[reader.indexNumber()]);
                next[reader.indexNumber()] = reader.pageIndex() + 1;
            }
        }
        assertEquals(trace.records(), read);
    }

    @Test void recordingMakesNoGarbage() throws IOException {
        PageTrace trace = open(disk(), PATIENT_MILLIS);
        assertEquals(0, new GarbageMeter(() -> record(trace, 0, 100)).bytesPerOperation());
        trace.close();
        assertEquals(400_000, trace.records() + trace.missed());
    }

    private BadDisk disk() {
        return new BadDisk(directory.resolve("trace"));
    }

    private static PageTrace open(BadDisk disk, long waitMillis) throws IOException {
        PageTrace trace = PageTrace.open(disk, Long.MAX_VALUE, waitMillis, new TierConfiguration());
        assertNotNull(trace);
        return trace;
    }

    private static void record(PageTrace trace, int from, int to) {
        for (int pageIndex = from; pageIndex < to; pageIndex++)
            trace.record(PageEvent.READ, 1, pageIndex, false);
    }

    private static void awaitBytes(BadDisk disk, int records) {
        long bytes = PageTrace.HEADER_BYTES + (long)records * PageTrace.RECORD_BYTES;
        Awaitility.await().atMost(5, TimeUnit.MINUTES).until(() -> Files.size(disk.path) >= bytes);
    }

    private static boolean isClosed(Path file) throws IOException {
        try (PageTraceReader reader = PageTraceReader.open(file)) {
            return reader.isClosed();
        }
    }
}
