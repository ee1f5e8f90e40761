package io.ignitezs.tier;

import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.mem.SlabStats;
import io.ignitezs.mem.ZsCorruptionException;
import io.ignitezs.pool.ClassStats;
import io.ignitezs.pool.MoveProgress;
import io.ignitezs.pool.ZsPool;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/**
 * Compressed pages by partition file and page number. Thread-safe; never throws for want of memory.
 * All pages are direct buffers of {@code pageBytes}; only their bytes from index 0 count, position and limit are neither used
 * nor changed. A page that was overwritten or cleared is never served again.
 * <p>
 * This is what callers see: {@link PageReads} and {@link PageWrites} do the work, on what {@link TierParts} opens and closes.
 */
public final class PageTier implements AutoCloseable {
    /** A ticket with which nothing is stored, for callers that have none. */
    public static final long NO_TICKET = Ticket.NO_TICKET;

    private final TierParts parts;
    private final Entries entries;
    private final Tracing tracing;
    private final PageReads reads;
    private final PageWrites writes;
    private final TierControl control;

    private PageTier(TierParts parts) {
        this.parts = parts;
        entries = parts.entries;
        tracing = parts.tracing;
        reads = new PageReads(parts);
        writes = new PageWrites(parts);
        control = new TierControl(parts, writes);
    }

    /** @throws IllegalArgumentException if the limit does not even allow an empty tier */
    public static PageTier open(TierConfiguration configuration) {
        return open(configuration, PausePoints.NONE);
    }

    static PageTier open(TierConfiguration configuration, PausePoints pauses) {
        return new PageTier(new TierParts(configuration, pauses));
    }

    /** Begins a partition file of a group without a name. */
    public PageIndex openIndex(String name) {
        return openIndex(name, "", 0);
    }

    /** Begins a partition file whose pages were never kept before. */
    public PageIndex openIndex(String name, String group) {
        return openIndex(name, group, 0);
    }

    /**
     * Begins a partition file. Costs no off-heap memory until it has a page.
     * @param name  what messages call it
     * @param group whose file it is, see {@link TierConfiguration#groups}
     * @param clears how often pages of the file have been dropped before: whatever is offered with {@link #clears} or a ticket from then is refused
     */
    public PageIndex openIndex(String name, String group, int clears) {
        return parts.indexes.open(name, parts.groups.enter(group), clears, false);
    }

    /** Begins a file that is nowhere but here: {@link #keepPinned}. @param group without a cap */
    public PageIndex openPinnedIndex(String name, String group) {
        PageGroup entered = parts.groups.enter(group);
        assert !entered.isCapped() : group;
        return parts.indexes.open(name, entered, 0, true);
    }

    /** Ends a partition file: drops its pages; later calls with it find nothing and store nothing. */
    public void closeIndex(PageIndex index) {
        tracing.record(PageEvent.CLEAR, index, 0, false);
        entries.sweep().clear(index, true);
        if (parts.indexes.close(index))
            parts.groups.leave(index.group());
    }

    /**
     * Drops all pages of a file. Call after the file was truncated: whatever was read from it or written to it before is refused
     * from then on.
     */
    public void clear(PageIndex index) {
        tracing.record(PageEvent.CLEAR, index, 0, false);
        entries.sweep().clear(index, false);
    }

    /**
     * @param page receives the page
     * @return false if the tier does not have it (then {@code page} may hold anything)
     * @throws LostPageException if the page is dirty and damaged
     */
    public boolean read(PageIndex index, int pageIndex, ByteBuffer page) {
        return reads.read(index, pageIndex, page);
    }

    /**
     * As {@link #read}, for a data region that the page moves to: a clean page is not kept, see also {@link TierConfiguration#keepsTakenPages}, a dirty
     * one only until it is clean. If the tier does not have the page, all its tickets are worthless from now on: the region may change it.
     */
    public boolean take(PageIndex index, int pageIndex, ByteBuffer page) {
        return reads.take(index, pageIndex, page);
    }

    /**
     * A data region drops a page; its content is what the file has, or the tier. To be called before the page is copied, while nobody can
     * read it from the file into the region.
     * @return for {@link #fill} with the copy, {@link #NO_TICKET} if the tier has the page
     */
    public long leftRegion(PageIndex index, int pageIndex) {
        return entries.leftRegion(index, pageIndex);
    }

    /** A data region has a page that was never in a file. */
    public void created(PageIndex index, int pageIndex) {
        reads.beganStay(index, pageIndex);
    }

    /** To be taken before a page is read from its file, for {@link #fill}. */
    public long ticket(PageIndex index, int pageIndex) {
        return entries.reads().ticket(index, pageIndex);
    }

