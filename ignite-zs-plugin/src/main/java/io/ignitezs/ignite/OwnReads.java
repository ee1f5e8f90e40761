package io.ignitezs.ignite;

import io.ignitezs.tier.PageTier;
import io.ignitezs.tier.PageVersion;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.ignite.IgniteCheckedException;

/**
 * Reads of one page file that Ignite does not ask for: to compare it, to take a sample, to fill the pool after a restart. They open no file and
 * make none, and wait for nobody but {@link #read}; who truncates, ends or flushes the file meanwhile waits for the one read.
 */
final class OwnReads {
    /** See {@link #refill}. */
    static final int BUSY = -1;

    private final ZsPageStore store;
    private final StorePages pages;
    private final boolean checksPages;

    /** While it is held nobody truncates or ends a file that has pages; a file that has none may be gone. */
    private final ReentrantLock lock;

    OwnReads(ZsPageStore store, StorePages pages, ReentrantLock lock, boolean checksPages) {
        this.store = store;
        this.pages = pages;
        this.lock = lock;
        this.checksPages = checksPages;
    }

    /** Reads what the file has, whatever waits in the tier. @return false if there is no file, or the page was never written to it */
    boolean read(int pageIndex, ByteBuffer page) throws IgniteCheckedException {
        lock.lock();
        try {
            return store.isOpen() && store.readFile(pages.pageId(pageIndex), page, checksPages, false);
        }
        finally {
            lock.unlock();
        }
    }

    /** See {@link LiveFile.Look}. What waits to be written is taken from the tier, and goes on waiting. */
    PageRead look(int pageIndex, ByteBuffer page) throws IgniteCheckedException {
        if (!lock.tryLock())
            return null;
        try {
            if (pageIndex >= store.pages())
                return PageRead.UNWRITTEN;
            boolean waits = pages.dirty().has(pageIndex) && pages.held().peek(pageIndex, page, new PageVersion());
            return waits ? PageRead.PAGE : lookIntoFile(pageIndex, page);
        }
        finally {
            lock.unlock();
        }
    }

    private PageRead lookIntoFile(int pageIndex, ByteBuffer page) throws IgniteCheckedException {
        page.clear();
        boolean found = store.readFile(pages.pageId(pageIndex), page, false, true);
        page.clear();
        return found ? PageImages.judge(pageIndex, page, store.getPageSize()) : PageRead.UNWRITTEN;
    }

    /**
     * Reads a page that is not in the tier from the file into it.
     * @param page receives it
     * @param rank as in {@link PageTier#refill}
     * @return bytes read, 0 if there is nothing to read, {@link #BUSY} if somebody else is at the file
     */
    int refill(int pageIndex, int rank, ByteBuffer page) throws IgniteCheckedException {
        long ticket = pages.ticket(pageIndex);
        if (ticket == PageTier.NO_TICKET)
            return 0;
        page.clear();
        if (!lock.tryLock())
            return BUSY;
        try {
            if (!store.isOpen() || store.recovers() || pageIndex >= store.pages())
                return 0;
            if (!store.readFile(pages.pageId(pageIndex), page, checksPages, false))
                return store.getPageSize();
        }
        finally {
            lock.unlock();
        }
        if (PageImages.canBeKept(page, store.getPageSize()))
            pages.refill(pageIndex, ticket, page, PageImages.rawBytes(page), rank);
        return store.getPageSize();
    }
}
