package io.ignitezs.ignite;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.internal.pagemem.PageIdUtils;
import org.apache.ignite.internal.pagemem.store.PageWriteListener;
import org.apache.ignite.internal.processors.cache.persistence.StorageException;
import org.apache.ignite.internal.processors.cache.persistence.file.FileIOFactory;
import org.apache.ignite.internal.processors.cache.persistence.file.FilePageStoreV2;
import org.apache.ignite.internal.processors.cache.persistence.tree.io.PageIO;
import org.apache.ignite.internal.processors.cache.persistence.wal.crc.FastCrc;
import org.apache.ignite.lang.IgniteOutClosure;

/*
 * V1  no file   nothing of Ignite's store that opens one is left: every method that would is replaced. It is one of Ignite's stores all the same,
 *               because Ignite casts to that where it checks pages.
 * V2  counter   what a file's length says elsewhere. Pages are counted from the first, which is there as soon as the store is in use.
 * V3  truncate  sets the tag before it drops the pages, and a write takes its ticket before it looks at the tag: whatever comes too late is refused.
 */
/** A partition or index of a volatile cache group: its pages are in the data region and in the tier, and nowhere else. */
final class VolatilePageStore extends FilePageStoreV2 {
    private final byte type;
    private final LongConsumer allocatedTracker;
    private final VolatilePages pages;

    /** How many pages there are, 0 before the store is used. */
    private final AtomicInteger allocatedPages = new AtomicInteger();

    /** The partition's tag; Ignite's own is not visible here. */
    private volatile int tag;

    VolatilePageStore(
        byte type,
        IgniteOutClosure<Path> path,
        FileIOFactory ioFactory,
        int pageBytes,
        LongConsumer allocatedTracker,
        VolatilePages pages
    ) {
        super(type, path, ioFactory, pageBytes, allocatedTracker);
        this.type = type;
        this.allocatedTracker = allocatedTracker;
        this.pages = pages;
    }

    @Override public void init() {
        if (allocatedPages.compareAndSet(0, 1))
            allocatedTracker.accept(1);
    }

    @Override public boolean exists() {
        return allocatedPages.get() > 0;
    }

    @Override public void ensure() {
        init();
    }

    @Override public long allocatePage() {
        init();
        allocatedTracker.accept(1);
        return allocatedPages.getAndIncrement();
    }

    @Override public int pages() {
        return allocatedPages.get();
    }

    @Override public boolean read(long pageId, ByteBuffer page, boolean keepCrc) throws IgniteCheckedException {
        return read(pageId, page, true, keepCrc);
    }

    /** What Ignite would check, the tier has checked. */
    @Override public boolean read(long pageId, ByteBuffer page, boolean checkCrc, boolean keepCrc) throws IgniteCheckedException {
        init();
        boolean found = false;
        try {
            found = page.isDirect() ? pages.read(PageIdUtils.pageIndex(pageId), page) : readHeap(pageId, page);
        }
        finally {
            if (!found)
                setZero(page);
        }
        if (found && keepCrc)
            PageIO.setCrc(page, FastCrc.calcCrc(page.duplicate().order(ByteOrder.nativeOrder()), pageSize));
        page.position(page.limit());
        return found;
    }

    /** See {@link LiveFile.Look}. */
    PageRead look(int pageIndex, ByteBuffer page) {
        return pages.peek(pageIndex, page) ? PageRead.PAGE : PageRead.UNWRITTEN;
    }

    private boolean readHeap(long pageId, ByteBuffer page) throws IgniteCheckedException {
        ByteBuffer direct = newDirect();
        boolean found = pages.read(PageIdUtils.pageIndex(pageId), direct);
        page.duplicate().put(direct);
        return found;
    }

    @Override public void write(long pageId, ByteBuffer page, int tag, boolean calculateCrc) throws StorageException {
        init();
        int clears = pages.clears();
        if (tag < this.tag)
            return;
        PageIO.setCrc(page, 0);
        pages.write(PageIdUtils.pageIndex(pageId), clears, page.isDirect() ? page : directCopy(page));
        page.position(page.limit());
    }

    private ByteBuffer directCopy(ByteBuffer page) {
        ByteBuffer direct = newDirect();
        direct.put(page.duplicate());
        return direct;
    }

    private ByteBuffer newDirect() {
        return ByteBuffer.allocateDirect(pageSize).order(ByteOrder.nativeOrder());
    }

    private static void setZero(ByteBuffer page) {
        for (int at = 0; at < page.limit(); at += Long.BYTES)
            page.putLong(at, 0);
    }

    @Override public void readHeader(ByteBuffer into) {
        into.put(header(type, pageSize));
    }

    /** A checkpoint whose other pages were all written by page replacement syncs no other store. */
    @Override public void sync() throws StorageException {
        pages.syncFiles();
    }

    @Override public void beginRecover() {
    }

    @Override public void finishRecover() {
    }

    @Override public void truncate(int tag) {
        this.tag = tag;
        pages.clear();
        forgetAllocated();
    }

    @Override public void stop(boolean delete) {
        pages.close();
        forgetAllocated();
    }

    @Override public void close() {
        stop(false);
    }

    private void forgetAllocated() {
        allocatedTracker.accept(-allocatedPages.getAndSet(0));
    }

    /** Nobody copies the file; a snapshot of the cache group is refused when all is copied. */
    @Override public void addWriteListener(PageWriteListener listener) {
    }

    @Override public void removeWriteListener(PageWriteListener listener) {
    }

    /** On disk. */
    @Override public long size() {
        return 0;
    }

    @Override public long getSparseSize() {
        return 0;
    }

    @Override public int getBlockSize() {
        return -1;
    }

    @Override public void punchHole(long pageId, int usefulBytes) {
        throw new IllegalStateException("Pages of volatile cache groups are not compressed by Ignite");
    }
}
