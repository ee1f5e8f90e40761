package io.ignitezs.ignite;

import io.ignitezs.tier.PageTier;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.IgniteException;
import org.apache.ignite.IgniteSystemProperties;
import org.apache.ignite.internal.pagemem.PageIdUtils;
import org.apache.ignite.internal.pagemem.store.PageWriteListener;
import org.apache.ignite.internal.processors.cache.persistence.StorageException;
import org.apache.ignite.internal.processors.cache.persistence.file.EncryptedFileIOFactory;
import org.apache.ignite.internal.processors.cache.persistence.file.FileIO;
import org.apache.ignite.internal.processors.cache.persistence.file.FileIOFactory;
import org.apache.ignite.internal.processors.cache.persistence.file.FilePageStoreV2;
import org.apache.ignite.internal.processors.cache.persistence.tree.io.PageIO;
import org.apache.ignite.lang.IgniteOutClosure;

/*
 * Never a stale page, and nothing lost. What makes it so, first for write-through:
 *
 * W1  write     forget the page, write the file, keep the page. Reads of the page in between go to the file; what they read
 *               there is refused by fill, because their ticket is older than the write.
 * W2  drop      Ignite writes nothing if the tag is older than the partition's. Ours is set before Ignite's, so a write
 *               that Ignite dropped finds its tag old here too, and is not kept.
 * W3  truncate  tag, then file, then clear. A page read or written before the truncation may be offered after it: its ticket
 *               is older than the clear, so it is refused. A clear before the truncation would let it in.
 * W4  stop      file, then close, which is final: a store that is used again after its stop works as stock Ignite's.
 *
 * Only the fast read is answered from the tier. Readers that want the CRC (snapshots) or say how to check it (idle_verify) mean
 * the file, byte for byte.
 *
 * With write-back, pages that a checkpoint writes wait in the tier:
 *
 * B1  who may wait   only what threads of a checkpoint write, because its sync, which they precede, writes it to the file before the
 *               checkpoint is marked finished. Page replacement may write later than that, so it writes to the file.
 * B2  sync      flushes and syncs this store and every other one that has something unsynced: a checkpoint does not list stores that
 *               only page replacement wrote to. Holds for write-through too.
 * B3  the file is complete   before a read that means the file, before a write listener (a snapshot copies the file then), before
 *               recovery ends and counts pages, before the store stops. While there is a listener nothing waits.
 * B4  truncate and stop   hold the lock of the flush, so no page is written behind them; what waits is dropped by the clear, and a page
 *               that comes too late is refused, because the index was cleared since its tag was looked at.
 */
/** A partition or index file whose pages are also kept in the node's tier. */
final class ZsPageStore extends FilePageStoreV2 {
    /** Of a flush that nobody may end. */
    static final Runnable TO_THE_END = () -> { };

    private static final String CHECKPOINT_WRITER = "checkpoint-runner-IO";
    private static final String CHECKPOINT_THREAD = "db-checkpoint-thread";

    private final StorePages pages;
    private final DirtyPages dirty;
    private final StoreResidency residency;

    /** Null if the tier serves what it has. */
    private final ShownPages shown;

    private final WriteBacks writeBacks;
    private final WriteBack writeBack;
    private final StraightWrites straightWrites = new StraightWrites();
    private final OwnReads ownReads;

    /** Whether pages can be written to the file several at once. Encryption takes them one by one. */
    private final boolean gathersRuns;
    private final boolean checksPages = !IgniteSystemProperties.getBoolean(IgniteSystemProperties.IGNITE_PDS_SKIP_CRC);

    /** The partition's tag; Ignite's own is not visible here. */
    private volatile int tag;

    private volatile boolean recovers;
    private final List<PageWriteListener> listeners = new CopyOnWriteArrayList<>();