    /**
     * Offers a page that was read from its file after {@code ticket} was taken. Refused if the page was written or its file
     * cleared meanwhile.
     * @param rawBytes 0, or how many first bytes of the page are kept as they are (its other bytes are zero when it is read)
     * @return whether the tier has it now
     */
    public boolean fill(PageIndex index, int pageIndex, long ticket, ByteBuffer page, int rawBytes) {
        return writes.fill(index, pageIndex, ticket, page, rawBytes);
    }

    /** As {@link #fill}, of a page that has {@link #leftRegion}: whether it was in use there decides how soon it may be evicted. */
    public boolean fillLeft(PageIndex index, int pageIndex, long ticket, ByteBuffer page) {
        return writes.fillLeft(index, pageIndex, ticket, page);
    }

    /** As {@link #fill}, of a page that was here before a restart. @param rank what {@link #rank} said then, or 0 if a data region had it */
    public boolean refill(PageIndex index, int pageIndex, long ticket, ByteBuffer page, int rawBytes, int rank) {
        return writes.refill(index, pageIndex, ticket, page, rawBytes, rank);
    }

    /** How valuable a page is: from 1, which is evicted last, to {@link PoolList#RANKS} - 1; {@link PoolList#RANKS} if it is not here. */
    public int rank(PageIndex index, int pageIndex) {
        return entries.reads().rank(index, pageIndex);
    }

    /** Whether pages can come in without others having to leave: less is occupied than the last round left, and none was refused for want of room just now. */
    public boolean hasRoomBelowLow() {
        return !parts.evictor.isRoomShort() && !parts.evictor.isFull();
    }

    /** How many pages there can be up to the low watermark. @param costBytes what one takes of the pool */
    public long pagesThatFit(int costBytes) {
        return parts.evictor.lowPageBytes() / (costBytes + Entry.BYTES);
    }

    /** Forgets a page that is about to be written to its file. @return for {@link #endWrite}, which MUST follow */
    public long beginWrite(PageIndex index, int pageIndex) {
        return writes.begin(index, pageIndex);
    }

    /**
     * Stores a page that has been written to its file since {@link #beginWrite}.
     * @param page     null if that failed or the page is not to be kept
     * @param rawBytes as in {@link #fill}
     */
    public void endWrite(PageIndex index, int pageIndex, long ticket, ByteBuffer page, int rawBytes) {
        writes.end(index, pageIndex, ticket, page, rawBytes);
    }

    /** Forgets a page, dirty or not: before and after it is written to its file and not kept. */
    public void forget(PageIndex index, int pageIndex) {
        writes.forget(index, pageIndex);
    }

    /** To be taken before it is decided whether a page is written, for {@link #keepDirty}. */
    public int clears(PageIndex index) {
        return index.clears();
    }

    /**
     * Keeps a page whose file is to get it later: until {@link #cleaned} only the tier has it, and does not drop it.
     * @param clears   from before the caller has seen that the file was not truncated
     * @param rawBytes as in {@link #fill}
     * @return false if there is no room, too much is dirty, or the index was cleared meanwhile; nothing has changed then
     */
    public boolean keepDirty(PageIndex index, int pageIndex, int clears, ByteBuffer page, int rawBytes) {
        return writes.keepDirty(index, pageIndex, clears, page, rawBytes);
    }

    /**
     * The file has that version of a page now.
     * @param keep whether the page stays, clean, even if the data region has it
     * @return false if there is a newer one; then nothing changes
     */
    public boolean cleaned(PageIndex index, int pageIndex, DirtyPage version, boolean keep) {
        return writes.cleaned(index, pageIndex, version, keep);
    }

    /** Pages of a file that only the tier has. */
    public int dirtyPages(PageIndex index) {
        return index.dirtyPages();
    }

    /** Pages of all files that only the tier has, pinned ones apart. */
    public long dirtyPages() {
        return parts.counters.dirtyPages.sum();
    }

    /** What dirty pages occupy of what they may, 0..1 and a little more. */
    public double dirtyShare() {
        return writes.dirtyShare();
    }

    /** Whether a page may be dirty. */
    public boolean isDirty(PageIndex index, int pageIndex) {
        return index.dirtyPages() > 0 && entries.reads().isDirty(index, pageIndex);
    }

    /** @return the first dirty page from {@code pageIndex} on, in the order of the file; -1 if there is none. It may be clean in a moment */
    public int nextDirty(PageIndex index, int pageIndex) {
        return entries.reads().nextDirty(index, pageIndex);
    }

