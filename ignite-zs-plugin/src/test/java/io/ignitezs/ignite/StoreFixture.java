package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.codec.PageShape;
import io.ignitezs.mem.FaultyMemory;
import io.ignitezs.mem.Memory;
import io.ignitezs.tier.PageTier;
import io.ignitezs.tier.TestTiers;
import io.ignitezs.tier.TierConfiguration;
import io.ignitezs.tier.TierStats;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.internal.pagemem.PageIdAllocator;
import org.apache.ignite.internal.pagemem.PageIdUtils;
import org.apache.ignite.internal.pagemem.store.PageStore;
import org.apache.ignite.internal.processors.cache.persistence.file.FilePageStore;
import org.apache.ignite.internal.processors.cache.persistence.file.FilePageStoreV2;
import org.apache.ignite.internal.processors.cache.persistence.tree.io.PageIO;
import org.apache.ignite.internal.processors.cache.persistence.tree.io.TrackingPageIO;

/** A store with a real tier and a real file, and pages that say which version of themselves they are. */
final class StoreFixture implements AutoCloseable {
    static final int PAGE_BYTES = 4096;
    static final int PAGES = 40;

    private static final byte COMPACTED = 1;
    private static final int HEADER_BYTES = PageIO.COMMON_HEADER_END;

    final FaultyMemory memory = new FaultyMemory();
    final HookedFiles files = new HookedFiles();
    final List<String> warnings = new CopyOnWriteArrayList<>();
    final List<String> notices = new CopyOnWriteArrayList<>();

    /** Where warnings of the tier go. */
    volatile Consumer<String> warning = warnings::add;

    /** Knows nothing, unless a test says otherwise. */
    volatile PageLog log = (group, pageId, page) -> false;

    /** Run before a page that the tier takes in is compressed. */
    volatile Consumer<ByteBuffer> beforeStrip = page -> { };

    final NodeTier tier;
    final StorePages pages;
    final ZsPageStore store;

    private final Path file;

    StoreFixture(Path file, long limitBytes) throws IgniteCheckedException {
        this(file, limitBytes, false);
    }

    StoreFixture(Path file, long limitBytes, boolean writeBack) throws IgniteCheckedException {
        this(file, limitBytes, writeBack, null);
    }

    /** @param residency null if pages may be in the tier and in their data region */
    StoreFixture(Path file, long limitBytes, boolean writeBack, Residency residency) throws IgniteCheckedException {
        this(file, limitBytes, new WriteBacks(writeBack, PAGE_BYTES, "write-back-under-test"), residency);
    }

    StoreFixture(Path file, long limitBytes, WriteBacks writeBacks, Residency residency) throws IgniteCheckedException {
        this.file = file;
        TierConfiguration configuration = TestTiers.ofBytes(limitBytes, PAGE_BYTES);
        configuration.shape = shape();
        configuration.warning = warnings::add;
        configuration.memory = memory;
        tier = new NodeTier(damaged -> open(configuration, damaged), writeBacks, residency, null,
            (group, pageId, page) -> log.read(group, pageId, page), () -> false, text -> warning.accept(text), notices::add);
        pages = new StorePages(tier, file.toString(), "", 1, 3);
        store = newStore(pages);
        allocate();
    }

    private PageShape shape() {
        PageShape shape = new IgnitePageShape(PAGE_BYTES);
        return new PageShape() {
            @Override public int strip(ByteBuffer page, ByteBuffer stripped) {
                beforeStrip.accept(page);
                return shape.strip(page, stripped);
            }

            @Override public void restore(ByteBuffer page, int strippedBytes) {
                shape.restore(page, strippedBytes);
            }
        };
    }

    private static PageTier open(TierConfiguration configuration, Runnable damaged) {
        configuration.damaged = damaged;
        return PageTier.open(configuration);
    }

    /** Another store for the same file, as after a restart of the cache. */
    ZsPageStore newStore() {
        return newStore(new StorePages(tier, file.toString(), "", 1, 3));
    }

    /** A store of the same tier for another file. */
    ZsPageStore newStoreOf(Path itsFile) {
        return newStore(new StorePages(tier, itsFile.toString(), "", 1, 4), itsFile);
    }