    ZsPageStore(
        byte type,
        IgniteOutClosure<Path> path,
        FileIOFactory ioFactory,
        int pageBytes,
        LongConsumer allocatedTracker,
        StorePages pages
    ) {
        super(type, path, ioFactory, pageBytes, allocatedTracker);
        this.pages = pages;
        dirty = pages.dirty();
        residency = pages.residency();
        shown = pages.shown();
        writeBacks = pages.writeBacks();
        writeBack = new WriteBack(this, pages);
        ownReads = new OwnReads(this, pages, writeBack.lock, checksPages);
        gathersRuns = !(ioFactory instanceof EncryptedFileIOFactory);
        pages.store(this);
    }

    /** What the tier keeps of this file. */
    StorePages kept() {
        return pages;
    }

    OwnReads ownReads() {
        return ownReads;
    }

    @Override public long allocatePage() throws IgniteCheckedException {
        long pageIndex = super.allocatePage();
        residency.created((int)pageIndex);
        return pageIndex;
    }

    @Override public boolean read(long pageId, ByteBuffer page, boolean keepCrc) throws IgniteCheckedException {
        if (keepCrc || !page.isDirect())
            return read(pageId, page, checksPages, keepCrc);
        if (shown != null)
            return readAndShow(pageId, page);
        int pageIndex = PageIdUtils.pageIndex(pageId);
        if (residency.isExclusive())
            return readExclusive(pageId, pageIndex, page);
        if (pages.read(pageIndex, page)) {
            leaveAsAfterFileRead(page);
            return true;
        }
        long ticket = pages.ticket(pageIndex);
        boolean found = super.read(pageId, page, checksPages, false);
        if (found && canBeKept(page))
            pages.fill(pageIndex, ticket, page, PageImages.rawBytes(page));
        return found;
    }

    /** As stock Ignite, and the tier only looks on. */
    private boolean readAndShow(long pageId, ByteBuffer page) throws IgniteCheckedException {
        int pageIndex = PageIdUtils.pageIndex(pageId);
        long ticket = residency.isExclusive() ? PageTier.NO_TICKET : pages.ticket(pageIndex);
        boolean found = super.read(pageId, page, checksPages, false);
        if (found && canBeKept(page))
            shown.show(pageIndex, ticket, page, PageImages.rawBytes(page));
        residency.insertEvicted();
        return found;
    }

    /** The page moves to the data region. Only then the one that it has replaced there is compressed. */
    private boolean readExclusive(long pageId, int pageIndex, ByteBuffer page) throws IgniteCheckedException {
        boolean found = residency.take(pageIndex, page);
        if (found)
            leaveAsAfterFileRead(page);
        else {
            found = super.read(pageId, page, checksPages, false);
            residency.readFromFile();
        }
        residency.insertEvicted();
        return found;
    }

    /** Means the file. */
    @Override public boolean read(long pageId, ByteBuffer page, boolean checkCrc, boolean keepCrc) throws IgniteCheckedException {
        writeBack.flushPage(PageIdUtils.pageIndex(pageId));
        return super.read(pageId, page, checkCrc, keepCrc);
    }

    /** As stock Ignite's, whatever waits in the tier. */
    boolean readFile(long pageId, ByteBuffer page, boolean checkCrc, boolean keepCrc) throws IgniteCheckedException {
        return super.read(pageId, page, checkCrc, keepCrc);
    }

    /** False until a read or a write opens the file, and once it is closed. */
    boolean isOpen() {
        return fileIO != null;
    }

    boolean recovers() {
        return recovers;
    }

    @Override public void write(long pageId, ByteBuffer page, int tag, boolean calculateCrc) throws IgniteCheckedException {
        int pageIndex = PageIdUtils.pageIndex(pageId);
        boolean exclusive = residency.isExclusive();
        boolean ofCheckpoint = isCheckpointThread();
        boolean hasDropped = exclusive && residency.isReplacing(pageIndex);
        boolean replaces = hasDropped || exclusive && !ofCheckpoint && !recovers;
        if (ofCheckpoint && !replaces && calculateCrc && mayWait(page) && keepDirty(pageIndex, page, tag))
            return;
        boolean keeps = replaces || !exclusive;
        if (ofCheckpoint)
            writeNow(pageId, page, tag, calculateCrc, keeps);
        else
            writeUnsynced(pageId, page, tag, calculateCrc, keeps);
        // Who has dropped the page does not hold the segment's lock any more. Before, a page is written under it.
        if (hasDropped)
            residency.insertEvicted();
    }