    /**
     * Whether pages are left that {@link #nextDirty} should have found: to be called when it finds none though there are dirty ones. It finds them
     * then if what was damaged is only a chunk's count.
     * @throws LostPageException if there are fewer than there should be, while none becomes dirty or clean
     */
    public boolean missedDirty(PageIndex index) {
        return entries.damaged().missedDirty(index);
    }

    /**
     * Reads a page for its file.
     * @param version receives which version that is
     * @return false if it is not dirty (then {@code page} may hold anything)
     * @throws LostPageException if it is damaged
     */
    public boolean readDirty(PageIndex index, int pageIndex, ByteBuffer page, DirtyPage version) {
        return reads.readDirty(index, pageIndex, page, version);
    }

    /** Whether {@link #rebuild} can judge about a page: checksums are on, it is dirty, has an object, and its entry is whole. */
    public boolean canRebuild(PageIndex index, int pageIndex) {
        return writes.canRebuild(index, pageIndex);
    }

    /**
     * Stores the object of a page again that is dirty and damaged, if this page is what was stored: the checksum and all else that its entry says hold for this
     * page as well.
     * @return false if not, or if there is no room; then nothing changes
     */
    public boolean rebuild(PageIndex index, int pageIndex, ByteBuffer page) {
        return writes.rebuild(index, pageIndex, page);
    }

    /**
     * Keeps a page that has no file. It is never refused for want of room: see {@link #admitsPinned}, and {@link TierStats#overdrafts} if that was not enough.
     * @param clears from before the caller has seen that the file was not truncated
     * @return false if the index was cleared meanwhile; nothing has changed then
     * @throws IllegalStateException if the operating system gives no memory
     */
    public boolean keepPinned(PageIndex index, int pageIndex, int clears, ByteBuffer page) {
        return writes.keepPinned(index, pageIndex, clears, page);
    }

    /** Whether more pages that have no file may be made. @param writablePages that can be written before this is asked again, at most, these included */
    public boolean admitsPinned(long writablePages) {
        return parts.pinnedRoom.admits(writablePages);
    }

    /** @return the first page from {@code pageIndex} on that is here, in the order of the file; -1 if there is none. It may be gone in a moment */
    public int nextPage(PageIndex index, int pageIndex) {
        return entries.reads().nextLive(index, pageIndex);
    }

    /**
     * Reads a page for whoever checks it: nothing is counted, the page does not stay longer for it, and is not dropped if it is damaged.
     * @param version receives which version that is
     * @return false if the page is not here (then {@code page} may hold anything)
     * @throws ZsCorruptionException if it is damaged
     */
    public boolean peek(PageIndex index, int pageIndex, ByteBuffer page, PageVersion version) {
        return reads.peek(index, pageIndex, page, version);
    }

    /** Whether a page that was peeked at is the same now, dirty if it was dirty. */
    public boolean isStill(PageVersion version) {
        return reads.isStill(version);
    }

    /**
     * Checks the tier while it is in use: its invariants as far as one place can tell them, and each page by decoding it.
     * @param problems told of each that is broken
     * @param progress told often; ends it by throwing
     * @return pages that were decoded
     */
    public long check(Consumer<String> problems, MoveProgress progress) {
        return new LiveTierChecker(this, parts.configuration.pageBytes, problems).check(progress);
    }

    /** What can be changed of the tier while it is in use. */
    public TierControl control() {
        return control;
    }

    /** The switches of what looks on. */
    public Tracing tracing() {
        return tracing;
    }

    /** What the tier holds and did; exact when nothing is going on. */
    public TierStats stats() {
        return parts.stats();
    }

    /** The same by group, of those that have open files; sorted by name. */
    public List<GroupStats> groupStats() {
        return parts.groups.stats();
    }

    /** Of each slab of the pool below. */
    public List<SlabStats> slabStats() {
        return parts.pool.slabStats();
    }

    /** What the pool below holds by size class, from the smallest slot up. */
    public List<ClassStats> classStats() {
        return parts.pool.classStats();
    }

    /** Gives all memory back. No other call may be running or follow, except closing again. */
    @Override public void close() {
        control.close(this::closeParts);
    }

    private void closeParts() {
        parts.stopThreads();
        reads.close();
        writes.close();
        parts.close();
    }

    MemoryBudget budget() {
        return parts.budget;
    }

    ZsPool pool() {
        return parts.pool;
    }

    /** As {@link TierParts#tableBytes}. */
    long tableBytes() {
        return parts.tableBytes();
    }

    Entries entries() {
        return entries;
    }

    IndexRegistry indexes() {
        return parts.indexes;
    }

    Evictor evictor() {
        return parts.evictor;
    }

    PageGroups groups() {
        return parts.groups;
    }
}
