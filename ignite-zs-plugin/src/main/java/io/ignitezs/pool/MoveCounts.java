package io.ignitezs.pool;

/** What compaction and migration did. Belongs to one thread at a time. */
public final class MoveCounts {
    /** Objects that compaction moved, and what it copied for them. */
    public long movedObjects;
    public long movedBytes;

    /** Zspages that compaction emptied, and the bytes of their frames. Some may wait for readers. */
    public long freedZspages;
    public long freedBytes;

    /** Zspages that compaction could not empty: in use by others; no slots to move to. */
    public long busyZspages;
    public long gaveUpZspages;

    /** Frames that migration moved. */
    public long migratedFrames;

    /** Zspages that migration could not move: in use by others; no frames to move to. */
    public long busyMigrations;
    public long gaveUpMigrations;

    /** Slabs that migration emptied and gave back to the operating system, and their bytes. */
    public long closedSlabs;
    public long closedSlabBytes;

    /** Calls of hooks that ended in an exception. */
    public long hookFailures;

    /** Adds others to these. */
    public void add(MoveCounts others) {
        movedObjects += others.movedObjects;
        movedBytes += others.movedBytes;
        freedZspages += others.freedZspages;
        freedBytes += others.freedBytes;
        busyZspages += others.busyZspages;
        gaveUpZspages += others.gaveUpZspages;
        migratedFrames += others.migratedFrames;
        busyMigrations += others.busyMigrations;
        gaveUpMigrations += others.gaveUpMigrations;
        closedSlabs += others.closedSlabs;
        closedSlabBytes += others.closedSlabBytes;
        hookFailures += others.hookFailures;
    }
}
