package io.ignitezs.ignite;

import static io.ignitezs.ignite.StoreFixture.PAGE_BYTES;
import static io.ignitezs.ignite.StoreFixture.pageId;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.ignitezs.pool.Interleavings;
import io.ignitezs.tier.TierChecker;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.internal.processors.cache.persistence.file.FilePageStore;
import org.apache.ignite.internal.processors.cache.persistence.tree.io.PageIO;
import org.apache.ignite.internal.processors.cache.persistence.wal.crc.FastCrc;

/**
 * A page that waits in the tier, with one beside it, and is brought to its file, a real one, while newer versions of it are written straight there or wait as well, and
 * while the file is truncated. Roles keep the rules that Ignite keeps: a page is written by one at a time, and a page of a partition that is being destroyed by nobody who
 * begins then.
 */
final class PageOnItsWay implements Interleavings.Scenario {
    /** What threads do. */
    enum Role {
        /** Writes what waits, as a sync does. */
        SYNC,
        /** Writes what waits, run by run, as the background does. */
        BACKGROUND,
        /** Writes a page that it replaces in the data region. */
        REPLACER,
        /** Writes the page at once. */
        CHECKPOINT,
        /** Leaves the page in the tier. */
        DELAYED_CHECKPOINT,
        /** Destroys the partition. */
        TRUNCATOR
    }

    private static final long LIMIT_BYTES = 1 << 20;
    private static final int PAGE = 7;
    private static final int OTHER_PAGE = 8;
    private static final int NONE = 0;
    private static final String CHECKPOINT_WRITER = "checkpoint-runner-IO-#1";

    private final Path file;
    private final Set<Role> roles;
    private final StoreFixture fixture;
    private final ZsPageStore store;

    /** What must be in the file at the end. */
    private int truth = 1;
    private int otherTruth = 1;
    private int tag;
    private boolean isWriting;
    private boolean isTruncating;

    /** @param fixture of whose tier a file is, as of others before @param file a new one */
    PageOnItsWay(StoreFixture fixture, Path file, Set<Role> roles) {
        this.fixture = fixture;
        this.file = file;
        this.roles = roles;
        store = fixture.newStoreOf(file);
        try {
            StoreFixture.allocate(store);
            as(CHECKPOINT_WRITER, () -> {
                store.write(pageId(PAGE), StoreFixture.page(PAGE, truth), tag, true);
                store.write(pageId(OTHER_PAGE), StoreFixture.page(OTHER_PAGE, otherTruth), tag, true);
            });
        }
        catch (IgniteCheckedException e) {
            throw new AssertionError(e);
        }
        if (fixture.stats().dirtyPages != 2)
            throw new AssertionError("both pages wait");
    }

    /** @param exclusive whether pages are in the tier or in their data region, but not in both */
    static StoreFixture fixture(Path directory, boolean exclusive) throws IgniteCheckedException {
        WriteBacks writeBacks = new WriteBacks(true, PAGE_BYTES, "write-back-under-test", new Stops());
        return new StoreFixture(directory.resolve("part-3.bin"), LIMIT_BYTES, writeBacks, exclusive ? watching() : null);
    }

    private static Residency watching() {
        return new Residency(PAGE_BYTES, group -> PageOnItsWay.class, (memory, listener) -> () -> true, text -> { });
    }

    @Override public Map<String, Runnable> tasks() {
        return Interleavings.tasks(roles, this::run);
    }

    private void run(Role role) {
        try {
            switch (role) {
                case SYNC:
                    store.flush(ZsPageStore.TO_THE_END);
                    break;
                case BACKGROUND:
                    for (int next = 0; next >= 0; )
                        next = store.flushSome(next);
                    break;
                case TRUNCATOR:
                    truncate();
                    break;
                default:
                    as(role == Role.REPLACER ? "user" : CHECKPOINT_WRITER, () -> write(role == Role.CHECKPOINT));
            }
        }
        catch (IgniteCheckedException e) {
            throw new AssertionError(e);
        }
    }

    /** @param hasCrc whether the page comes with its CRC: such a page is never left in the tier */
    private void write(boolean hasCrc) throws IgniteCheckedException {
        while (isWriting || isTruncating)
            Interleavings.awaitOthers("will write");
        isWriting = true;
        StoreFixture.allocate(store);
        int itsTag = tag;
        ByteBuffer page = StoreFixture.page(PAGE, ++truth);
        if (hasCrc)
            PageIO.setCrc(page, FastCrc.calcCrc(page, PAGE_BYTES));
        page.rewind();
        store.write(pageId(PAGE), page, itsTag, !hasCrc);
        if (itsTag == tag)
            isWriting = false;
    }

    private void truncate() throws IgniteCheckedException {
        tag++;
        truth = NONE;
        otherTruth = NONE;
        isWriting = false;
        isTruncating = true;
        Interleavings.pause("invalidated");
        store.truncate(tag);
        isTruncating = false;
    }

    /** What still waits goes to the file, and nothing newer is overwritten. */
    @Override public void finish() {
        try {
            store.flush(ZsPageStore.TO_THE_END);
            TierChecker.check(fixture.tier.tier);
            StoreFixture.allocate(store);
            expect(store, PAGE, truth);
            store.stop(false);
            expectInFile();
        }
        catch (IgniteCheckedException e) {
            throw new AssertionError(e);
        }
    }

    private void expectInFile() throws IgniteCheckedException {
        FilePageStore stock = fixture.newStockStore(file);
        StoreFixture.allocate(stock);
        expect(stock, PAGE, truth);
        expect(stock, OTHER_PAGE, otherTruth);
        stock.stop(true);
    }

    private static void expect(FilePageStore store, int pageIndex, int version) throws IgniteCheckedException {
        ByteBuffer page = StoreFixture.garbage();
        store.read(pageId(pageIndex), page, false);
        byte[] expected = version == NONE ? new byte[PAGE_BYTES] : StoreFixture.bytes(StoreFixture.page(pageIndex, version));
        assertArrayEquals(expected, StoreFixture.bytes(page), () -> "page " + pageIndex + " should have version " + version);
    }

    private interface Work {
        void run() throws IgniteCheckedException;
    }

    /** What a page's write does depends on the name of the thread. */
    private static void as(String threadName, Work work) throws IgniteCheckedException {
        String before = Thread.currentThread().getName();
        Thread.currentThread().setName(threadName);
        try {
            work.run();
        }
        finally {
            Thread.currentThread().setName(before);
        }
    }

    private static final class Stops extends PausePoints {
        @Override void at(Place place) {
            if (place == Place.WRITE_WAITS)
                Interleavings.awaitOthers(place);
            else
                Interleavings.pause(place);
        }

        @Override ReentrantLock newLock() {
            return new TurnLock();
        }
    }

    /** Who waits for it lets others go on. */
    private static final class TurnLock extends ReentrantLock {
        private static final long serialVersionUID = 1;

        @Override public void lock() {
            while (!tryLock())
                Interleavings.awaitOthers("will lock");
        }
    }
}