    private void writeUnsynced(long pageId, ByteBuffer page, int tag, boolean calculateCrc, boolean keeps) throws IgniteCheckedException {
        int turn = straightWrites.begin();
        try {
            writeBacks.unsynced(this);
            writeNow(pageId, page, tag, calculateCrc, keeps);
        }
        finally {
            straightWrites.end(turn);
        }
        writeBacks.unsynced(this); // Again: a sync may have run meanwhile.
    }

    private void writeNow(long pageId, ByteBuffer page, int tag, boolean calculateCrc, boolean keeps) throws IgniteCheckedException {
        if (keeps)
            writeBoth(pageId, page, tag, calculateCrc);
        else
            writeFile(pageId, page, tag, calculateCrc);
    }

    private boolean mayWait(ByteBuffer page) {
        return writeBacks.areDelayed && listeners.isEmpty() && !recovers && page.isDirect() && canBeKept(page) && PageImages.rawBytes(page) == 0;
    }

    /** @return whether the page waits in the tier now, or is too old to be written at all */
    private boolean keepDirty(int pageIndex, ByteBuffer page, int tag) throws StorageException {
        init();
        int clears = dirty.clears();
        if (tag < this.tag)
            return true;
        writeBacks.unsynced(this);
        if (!dirty.keep(pageIndex, clears, page))
            return false;
        writeBacks.unsynced(this);
        page.position(page.limit());
        return true;
    }

    /** To the file and to the tier. */
    private void writeBoth(long pageId, ByteBuffer page, int tag, boolean calculateCrc) throws IgniteCheckedException {
        int pageIndex = PageIdUtils.pageIndex(pageId);
        long ticket = pages.beginWrite(pageIndex);
        boolean written = false;
        try {
            writeBack.awaitRun(pageIndex);
            super.write(pageId, page, tag, calculateCrc);
            written = tag >= this.tag;
        }
        finally {
            boolean keep = written && page.isDirect() && canBeKept(page);
            pages.endWrite(pageIndex, ticket, keep ? page : null, keep ? PageImages.rawBytes(page) : 0);
        }
    }

    /** Without keeping the page: the data region has it. */
    private void writeFile(long pageId, ByteBuffer page, int tag, boolean calculateCrc) throws IgniteCheckedException {
        int pageIndex = PageIdUtils.pageIndex(pageId);
        pages.forgetWritten(pageIndex);
        try {
            writeBack.awaitRun(pageIndex);
            super.write(pageId, page, tag, calculateCrc);
        }
        finally {
            pages.forgetWritten(pageIndex);
        }
    }

    private void flush() throws StorageException {
        flush(TO_THE_END);
    }

    /** Writes what waits to the file, run by run. @param check run before each; ends it by throwing */
    void flush(Runnable check) throws StorageException {
        writeBack.flush(check);
    }

    /** Writes one run of what waits from a page on. @return where to go on, -1 if nothing is to be done now */
    int flushSome(int fromPageIndex) throws StorageException {
        return writeBack.flushSome(fromPageIndex);
    }

    /** Writes the pages of a run to the file, whose lock of the flush is held. */
    void writeRun(PageRun run) throws StorageException {
        try {
            if (gathersRuns && listeners.isEmpty() && writeGathered(run))
                return;
            for (int i = 0; i < run.count(); i++)
                super.write(PageIO.getPageId(run.page(i)), run.page(i), tag, true);
        }
        catch (StorageException e) {
            throw e;
        }
        catch (IgniteCheckedException e) {
            throw new StorageException("Failed to write pages [file=" + getFileAbsolutePath() + ']', new IOException(e));
        }
    }

