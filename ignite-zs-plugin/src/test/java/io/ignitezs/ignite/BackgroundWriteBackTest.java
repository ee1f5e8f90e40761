package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.ignite.IgniteCheckedException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pages that wait are written before any sync when they are many, by one thread, and not when they are few. */
@Timeout(60)
class BackgroundWriteBackTest {
    private static final long LIMIT_BYTES = 1 << 20;
    private static final double START_SHARE = 0.5;

    /** Less than may be dirty, and more than half of it. */
    private static final int MANY = 200;
    private static final int FEW = 60;

    @TempDir
    private Path directory;
    private StoreFixture fixture;

    @BeforeEach void open() throws IgniteCheckedException {
        fixture = new StoreFixture(directory.resolve("part-0.bin"), LIMIT_BYTES, true);
        while (fixture.store.pages() < MANY)
            fixture.store.allocatePage();
    }

    @AfterEach void close() throws IgniteCheckedException {
        fixture.close();
    }

    @Test void manyAreWrittenBeforeTheSync() throws Exception {
        write(MANY);
        awaitWritten();
        assertEquals(0, fixture.stats().refusedDirty, "all of them waited");
        assertEquals(MANY, fixture.stats().dirtyPages + fixture.stats().writeBacks);
        assertTrue(fixture.stats().writeBackRuns < fixture.stats().writeBacks, "pages that follow each other are one write");
        assertEquals(1, threads().count());
    }

    @Test void fewWaitForTheSync() throws Exception {
        int writes = fixture.files.writes();
        write(FEW);
        assertTrue(fixture.tier.tier.dirtyShare() > START_SHARE / 4, "hardly any");
        Awaitility.await().until(() -> threads().allMatch(thread -> thread.getState() == Thread.State.WAITING));
        assertEquals(writes, fixture.files.writes());
        assertEquals(FEW, fixture.stats().dirtyPages);
    }

    @Test void whatCannotBeWrittenStaysDirtyAndIsTriedAgain() throws Exception {
        fixture.files.beforeWrite(() -> {
            throw new IOException("disk full");
        });
        write(MANY);
        Awaitility.await().until(() -> fixture.warnings.stream().anyMatch(warning -> warning.contains("in the background")));
        assertEquals(MANY, fixture.stats().dirtyPages);
        fixture.files.beforeWrite(() -> { });
        awaitWritten();
        for (int page = 0; page < MANY; page++)
            fixture.expect(page, 1);
    }

    private void awaitWritten() {
        Awaitility.await().until(() -> fixture.stats().writeBacks > 0 && fixture.tier.tier.dirtyShare() <= START_SHARE);
    }

    private void write(int pages) throws Exception {
        WriteBackTest.checkpoint(() -> {
            for (int page = 0; page < pages; page++)
                fixture.write(page, 1, 0);
            return null;
        });
    }

    private Stream<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals(fixture.tier.writeBacks.threadName));
    }
}
