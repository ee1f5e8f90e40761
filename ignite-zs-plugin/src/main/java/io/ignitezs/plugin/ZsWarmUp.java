package io.ignitezs.plugin;

import io.ignitezs.tier.TierStats;
import io.ignitezs.tier.WarmUpState;
import java.io.Serializable;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** How far a node is with reading the pages that were in its pool before a restart. Immutable; of about one moment. */
public final class ZsWarmUp implements Serializable {
    private static final long serialVersionUID = 1L;

    private final WarmUpState state;
    private final long pages;
    private final long readPages;
    private final long leftPages;
    private final long readBytes;
    private final long tookNanos;
    private final long maxBytesPerSecond;

    ZsWarmUp(TierStats stats, long maxBytesPerSecond) {
        state = stats.warmUpState;
        pages = stats.warmUpPages;
        readPages = stats.warmUpRead;
        leftPages = stats.warmUpLeft;
        readBytes = stats.warmUpBytes;
        tookNanos = stats.warmUpNanos;
        this.maxBytesPerSecond = maxBytesPerSecond;
    }

    /**
     * {@code NONE} (there was nothing to read), {@code WAITING} for the node's caches, {@code RUNNING}, or why it has ended: {@code DONE}, {@code FULL} (the pool
     * is), {@code STOPPED}, {@code POOL_OFF}, {@code FAILED} (files could not be read).
     */
    public String getState() {
        return state.name();
    }

    /** To be read: those of before that the pool has room for. */
    public long getPages() {
        return pages;
    }

    /** Of these, pages that were looked at. Not all of them were read: pages that are gone, or in memory already, are passed over. */
    public long getDonePages() {
        return pages - leftPages;
    }

    /** Of those that were looked at, pages that were read from their file. */
    public long getReadPages() {
        return readPages;
    }

    public long getReadBytes() {
        return readBytes;
    }

    /** How fast they were read so far, waiting included. */
    public long getBytesPerSecond() {
        return tookNanos == 0 ? 0 : (long)((double)readBytes * TimeUnit.SECONDS.toNanos(1) / tookNanos);
    }

    /** How fast they may be, see {@link ZsConfiguration#setWarmUpBytesPerSecond}; 0 if the node is configured not to read any. */
    public long getMaxBytesPerSecond() {
        return maxBytesPerSecond;
    }

    @Override public String toString() {
        return String.format(Locale.ROOT, "The warm-up %s [pages=%d of %d, read=%d, size=%s, speed=%s/s]",
            state.text(), getDonePages(), pages, readPages, MemorySize.format(readBytes), MemorySize.format(getBytesPerSecond()));
    }
}