    private ZsPageStore newStore(StorePages pages) {
        return newStore(pages, file);
    }

    private ZsPageStore newStore(StorePages pages, Path file) {
        return new ZsPageStore(PageStore.TYPE_DATA, () -> file, files, PAGE_BYTES, count -> { }, pages);
    }

    FilePageStoreV2 newStockStore(Path itsFile) {
        return new FilePageStoreV2(PageStore.TYPE_DATA, () -> itsFile, files, PAGE_BYTES, count -> { });
    }

    /** Lets the store know of so many pages; also needed after it was truncated. */
    void allocate() throws IgniteCheckedException {
        allocate(store);
    }

    static void allocate(PageStore store) throws IgniteCheckedException {
        while (store.pages() < PAGES)
            store.allocatePage();
    }

    void write(int pageIndex, int version, int tag) throws IgniteCheckedException {
        ByteBuffer page = page(pageIndex, version);
        store.write(pageId(pageIndex), page, tag, true);
        assertEquals(PAGE_BYTES, page.position(), "position after a write");
        assertEquals(0, PageIO.getCrc(page), "crc after a write");
    }

    /** Reads as Ignite's page memory does and expects a version of the page. */
    void expect(int pageIndex, int version) throws IgniteCheckedException {
        expect(store, pageIndex, version);
    }

    static void expect(FilePageStore store, int pageIndex, int version) throws IgniteCheckedException {
        ByteBuffer page = garbage();
        assertTrue(store.read(pageId(pageIndex), page, false), () -> "page " + pageIndex + " should have been found");
        assertArrayEquals(bytes(page(pageIndex, version)), bytes(page), () -> "page " + pageIndex + " in version " + version);
    }

    /** Reads and expects what Ignite finds where nothing was written. */
    void expectNothing(int pageIndex) throws IgniteCheckedException {
        ByteBuffer page = garbage();
        assertFalse(store.read(pageId(pageIndex), page, false), () -> "page " + pageIndex + " should not have been found");
        assertArrayEquals(new byte[PAGE_BYTES], bytes(page));
    }

    TierStats stats() {
        return tier.stats();
    }

    static long pageId(int pageIndex) {
        return PageIdUtils.pageId(3, PageIdAllocator.FLAG_DATA, pageIndex);
    }

    /** A page that cannot be stripped, half of whose bytes compress. */
    static ByteBuffer page(int pageIndex, int version) {
        byte[] content = new byte[PAGE_BYTES / 2];
        new Random(pageIndex * 1_000_003L + version).nextBytes(content);
        ByteBuffer page = ByteBuffer.allocateDirect(PAGE_BYTES).order(ByteOrder.nativeOrder());
        TrackingPageIO.VERSIONS.latest().initNewPage(Memory.address(page), pageId(pageIndex), PAGE_BYTES, null);
        Memory.copy(content, 0, Memory.address(page) + HEADER_BYTES, content.length);
        return page;
    }

    /** A page as Ignite's own disk page compression hands it to the store. */
    static ByteBuffer compressedPage(int pageIndex, int version, int compressedBytes) {
        ByteBuffer page = page(pageIndex, version);
        PageIO.setCompressionType(page, COMPACTED);
        PageIO.setCompressedSize(page, (short)compressedBytes);
        PageIO.setCompactedSize(page, (short)compressedBytes);
        page.limit(compressedBytes);
        return page;
    }

    /** What a read must overwrite. */
    static ByteBuffer garbage() {
        byte[] bytes = new byte[PAGE_BYTES];
        Arrays.fill(bytes, (byte)0x5A);
        ByteBuffer page = ByteBuffer.allocateDirect(PAGE_BYTES).order(ByteOrder.nativeOrder());
        Memory.copy(bytes, 0, Memory.address(page), PAGE_BYTES);
        return page;
    }

    static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        }
        catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] bytes(ByteBuffer page) {
        return ShapeProof.bytes(page, PAGE_BYTES);
    }

    @Override public void close() throws IgniteCheckedException {
        store.stop(false);
        tier.close();
    }
}
