package io.ignitezs.ignite;

import io.ignitezs.tier.Rest;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.ignite.internal.processors.cache.persistence.StorageException;

/**
 * How pages of one store get from the tier into its file: run after run of pages that follow each other, under {@link #lock}.
 * <p>
 * Another thread may write one of these pages straight to the file meanwhile, and must win. It makes the entry WRITING first and looks at
 * {@link #run} then; a run is announced first and its entries are read then. Taking a stripe is a compare-and-set and {@code run} is volatile,
 * so at least one of the two sees the other: the run leaves the page out, or the thread waits until the run is in the file.
 * <p>
 * Lock order: this lock, Ignite's lock of the store, the tier's stripes. A page fault never takes this lock; one that replaces a dirty page waits while
 * that very page is on its way to the file.
 */
final class WriteBack {
    /** Guards the file against a flush at the same time: truncation and stop hold it too. */
    final ReentrantLock lock;

    private static final long NO_RUN = -1;
    private static final long REST_NANOS = 20_000;

    private final ZsPageStore store;
    private final DirtyPages dirty;
    private final StoreResidency residency;
    private final WriteBacks writeBacks;
    private final PausePoints pauses;

    /** Pages that may be on their way: [first, 32 bits | how many, 32 bits]; as many as there can be until they are gathered. Written under the lock. */
    private volatile long run = NO_RUN;

    WriteBack(ZsPageStore store, StorePages pages) {
        this.store = store;
        dirty = pages.dirty();
        residency = pages.residency();
        writeBacks = pages.writeBacks();
        pauses = writeBacks.pauses;
        lock = pauses.newLock();
    }

    /** Writes all pages that are dirty when it is called. @param check run before each run; ends it by throwing */
    void flush(Runnable check) throws StorageException {
        do
            for (int next = dirty.next(0); next >= 0; ) {
                check.run();
                next = dirty.next(flushRun(next));
            }
        while (dirty.exist() && missedDirty());
    }

    /** The lock keeps away whoever drops dirty pages. */
    private boolean missedDirty() throws StorageException {
        lock.lock();
        try {
            return dirty.missed();
        }
        finally {
            lock.unlock();
        }
    }

    /** Writes one run if nobody else is at it. @return where to go on; -1 at the end or if somebody else is */
    int flushSome(int from) throws StorageException {
        int next = dirty.next(from);
        if (next < 0 || !lock.tryLock())
            return -1;
        try {
            return flushRun(next);
        }
        finally {
            lock.unlock();
        }
    }

    /** Writes a page if it is dirty. */
    void flushPage(int pageIndex) throws StorageException {
        if (dirty.has(pageIndex))
            flushRun(pageIndex);
    }

    /** Returns when an older version of this page, whose entry is WRITING, is not on its way to the file any more. */
    void awaitRun(int pageIndex) {
        pauses.at(PausePoints.Place.WRITE_BEGUN);
        while (isInRun(pageIndex)) {
            pauses.at(PausePoints.Place.WRITE_WAITS);
            Rest.nanos(REST_NANOS);
        }
        pauses.at(PausePoints.Place.WRITE_READY);
    }

    private boolean isInRun(int pageIndex) {
        long now = run;
        int offset = pageIndex - (int)(now >>> Integer.SIZE);
        return now != NO_RUN && offset >= 0 && offset < (int)now;
    }

    /** @return where the run ended */
    private int flushRun(int first) throws StorageException {
        PageRun pageRun = writeBacks.takeRun();
        lock.lock();
        try {
            run = (long)first << Integer.SIZE | pageRun.maxPages();
            pauses.at(PausePoints.Place.RUN_ANNOUNCED);
            pageRun.gather(dirty, first);
            pauses.at(PausePoints.Place.RUN_READ);
            run = (long)first << Integer.SIZE | pageRun.count();
            pauses.at(PausePoints.Place.RUN_NARROWED);
            write(pageRun);
        }
        finally {
            run = NO_RUN;
            lock.unlock();
            writeBacks.giveRun(pageRun);
        }
        return first + Math.max(1, pageRun.count());
    }

    private void write(PageRun pageRun) throws StorageException {
        if (pageRun.count() == 0)
            return;
        long begun = System.nanoTime();
        store.writeRun(pageRun);
        writeBacks.wroteRun(System.nanoTime() - begun);
        pauses.at(PausePoints.Place.RUN_WRITTEN);
        for (int i = 0; i < pageRun.count(); i++)
            dirty.cleaned(pageRun.first() + i, pageRun.version(i), !residency.isExclusive());
    }
}
