package io.ignitezs.tier;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One page of the tier that all states of a JVM share, with a buffer for each of two actors; kept for the next state after {@link #end}.
 * Contents are self-describing. Checksums are off: what would be caught by them is to be seen.
 */
final class StressedPage {
    /** Every word of the page is the version: no object, all is in the entry. */
    static final int SAME_FILLED = 1;

    /** The version is in the first words only: an object. Several versions are of this kind. */
    static final int FIRST_STORED = 2;

    private static final int PAGE_BYTES = 1024;
    private static final int LIMIT_BYTES = 16 << 20;
    private static final int VERSION_BYTES = 256;
    private static final PageTier TIER = PageTier.open(configuration());
    private static final PageIndex INDEX = TIER.openIndex("file");
    private static final AtomicInteger PAGES = new AtomicInteger();
    private static final Queue<StressedPage> UNUSED = new ConcurrentLinkedQueue<>();

    private final int pageIndex = PAGES.getAndIncrement();
    private final ByteBuffer read = buffer();
    private final ByteBuffer written = buffer();
    private final ByteBuffer filled = buffer();
    private final ByteBuffer flushed = buffer();
    private final DirtyPage dirty = new DirtyPage();
    private String inFile;

    private StressedPage() {
    }

    private static TierConfiguration configuration() {
        TierConfiguration configuration = TestTiers.ofBytes(LIMIT_BYTES, PAGE_BYTES);
        configuration.checksum = false;
        return configuration;
    }

    /** @return a page that the tier does not have */
    static StressedPage take() {
        StressedPage unused = UNUSED.poll();
        return unused == null ? new StressedPage() : unused;
    }

    long ticket() {
        return TIER.ticket(INDEX, pageIndex);
    }

    void write(int version) {
        long ticket = TIER.beginWrite(INDEX, pageIndex);
        put(written, version);
        TIER.endWrite(INDEX, pageIndex, ticket, written, 0);
    }

    /** As if {@code version} had been read from the file after the ticket was taken. */
    void fill(long ticket, int version) {
        put(filled, version);
        TIER.fill(INDEX, pageIndex, ticket, filled, 0);
    }

    /** As a checkpoint writes it. */
    void keepDirty(int version) {
        put(written, version);
        if (!TIER.keepDirty(INDEX, pageIndex, TIER.clears(INDEX), written, 0))
            throw new AssertionError("not kept");
    }

    /** As its file gets what waits for it. */
    void flush() {
        if (!TIER.readDirty(INDEX, pageIndex, flushed, dirty))
            return;
        inFile = version(flushed);
        TIER.cleaned(INDEX, pageIndex, dirty, true);
    }

    /** @return "dirty", or what the file has of a page that is not */
    String file() {
        return TIER.isDirty(INDEX, pageIndex) ? "dirty" : "file " + inFile;
    }

    /** @return "v" and the version that was read, or "miss" */
    String read() {
        return TIER.read(INDEX, pageIndex, read) ? version(read) : "miss";
    }

    private static String version(ByteBuffer page) {
        long version = page.getLong(0);
        for (int offset = 0; offset < PAGE_BYTES; offset += Long.BYTES)
            if (page.getLong(offset) != word(version, offset))
                return "torn at " + offset;
        return "v" + version;
    }

    /** Whether a read gave a version that tests write, or none. */
    static boolean isWritten(String version) {
        return version.equals("miss") || version.equals("v1") || version.equals("v2") || version.equals("v3");
    }

    /** Drops the page; this object may not be used any more. @return what the tier had of it, as {@link #read} */
    String end() {
        String left = read();
        TIER.endWrite(INDEX, pageIndex, TIER.beginWrite(INDEX, pageIndex), null, 0);
        inFile = null;
        UNUSED.add(this);
        return left;
    }

    private static void put(ByteBuffer page, int version) {
        for (int offset = 0; offset < PAGE_BYTES; offset += Long.BYTES)
            page.putLong(offset, word(version, offset));
    }

    private static long word(long version, int offset) {
        return version == SAME_FILLED || offset < VERSION_BYTES ? version : 0;
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocateDirect(PAGE_BYTES).order(ByteOrder.nativeOrder());
    }
}