    /** @return false if the file was closed by the interruption of some thread: Ignite's write opens it again */
    private boolean writeGathered(PageRun run) throws StorageException {
        FileIO file = fileIO;
        if (file == null)
            return false;
        if (checksPages)
            run.setCrcs();
        try {
            file.writeFully(run.all(), pageOffset(PageIO.getPageId(run.page(0))));
            return true;
        }
        catch (ClosedChannelException e) {
            run.clearCrcs();
            return false;
        }
        catch (IOException e) {
            throw new StorageException("Failed to write pages [file=" + getFileAbsolutePath() + ", pageIndex=" + run.first()
                + ", pages=" + run.count() + ']', e);
        }
    }

    @Override public void sync() throws StorageException {
        syncNow();
        writeBacks.syncAll();
    }

    /** Unless it was synced meanwhile, or the file was truncated or closed: a sync would make a new one. */
    void syncIfUnsynced() throws StorageException {
        writeBack.lock.lock();
        try {
            if (fileIO == null)
                writeBacks.syncing(this);
            else if (writeBacks.isUnsynced(this))
                syncNow();
        }
        finally {
            writeBack.lock.unlock();
        }
    }

    private void syncNow() throws StorageException {
        writeBacks.syncing(this);
        boolean synced = false;
        try {
            straightWrites.awaitBegun();
            flush();
            super.sync();
            synced = true;
        }
        finally {
            if (!synced)
                writeBacks.unsynced(this);
        }
    }

    @Override public void addWriteListener(PageWriteListener listener) {
        writeBack.lock.lock();
        try {
            listeners.add(listener);
            flush();
            super.addWriteListener(listener);
        }
        catch (StorageException e) {
            listeners.remove(listener);
            throw new IgniteException("Failed to complete a page file for whom it is about to be copied", e);
        }
        finally {
            writeBack.lock.unlock();
        }
    }

    @Override public void removeWriteListener(PageWriteListener listener) {
        super.removeWriteListener(listener);
        listeners.remove(listener);
    }

    @Override public void beginRecover() {
        recovers = true;
        super.beginRecover();
    }

    @Override public void finishRecover() throws StorageException {
        flush();
        super.finishRecover();
        recovers = false;
    }

    @Override public void truncate(int tag) throws StorageException {
        writeBack.lock.lock();
        try {
            this.tag = tag;
            super.truncate(tag);
        }
        finally {
            writeBacks.syncing(this);
            try {
                pages.clear();
            }
            finally {
                writeBack.lock.unlock();
            }
        }
    }

    @Override public void stop(boolean delete) throws StorageException {
        writeBack.lock.lock();
        try {
            StorageException failure = delete ? null : flushFailure();
            super.stop(delete);
            if (failure != null)
                throw failure;
        }
        finally {
            end();
        }
    }

    @Override public void close() throws IOException {
        writeBack.lock.lock();
        try {
            StorageException failure = flushFailure();
            super.close();
            if (failure != null)
                throw new IOException(failure);
        }
        finally {
            end();
        }
    }

    /** The file is closed in any case. */
    private StorageException flushFailure() {
        try {
            flush();
            return null;
        }
        catch (StorageException e) {
            return e;
        }
    }

    private void end() {
        writeBacks.syncing(this);
        try {
            pages.close();
        }
        finally {
            writeBack.lock.unlock();
        }
    }

    /** Whether the write belongs to a checkpoint, which waits for it: all other threads write pages that they replace, or recover. */
    private static boolean isCheckpointThread() {
        String name = Thread.currentThread().getName();
        return name.startsWith(CHECKPOINT_WRITER) || name.startsWith(CHECKPOINT_THREAD);
    }

    private boolean canBeKept(ByteBuffer page) {
        return PageImages.canBeKept(page, pageSize);
    }

    /** The file read ends behind the bytes whose CRC it has checked. */
    private void leaveAsAfterFileRead(ByteBuffer page) {
        assert PageIO.getCrc(page) == 0 : PageIO.getCrc(page);
        int crcBytes = PageImages.rawBytes(page) == 0 ? pageSize : PageImages.rawBytes(page);
        page.position(checksPages ? crcBytes : 0);
    }
}
