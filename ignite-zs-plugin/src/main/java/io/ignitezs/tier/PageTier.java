package io.ignitezs.tier;

import java.nio.ByteBuffer;

/**
 * Compressed pages by partition file and page number. Thread-safe; never throws for want of memory.
 * All pages are direct buffers of {@code pageBytes}; only their bytes from index 0 count, position and limit are neither used nor changed.
 */
public final class PageTier implements AutoCloseable {
    public static PageTier open(TierConfiguration configuration) {
        throw new UnsupportedOperationException();
    }

    /** Begins a partition file. Costs no off-heap memory until it has a page. */
    public PageIndex openIndex() {
        throw new UnsupportedOperationException();
    }

    /** Ends a partition file: drops its pages; later calls with it find nothing and store nothing. */
    public void closeIndex(PageIndex index) {
        throw new UnsupportedOperationException();
    }

    /** Drops all pages of a file. Call after the file was truncated: whatever was read from it before is refused by {@link #fill} from then on. */
    public void clear(PageIndex index) {
        throw new UnsupportedOperationException();
    }

    /**
     * @param page receives the page
     * @return false if the tier does not have it (then {@code page} may hold anything)
     */
    public boolean read(PageIndex index, int pageIndex, ByteBuffer page) {
        throw new UnsupportedOperationException();
    }

    /** To be taken before a page is read from its file, for {@link #fill}. */
    public long ticket(PageIndex index, int pageIndex) {
        throw new UnsupportedOperationException();
    }

    /** Offers a page that was read from its file after {@code ticket} was taken. Refused if the page was written or its file cleared meanwhile. */
    public void fill(PageIndex index, int pageIndex, long ticket, ByteBuffer page) {
        throw new UnsupportedOperationException();
    }

    /** Forgets a page that is about to be written to its file. @return for {@link #endWrite}, which MUST follow */
    public long beginWrite(PageIndex index, int pageIndex) {
        throw new UnsupportedOperationException();
    }

    /** Stores a page that has been written to its file since {@link #beginWrite}; null if that failed or the page is not to be kept. */
    public void endWrite(PageIndex index, int pageIndex, long ticket, ByteBuffer page) {
        throw new UnsupportedOperationException();
    }

    public TierStats stats() {
        throw new UnsupportedOperationException();
    }

    /** Gives all memory back. No other call may be running or follow, except closing again. */
    @Override public void close() {
        throw new UnsupportedOperationException();
    }
}
