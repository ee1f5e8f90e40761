package io.ignitezs.plugin;

import io.ignitezs.pool.MoveCounts;
import java.io.Serializable;
import java.util.Locale;

/** What a compaction that was asked for did. Immutable. */
public final class ZsCompaction implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final double MEBIBYTE = 1 << 20;

    private final long movedObjects;
    private final long movedBytes;
    private final long freedBytes;
    private final long migratedFrames;
    private final long returnedSlabs;
    private final long returnedBytes;
    private final long busyZspages;

    ZsCompaction(MoveCounts counts) {
        movedObjects = counts.movedObjects;
        movedBytes = counts.movedBytes;
        freedBytes = counts.freedBytes;
        migratedFrames = counts.migratedFrames;
        returnedSlabs = counts.closedSlabs;
        returnedBytes = counts.closedSlabBytes;
        busyZspages = counts.busyZspages + counts.busyMigrations;
    }

    /** Stored pages that were moved to fill holes, and their bytes. */
    public long getMovedObjects() {
        return movedObjects;
    }

    public long getMovedBytes() {
        return movedBytes;
    }

    /** Memory that this freed within the pool, for other pages or to be given back. */
    public long getFreedBytes() {
        return freedBytes;
    }

    /** Frames, each as large as a page, whose content was moved to empty slabs and to join what lay scattered. */
    public long getMigratedFrames() {
        return migratedFrames;
    }

    /** Slabs that were given back to the operating system, and their bytes. */
    public long getReturnedSlabs() {
        return returnedSlabs;
    }

    public long getReturnedBytes() {
        return returnedBytes;
    }

    /** Zspages left as they were because others were at work there: the background, or the next compaction, has them. */
    public long getBusyZspages() {
        return busyZspages;
    }

    @Override public String toString() {
        return String.format(Locale.ROOT, "%d objects (%.1f MiB) moved, %.1f MiB freed, %d frames migrated,"
            + " %d slabs (%.1f MiB) given back to the system, %d zspages skipped as busy",
            movedObjects, movedBytes / MEBIBYTE, freedBytes / MEBIBYTE, migratedFrames,
            returnedSlabs, returnedBytes / MEBIBYTE, busyZspages);
    }
}
