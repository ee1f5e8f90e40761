package io.ignitezs.ignite;

import static io.ignitezs.ignite.StoreFixture.PAGES;
import static io.ignitezs.ignite.StoreFixture.pageId;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ignite.IgniteCheckedException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A tier that is turned off and on while its store is in use: never an old page, and nothing lost. */
@Timeout(120)
class TierSwitchTest {
    private static final int SWITCHES = 40;

    @TempDir
    private Path directory;
    private StoreFixture fixture;

    @BeforeEach void open() throws IgniteCheckedException {
        fixture = new StoreFixture(directory.resolve("part-3.bin"), 8 << 20, true);
    }

    @AfterEach void close() throws IgniteCheckedException {
        fixture.close();
        assertEquals(0, fixture.memory.takenBytes());
    }

    @Test void offMeansStockAndAllMemoryIsGivenBack() throws Exception {
        fixture.write(1, 1, 0);
        fixture.tier.onOff.turnOff();
        assertEquals(0, fixture.memory.takenBytes());
        assertTrue(fixture.stats().passThrough);
        int reads = fixture.files.pageReads();
        fixture.expect(1, 1);
        fixture.expect(1, 1);
        assertEquals(reads + 2, fixture.files.pageReads());
        fixture.write(1, 2, 0);
        fixture.expect(1, 2);
    }

    @Test void beginsEmptyAndServesNothingOld() throws Exception {
        fixture.write(1, 1, 0);
        fixture.write(2, 1, 0);
        fixture.tier.onOff.turnOff();
        fixture.write(1, 2, 0);
        fixture.tier.onOff.turnOn();
        assertFalse(fixture.stats().passThrough);
        assertEquals(0, fixture.stats().pages);
        fixture.expect(1, 2);
        fixture.expect(2, 1);
        int reads = fixture.files.pageReads();
        fixture.expect(1, 2);
        assertEquals(reads, fixture.files.pageReads(), "the page is in the tier again");
    }

