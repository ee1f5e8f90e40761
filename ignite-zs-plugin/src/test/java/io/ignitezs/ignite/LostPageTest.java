package io.ignitezs.ignite;

import static io.ignitezs.ignite.StoreFixture.PAGE_BYTES;
import static io.ignitezs.ignite.StoreFixture.pageId;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.mem.Memory;
import io.ignitezs.tier.Damage;
import io.ignitezs.tier.TierChecker;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.internal.processors.cache.persistence.file.FilePageStore;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One page waits in the tier, is damaged there, and a log knows it, or something else, or nothing. */
@Timeout(60)
class LostPageTest {
    private static final int PAGE = 5;
    private static final long SEED = 17;

    @TempDir
    private Path directory;
    private StoreFixture fixture;
    private Path file;

    @BeforeEach
    void damage() throws Exception {
        file = directory.resolve("part-3.bin");
        fixture = new StoreFixture(file, 8 << 20, true);
        WriteBackTest.checkpoint(() -> {
            fixture.write(PAGE, 1, 0);
            return null;
        });
        assertEquals(1, Damage.inflictOnObjects(fixture.tier.tier, 1, new Random(SEED)));
    }

    @AfterEach
    void close() throws IgniteCheckedException {
        knows(1); // A store that stops writes what waits.
        fixture.close();
    }

    @Test
    void aReadRebuildsIt() throws Exception {
        knows(1);
        fixture.expect(PAGE, 1);
        assertEquals(1, fixture.stats().rebuilt);
        assertEquals(1, fixture.stats().dirtyPages, "its file does not have it yet");
        fixture.expect(PAGE, 1);
        assertEquals(1, fixture.stats().corruptions, "it is whole again");
        TierChecker.check(fixture.tier.tier);
        WriteBackTest.checkpoint(() -> WriteBackTest.sync(fixture.store));
        expectInFile(1);
    }

    @Test
    void aSyncRebuildsIt() throws Exception {
        knows(1);
        WriteBackTest.checkpoint(() -> WriteBackTest.sync(fixture.store));
        assertEquals(1, fixture.stats().rebuilt);
        assertEquals(0, fixture.stats().dirtyPages);
        expectInFile(1);
        TierChecker.check(fixture.tier.tier);
        assertTrue(fixture.warnings.stream().anyMatch(warning -> warning.startsWith("Rebuilt") && warning.contains("pageIndex=" + PAGE)),
            fixture.warnings::toString);
    }

    @Test
    void anotherVersionIsNotTakenForIt() {
        knows(2);
        expectLost("it has another checksum");
    }

    @Test
    void anotherPageIsNotTakenForIt() {
        fixture.log = (groupId, pageId, page) -> copy(StoreFixture.page(PAGE + 1, 1), page);
        expectLost("it has another checksum");
    }

    @Test
    void nobodyKnowsIt() {
        expectLost("nobody knows it");
    }

    @Test
    void theLogCannotBeRead() {
        fixture.log = (groupId, pageId, page) -> {
            throw new IgniteCheckedException("injected");
        };
        LostPage lost = expectLost("nobody knows it");
        assertEquals("injected", lost.getCause().getSuppressed()[0].getMessage());
    }

    @Test
    void anotherReaderWaitsForItAndRebuildsNothing() throws Exception {
        FutureTask<Void> other = new FutureTask<>(() -> {
            fixture.expect(PAGE, 1);
            return null;
        });
        Thread thread = new Thread(other, "other-reader");
        meanwhile(() -> {
            thread.start();
            Awaitility.await().until(() -> thread.getState() == Thread.State.BLOCKED);
        });
        fixture.expect(PAGE, 1);
        other.get();
        assertEquals(1, fixture.stats().rebuilt);
        assertEquals(1, fixture.stats().dirtyPages);
        TierChecker.check(fixture.tier.tier);
    }

    /** By a checkpoint: then that waits in the tier; or because its region needs the room: then it is in the file. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void itIsWrittenMeanwhile(boolean byCheckpoint) throws Exception {
        meanwhile(() -> write(byCheckpoint));
        fixture.expect(PAGE, 2);
        assertEquals(0, fixture.stats().rebuilt, "an older version");
        assertEquals(byCheckpoint ? 1 : 0, fixture.stats().dirtyPages);
        WriteBackTest.checkpoint(() -> WriteBackTest.sync(fixture.store));
        expectInFile(2);
        TierChecker.check(fixture.tier.tier);
    }

    @Test
    void itsFileIsTruncatedMeanwhile() throws Exception {
        meanwhile(() -> {
            fixture.store.truncate(1);
            fixture.allocate();
        });
        fixture.expectNothing(PAGE);
        assertEquals(0, fixture.stats().rebuilt);
        assertEquals(0, fixture.stats().dirtyPages);
        TierChecker.check(fixture.tier.tier);
    }

    private void write(boolean byCheckpoint) throws Exception {
        Callable<Void> write = () -> {
            fixture.write(PAGE, 2, 0);
            return null;
        };
        if (byCheckpoint)
            WriteBackTest.checkpoint(write);
        else
            write.call();
    }

    /** The log knows the page; before it says so the first time something else happens. */
    private void meanwhile(Executable action) {
        AtomicBoolean first = new AtomicBoolean(true);
        fixture.log = (groupId, pageId, page) -> {
            if (first.getAndSet(false))
                assertDoesNotThrow(action);
            return copy(StoreFixture.page(PAGE, 1), page);
        };
    }

    private void knows(int version) {
        fixture.log = (groupId, pageId, page) -> {
            assertEquals(1, groupId);
            assertEquals(pageId(PAGE), pageId);
            return copy(StoreFixture.page(PAGE, version), page);
        };
    }

    private static boolean copy(ByteBuffer from, ByteBuffer to) {
        Memory.copy(Memory.address(from), Memory.address(to), PAGE_BYTES);
        return true;
    }

    /** Names its place, and is still there: whoever asks again gets the same answer, and the sync of a checkpoint as well. */
    private LostPage expectLost(String why) {
        LostPage lost = assertThrows(LostPage.class, () -> fixture.expect(PAGE, 1), why);
        assertTrue(lost.getMessage().contains("file=" + file + ", pageIndex=" + PAGE), lost::getMessage);
        assertThrows(LostPage.class, () -> fixture.expect(PAGE, 1), why);
        assertThrows(ExecutionException.class, () -> WriteBackTest.checkpoint(() -> WriteBackTest.sync(fixture.store)), why);
        assertEquals(0, fixture.stats().rebuilt);
        assertEquals(1, fixture.stats().dirtyPages);
        return lost;
    }

    private void expectInFile(int version) throws IgniteCheckedException {
        FilePageStore stock = fixture.newStockStore(file);
        StoreFixture.allocate(stock);
        StoreFixture.expect(stock, PAGE, version);
        stock.stop(false);
    }
}
