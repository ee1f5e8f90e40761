package io.ignitezs.plugin;

import io.ignitezs.tier.PageTrace;
import java.io.Serializable;

/** A page trace: what happens to pages, in the order in which it happens. Immutable; of about one moment if it is still being written. */
public final class ZsTrace implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final long fileBytes;
    private final long records;
    private final long dropped;
    private final long missed;
    private final String failure;

    ZsTrace(String file, PageTrace trace) {
        this.file = file;
        fileBytes = trace.fileBytes();
        records = trace.records();
        dropped = trace.dropped();
        missed = trace.missed();
        failure = trace.failure();
    }

    /** Where it is, on the node. */
    public String getFile() {
        return file;
    }

    public long getFileBytes() {
        return fileBytes;
    }

    /** Events that are in the file, or on their way there. */
    public long getRecords() {
        return records;
    }

    /** Events that came when it was full, or had failed. */
    public long getDropped() {
        return dropped;
    }

    /** Events that are missing between those in it, because the disk was too slow. */
    public long getMissed() {
        return missed;
    }

    /** Why it has ended before its time; null if it has not. */
    public String getFailure() {
        return failure;
    }

    @Override public String toString() {
        return file + " [size=" + MemorySize.format(fileBytes) + ", records=" + records + ", dropped=" + dropped + ", missed=" + missed
            + (failure == null ? "" : ", failure=" + failure) + ']';
    }
}