    /** As a resize that lasts, with a change of the codec behind it. */
    @Test void whatHoldsTheSwitchSeesThatItIsWantedOff() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> steady = CompletableFuture.runAsync(() -> fixture.tier.onOff.whileSteady(() -> {
            begun.countDown();
            Awaitility.await().atMost(1, TimeUnit.MINUTES).until(() -> !fixture.tier.onOff.isOn());
        }));
        begun.await();
        fixture.tier.onOff.turnOff();
        steady.join();
        assertTrue(fixture.stats().passThrough);
    }

    @Test void dirtyPagesAreWrittenFirst() throws Exception {
        checkpoint(() -> writeAll(7));
        assertEquals(PAGES, fixture.stats().dirtyPages);
        fixture.tier.onOff.turnOff();
        for (int page = 0; page < PAGES; page++)
            fixture.expect(page, 7);
        int forces = fixture.files.forces();
        checkpoint(() -> sync());
        assertEquals(forces + 1, fixture.files.forces(), "what was written then is forced by the checkpoint");
    }

    @Test void aTicketFromBeforeIsWorthless() throws Exception {
        long ticket = fixture.pages.ticket(5);
        int clears = fixture.pages.dirty().clears();
        fixture.tier.onOff.turnOff();
        fixture.tier.onOff.turnOn();
        fixture.write(5, 2, 0);
        fixture.tier.onOff.turnOff();
        fixture.tier.onOff.turnOn();
        fixture.pages.fill(5, ticket, StoreFixture.page(5, 1), 0);
        assertFalse(fixture.pages.dirty().keep(5, clears, StoreFixture.page(5, 1)));
        fixture.expect(5, 2);
    }

    @Test void storesThatComeAndGoWhileItIsOffAreInOrderAfterwards() throws Exception {
        fixture.tier.onOff.turnOff();
        ZsPageStore other = fixture.newStoreOf(directory.resolve("part-4.bin"));
        StoreFixture.allocate(other);
        other.write(pageId(2), StoreFixture.page(2, 1), 0, true);
        ZsPageStore gone = fixture.newStoreOf(directory.resolve("part-5.bin"));
        gone.stop(true);
        fixture.tier.onOff.turnOn();
        StoreFixture.expect(other, 2, 1);
        int reads = fixture.files.pageReads();
        StoreFixture.expect(other, 2, 1);
        assertEquals(reads, fixture.files.pageReads());
        other.stop(true);
    }

    @Test void turnsItselfOffAfterRepeatedFailuresAndSaysSoOnce() throws Exception {
        checkpoint(() -> writeAll(3));
        for (int failure = 0; failure < 2 * TierSwitch.MAX_FAILURES; failure++)
            fixture.tier.failed("test", new IllegalStateException("a mistake"));
        Awaitility.await().until(() -> fixture.memory.takenBytes() == 0);
        assertTrue(fixture.stats().passThrough);
        assertEquals(1, fixture.notices.size(), fixture.notices::toString);
        assertTrue(fixture.notices.get(0).contains("ZsPlugin.enable()") && fixture.notices.get(0).contains("a mistake"), fixture.notices.get(0));
        for (int page = 0; page < PAGES; page++)
            fixture.expect(page, 3);
        fixture.tier.onOff.turnOn();
        assertFalse(fixture.stats().passThrough);
        fixture.expect(1, 3);
    }

    /** Memory that is short may be short for messages as well. */
    @Test void turnsItselfOffAlsoIfItCannotWarn() {
        fixture.warning = text -> {
            throw new OutOfMemoryError("not real");
        };
        for (int failure = 0; failure < TierSwitch.MAX_FAILURES; failure++)
            fixture.tier.failed("test", new IllegalStateException("a mistake"));
        Awaitility.await().until(() -> fixture.memory.takenBytes() == 0);
        assertEquals(TierSwitch.MAX_FAILURES, fixture.stats().failures);
    }

    @Test void aFewFailuresAreNothing() {
        for (int failure = 1; failure < TierSwitch.MAX_FAILURES; failure++)
            fixture.tier.failed("test", new IllegalStateException("a mistake"));
        for (int page = 1; page < TierSwitch.MAX_DAMAGED_PAGES; page++)
            fixture.tier.onOff.damaged();
        assertFalse(fixture.stats().passThrough);
    }

    @Test void failuresThatAreLongPastAreForgotten() {
        AtomicLong nanos = new AtomicLong();
        FailureWindow window = new FailureWindow(3, 100, nanos::get);
        for (int failure = 0; failure < 20; failure++) {
            nanos.addAndGet(51);
            assertFalse(window.add(), "failure " + failure);
        }
        nanos.addAndGet(10);
        assertTrue(window.add());
    }

    @Test void staysInUseIfADirtyPageCannotBeWritten() throws Exception {
        checkpoint(() -> writeAll(3));
        fixture.files.beforeWrite(() -> {
            throw new IllegalStateException("disk full");
        });
        Exception failure = null;
        try {
            fixture.tier.onOff.turnOff();
        }
        catch (Exception e) {
            failure = e;
        }
        assertTrue(failure != null);
        fixture.expect(4, 3);
        fixture.files.beforeWrite(() -> { });
        fixture.tier.onOff.turnOff();
        assertEquals(0, fixture.memory.takenBytes());
        fixture.expect(4, 3);
    }

    @Test void saysHowManyDirtyPagesAreWritten() throws Exception {
        checkpoint(() -> writeApart(3));
        List<Double> shares = new ArrayList<>();
        fixture.tier.onOff.turnOff(shares::add);
        assertEquals(0, shares.get(0));
        assertTrue(shares.get(shares.size() - 1) > 0.9, shares::toString);
        List<Double> sorted = new ArrayList<>(shares);
        Collections.sort(sorted);
        assertEquals(sorted, shares);
        assertEquals(0, fixture.memory.takenBytes());
    }

    @Test void whoeverIsToldMayEndIt() throws Exception {
        checkpoint(() -> writeAll(3));
        RuntimeException enough = new RuntimeException("enough");
        assertEquals(enough, assertThrows(RuntimeException.class, () -> fixture.tier.onOff.turnOff(share -> {
            throw enough;
        })));
        assertEquals(PAGES, fixture.stats().dirtyPages);
        assertTrue(fixture.stats().passThrough);
        fixture.expect(4, 3);
        fixture.tier.onOff.turnOn();
        assertFalse(fixture.stats().passThrough);
        fixture.expect(4, 3);
    }

    /** As Ignite does it: reads and writes of one page do not overlap, those of different pages do. */
    @Test void switchingUnderLoad() throws Exception {
        AtomicBoolean ends = new AtomicBoolean();
        FutureTask<Void> user = start("user", () -> use(0, ends));
        FutureTask<Void> checkpoint = start("checkpoint-runner-IO-1", () -> use(1, ends));
        try {
            for (int i = 0; i < SWITCHES; i++) {
                fixture.tier.onOff.turnOff();
                fixture.tier.onOff.turnOn();
            }
        }
        finally {
            ends.set(true);
        }
        user.get();
        checkpoint.get();
        checkpoint(() -> sync());
    }

    private Void use(int parity, AtomicBoolean ends) throws IgniteCheckedException {
        int[] versions = new int[PAGES];
        Random random = new Random(parity);
        for (int step = 1; !ends.get() || step < 200; step++) {
            int page = 2 * random.nextInt(PAGES / 2) + parity;
            if (versions[page] == 0 || random.nextInt(3) == 0)
                fixture.write(page, versions[page] = step, 0);
            fixture.expect(page, versions[page]);
        }
        return null;
    }

    private Void writeAll(int version) throws IgniteCheckedException {
        for (int page = 0; page < PAGES; page++)
            fixture.write(page, version, 0);
        return null;
    }

    /** Pages that do not follow each other are written one by one. */
    private Void writeApart(int version) throws IgniteCheckedException {
        for (int page = 0; page < PAGES; page += 2)
            fixture.write(page, version, 0);
        return null;
    }

    private Void sync() throws IgniteCheckedException {
        fixture.store.sync();
        return null;
    }

    private static void checkpoint(Callable<Void> work) throws Exception {
        start("db-checkpoint-thread-#1", work).get();
    }

    private static FutureTask<Void> start(String name, Callable<Void> work) {
        FutureTask<Void> task = new FutureTask<>(work);
        new Thread(task, name).start();
        return task;
    }
}
