package io.ignitezs.tier;

import io.ignitezs.codec.Codec;
import io.ignitezs.codec.Codecs;
import io.ignitezs.codec.ContextPool;
import io.ignitezs.codec.PageDecoder;
import io.ignitezs.codec.PageKind;
import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.mem.SlabStats;
import io.ignitezs.mem.ZsCorruptionException;
import io.ignitezs.pool.BackgroundCompaction;
import io.ignitezs.pool.ClassStats;
import io.ignitezs.pool.CompactionHook;
import io.ignitezs.pool.MigrationHook;
import io.ignitezs.pool.MoveCounts;
import io.ignitezs.pool.MoveProgress;
import io.ignitezs.pool.ZsPool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Compressed pages by partition file and page number. Thread-safe; never throws for want of memory.
 * All pages are direct buffers of {@code pageBytes}; only their bytes from index 0 count, position and limit are neither used
 * nor changed. A page that was overwritten or cleared is never served again.
 */
public final class PageTier implements AutoCloseable {
    /** A ticket with which nothing is stored, for callers that have none. */
    public static final long NO_TICKET = Ticket.NO_TICKET;

    private final TierConfiguration configuration;
    private final MemoryBudget budget;
    private final ZsPool pool;
    private final TierCounters counters;
    private final Timings timings = new Timings();
    private final PageGroups groups;
    private final IndexRegistry indexes = new IndexRegistry();
    private final Tracing tracing;
    private final Entries entries;
    private final Evictor evictor;
    private final PinnedRoom pinnedRoom;

    /** Null if the configuration does not want it. */
    private final BackgroundCompaction compaction;
    private final List<Codec> readable;
    private final ContextPool<PageReader> readers;
    private volatile PageWriter writer;
    private final Admission admission;
    private final PausePoints pauses;
    private boolean closed;

    private PageTier(TierConfiguration configuration, MemoryBudget budget, ZsPool pool, PausePoints pauses) {
        this.configuration = configuration;
        this.pauses = pauses;
        this.budget = budget;
        this.pool = pool;
        counters = new TierCounters();
        tracing = new Tracing(configuration.traceThreadName);
        groups = new PageGroups(configuration.groups, configuration.limitBytes);
        EvictionOrder order = configuration.evictionOrder.create();
        entries = Entries.open(budget, pool, counters, order);
        if (entries == null)
            throw new IllegalArgumentException("limitBytes is too small: " + configuration.limitBytes);
        readable = new ArrayList<>(Codecs.readable());
        readable.add(configuration.codec);
        evictor = startEvictor(order);
        pinnedRoom = new PinnedRoom(budget, pool, counters, evictor, entries.chunks(), configuration.pageBytes);
        admission = new Admission(configuration, counters, pool, evictor);
        compaction = configuration.compaction ? startCompaction() : null;
        readers = new ContextPool<>(this::newReader);
        writer = newWriter();
    }

    private PageWriter newWriter() {
        return new PageWriter(configuration, entries, pool, admission, evictor, pinnedRoom, timings, pauses);
    }

    private Evictor startEvictor(EvictionOrder order) {
        try {
            return new Evictor(configuration, order, entries, pool, budget, counters, indexes, groups, tracing);
        }
        catch (Throwable e) {
            entries.close();
            pool.close();
            throw e;
        }
    }

    private BackgroundCompaction startCompaction() {
        try {
            return new BackgroundCompaction(pool, tuning().compaction, configuration.warning, configuration.compactionThreadName);
        }
        catch (Throwable e) {
            evictor.close();
            entries.close();
            pool.close();
            throw e;
        }
    }

    /** @throws IllegalArgumentException if the limit does not even allow an empty tier */
    public static PageTier open(TierConfiguration configuration) {
        return open(configuration, PausePoints.NONE);
    }

    static PageTier open(TierConfiguration configuration, PausePoints pauses) {
        assert configuration.lowWatermark <= configuration.highWatermark : configuration.lowWatermark;
        MemoryBudget budget = new MemoryBudget(configuration.memory, configuration.limitBytes);
        return new PageTier(configuration, budget, new ZsPool(budget, configuration.pageBytes, configuration.effectiveChainLimit()), pauses);
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
        return indexes.open(name, groups.enter(group), clears, false);
    }

    /** Begins a file that is nowhere but here: {@link #keepPinned}. @param group without a cap */
    public PageIndex openPinnedIndex(String name, String group) {
        PageGroup entered = groups.enter(group);
        assert !entered.isCapped() : group;
        return indexes.open(name, entered, 0, true);
    }

    /** Ends a partition file: drops its pages; later calls with it find nothing and store nothing. */
    public void closeIndex(PageIndex index) {
        tracing.record(PageEvent.CLEAR, index, 0, false);
        entries.sweep().clear(index, true);
        if (indexes.close(index))
            groups.leave(index.group());
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
        PageReader reader = readers.take();
        int kind = PageKind.EMPTY;
        try {
            if (readUndamaged(reader, index, pageIndex, page, false))
                kind = reader.entry().kind;
        }
        finally {
            readers.give(reader);
        }
        return counted(PageEvent.READ, index, pageIndex, kind);
    }

    /** A damaged page may have been rebuilt or written by now; then there is another look. @param onlyDirty as {@link PageReader#readDirty} */
    private boolean readUndamaged(PageReader reader, PageIndex index, int pageIndex, ByteBuffer page, boolean onlyDirty) {
        while (true) {
            try {
                return onlyDirty ? reader.readDirty(index, pageIndex, page) : reader.read(index, pageIndex, page);
            }
            catch (ZsCorruptionException e) {
                if (dropDamaged(index, pageIndex, reader, e))
                    return false;
            }
        }
    }

    /**
     * As {@link #read}, for a data region that the page moves to: a clean page is not kept, see also {@link TierConfiguration#keepsTakenPages}, a dirty
     * one only until it is clean. If the tier does not have the page, all its tickets are worthless from now on: the region may change it.
     */
    public boolean take(PageIndex index, int pageIndex, ByteBuffer page) {
        PageReader reader = readers.take();
        try {
            boolean hit = takeWith(reader, index, pageIndex, page);
            return counted(PageEvent.TAKE, index, pageIndex, hit ? reader.entry().kind : PageKind.EMPTY);
        }
        finally {
            readers.give(reader);
        }
    }

    /** In room that nobody else wants: the page need not be encoded again when the region drops it unchanged. */
    private boolean keepsTaken(PageGroup group) {
        return configuration.keepsTakenPages && evictor.hasSpareRoom() && !group.isAbove(configuration.lowWatermark);
    }

    /** A page may come between the look and the renewal; then there is another look. */
    private boolean takeWith(PageReader reader, PageIndex index, int pageIndex, ByteBuffer page) {
        while (true) {
            try {
                if (reader.read(index, pageIndex, page)) {
                    pauses.at(PausePoints.Place.TAKE_READ);
                    entries.enteredRegion(index, pageIndex, reader.entry().kind, reader.entry().word, keepsTaken(index.group()));
                    return true;
                }
            }
            catch (ZsCorruptionException e) {
                dropDamaged(index, pageIndex, reader, e);
            }
            pauses.at(PausePoints.Place.TAKE_MISSED);
            if (entries.renew(index, pageIndex))
                return false;
        }
    }

    /**
     * A data region drops a page; its content is what the file has, or the tier. To be called before the page is copied, while nobody can
     * read it from the file into the region.
     * @return for {@link #fill} with the copy, {@link #NO_TICKET} if the tier has the page
     */
    public long leftRegion(PageIndex index, int pageIndex) {
        return entries.leftRegion(index, pageIndex);
    }

    /** Forgets a page, dirty or not: before and after it is written to its file and not kept. */
    public void forget(PageIndex index, int pageIndex) {
        tracing.record(PageEvent.WRITE, index, pageIndex, false);
        entries.forget(index, pageIndex);
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
        boolean kept = writer.keepDirty(index, pageIndex, clears, page, rawBytes, dirtyShare() < 1);
        tracing.record(PageEvent.DIRTY, index, pageIndex, kept);
        return kept;
    }

    /**
     * Keeps a page that has no file. It is never refused for want of room: see {@link #admitsPinned}, and {@link TierStats#overdrafts} if that was not enough.
     * @param clears from before the caller has seen that the file was not truncated
     * @return false if the index was cleared meanwhile; nothing has changed then
     * @throws IllegalStateException if the operating system gives no memory
     */
    public boolean keepPinned(PageIndex index, int pageIndex, int clears, ByteBuffer page) {
        assert index.isPinned() : index.name();
        boolean kept = writer.keepPinned(index, pageIndex, clears, page);
        tracing.record(PageEvent.DIRTY, index, pageIndex, kept);
        return kept;
    }

    /** Whether more pages that have no file may be made. @param writablePages that can be written before this is asked again, at most, these included */
    public boolean admitsPinned(long writablePages) {
        return pinnedRoom.admits(writablePages);
    }

    /** Pages of a file that only the tier has. */
    public int dirtyPages(PageIndex index) {
        return index.dirtyPages();
    }

    /** Pages of all files that only the tier has, pinned ones apart. */
    public long dirtyPages() {
        return counters.dirtyPages.sum();
    }

    /** What dirty pages occupy of what they may, 0..1 and a little more. */
    public double dirtyShare() {
        return counters.dirtyCostBytes.sum() / (pinnedRoom.leftBytes() * configuration.dirtyShare);
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
        int before = index.dirtyChanges();
        int dirty = entries.damaged().recount(index);
        int expected = index.dirtyPages();
        if (dirty < expected && index.dirtyChanges() == before) {
            counters.damaged(Damaged.ENTRY);
            throw new LostPageException("Pages are lost that only the cold tier has [file=" + index.name() + ", pages=" + (expected - dirty) + ']', null);
        }
        return dirty > 0;
    }

    /**
     * Reads a page for its file.
     * @param version receives which version that is
     * @return false if it is not dirty (then {@code page} may hold anything)
     * @throws LostPageException if it is damaged
     */
    public boolean readDirty(PageIndex index, int pageIndex, ByteBuffer page, DirtyPage version) {
        PageReader reader = readers.take();
        try {
            boolean dirty = readUndamaged(reader, index, pageIndex, page, true);
            version.index = index;
            version.kind = reader.entry().kind;
            version.word = reader.entry().word;
            return dirty;
        }
        finally {
            readers.give(reader);
        }
    }

    /** Whether {@link #rebuild} can judge about a page: checksums are on, it is dirty, has an object, and its entry is whole. */
    public boolean canRebuild(PageIndex index, int pageIndex) {
        return configuration.checksum && entries.dirty().hasWholeEntry(index, pageIndex);
    }

    /**
     * Stores the object of a page again that is dirty and damaged, if this page is what was stored: the checksum and all else that its entry says hold for this
     * page as well.
     * @return false if not, or if there is no room; then nothing changes
     */
    public boolean rebuild(PageIndex index, int pageIndex, ByteBuffer page) {
        boolean rebuilt = configuration.checksum && writer.rebuild(index, pageIndex, page);
        if (rebuilt)
            counters.rebuilt.increment();
        return rebuilt;
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
        PageReader reader = readers.take();
        try {
            boolean here = reader.peek(index, pageIndex, page);
            version.index = index;
            version.pageIndex = pageIndex;
            version.kind = reader.entry().kind;
            version.word = reader.entry().word;
            version.length = reader.entry().length;
            return here;
        }
        finally {
            readers.give(reader);
        }
    }

    /** Whether a page that was peeked at is the same now, dirty if it was dirty. */
    public boolean isStill(PageVersion version) {
        PageReader reader = readers.take();
        try {
            return reader.isStill(version);
        }
        finally {
            readers.give(reader);
        }
    }

    /**
     * Checks the tier while it is in use: its invariants as far as one place can tell them, and each page by decoding it.
     * @param problems told of each that is broken
     * @param progress told often; ends it by throwing
     * @return pages that were decoded
     */
    public long check(Consumer<String> problems, MoveProgress progress) {
        return new LiveTierChecker(this, configuration.pageBytes, problems).check(progress);
    }

    /**
     * The file has that version of a page now.
     * @param keep whether the page stays, clean, even if the data region has it
     * @return false if there is a newer one; then nothing changes
     */
    public boolean cleaned(PageIndex index, int pageIndex, DirtyPage version, boolean keep) {
        boolean cleaned = version.index == index && entries.dirty().cleaned(index, pageIndex, version.kind, version.word, keep);
        if (cleaned)
            counters.writeBacks.increment();
        return cleaned;
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
        boolean kept = writer.fill(index, pageIndex, ticket, page, rawBytes);
        tracing.record(PageEvent.FILL, index, pageIndex, kept);
        return kept;
    }

    /** As {@link #fill}, of a page that was here before a restart. @param rank what {@link #rank} said then, or 0 if a data region had it */
    public boolean refill(PageIndex index, int pageIndex, long ticket, ByteBuffer page, int rawBytes, int rank) {
        boolean kept = writer.refill(index, pageIndex, ticket, page, rawBytes, rank);
        tracing.record(PageEvent.FILL, index, pageIndex, kept);
        return kept;
    }

    /** How valuable a page is: from 1, which is evicted last, to {@link PoolList#RANKS} - 1; {@link PoolList#RANKS} if it is not here. */
    public int rank(PageIndex index, int pageIndex) {
        return entries.reads().rank(index, pageIndex);
    }

    /** Whether pages can come in without others having to leave: less is occupied than the last round left, and none was refused for want of room just now. */
    public boolean hasRoomBelowLow() {
        return !evictor.isRoomShort() && !evictor.isFull();
    }

    /** How many pages there can be up to the low watermark. @param costBytes what one takes of the pool */
    public long pagesThatFit(int costBytes) {
        return evictor.lowPageBytes() / (costBytes + Entry.BYTES);
    }

    /** Forgets a page that is about to be written to its file. @return for {@link #endWrite}, which MUST follow */
    public long beginWrite(PageIndex index, int pageIndex) {
        tracing.record(PageEvent.WRITE, index, pageIndex, false);
        return entries.beginWrite(index, pageIndex);
    }

    /**
     * Stores a page that has been written to its file since {@link #beginWrite}.
     * @param page     null if that failed or the page is not to be kept
     * @param rawBytes as in {@link #fill}
     */
    public void endWrite(PageIndex index, int pageIndex, long ticket, ByteBuffer page, int rawBytes) {
        boolean ended = false;
        try {
            ended = page != null && writer.endWrite(index, pageIndex, ticket, page, rawBytes);
        }
        finally {
            if (!ended)
                entries.cancelWrite(index, pageIndex);
            tracing.record(PageEvent.WRITTEN, index, pageIndex, ended);
        }
    }

    /** Wakes compaction in the background, which then works down to its stop share. Cheap; does nothing if that is off. */
    public void compactSoon() {
        if (compaction != null)
            compaction.request();
    }

    /**
     * Compacts now, to the end, see {@link ZsPool#compact}. Reads and writes go on.
     * @param progress told from time to time; may be null
     */
    public MoveCounts compact(MoveProgress progress) {
        return pool.compact(progress);
    }

    /**
     * Changes what the tier may take from the operating system, while it is in use. For a smaller limit pages are evicted as needed, and memory
     * goes back.
     * @param progress told often how much of that is done; what ends it by throwing leaves the limit at what is used then, or at the new one
     * @return whether that is the limit now; if not, readers kept what is still above it, the limit is that, and calling again tries again
     * @throws IllegalArgumentException below {@link #leastLimitBytes}; nothing has changed then
     * @throws IllegalStateException    if the tier is closed, or a hook calls
     */
    public boolean resize(long limitBytes, MoveProgress progress) {
        pool.checkNoHook();
        if (Thread.holdsLock(this) || Thread.holdsLock(evictor))
            throw new IllegalStateException("Whoever is told the progress of a change of size, or of an eviction, cannot change the size");
        return resizeNow(limitBytes, progress);
    }

    private synchronized boolean resizeNow(long limitBytes, MoveProgress progress) {
        if (closed)
            throw new IllegalStateException("The tier is closed");
        if (limitBytes < leastLimitBytes())
            throw new IllegalArgumentException("limitBytes must be at least " + leastLimitBytes() + ": " + limitBytes);
        return new Resizing(budget, pool, evictor, entries.chunks(), groups, pinnedRoom, counters, progress).to(limitBytes);
    }

    /**
     * Changes how the tier works, while it is in use; pages that it has stay as they are. A closed tier stays as it was.
     * @param changed with a codec that can run here
     */
    public synchronized void tune(TierTuning changed) {
        if (closed)
            return;
        configuration.highWatermark = changed.highWatermark;
        configuration.lowWatermark = changed.lowWatermark;
        configuration.compactionStopShare = changed.compaction.stopShare;
        configuration.compactionStartShare = changed.compaction.startShare;
        configuration.compactionCpuShare = changed.compaction.cpuShare;
        evictor.tuned();
        if (compaction != null)
            compaction.tune(changed.compaction);
        if (changed.codec != configuration.codec)
            changeCodec(changed.codec);
    }

    /** Whoever is writing with the old writer may finish; what it lends is closed when it comes back. */
    private void changeCodec(Codec codec) {
        assert readable.stream().anyMatch(each -> each.id() == codec.id()) : codec.name();
        PageWriter before = writer;
        configuration.codec = codec;
        writer = newWriter();
        before.close();
    }

    /** What holds now. */
    public TierTuning tuning() {
        return TierTuning.of(configuration);
    }

    /**
     * Evicts clean pages now, until all pages take so much less of the pool, or no clean page is left.
     * @param progress told often how many bytes that is by now; ends it by throwing
     */
    public MadeRoom evict(long bytes, MoveProgress progress) {
        return evictor.evictNow(bytes, progress);
    }

    /** What the limit must be at least: tables do not shrink while the tier lives. */
    public long leastLimitBytes() {
        return pool.leastLimitBytes() + pinnedRoom.leastBytes();
    }

    public void addCompactionHook(CompactionHook hook) {
        pool.addCompactionHook(hook);
    }

    public void removeCompactionHook(CompactionHook hook) {
        pool.removeCompactionHook(hook);
    }

    public void addMigrationHook(MigrationHook hook) {
        pool.addMigrationHook(hook);
    }

    public void removeMigrationHook(MigrationHook hook) {
        pool.removeMigrationHook(hook);
    }

    /**
     * Begins to write what happens to pages into a file, see {@link PageTrace}.
     * @param maxRecords from which on they are only counted
     * @throws IllegalStateException if that is going on already
     */
    public void startTrace(Path file, long maxRecords) throws IOException {
        tracing.start(file, maxRecords);
    }

    /** What is being written now; null if nothing is. */
    public PageTrace trace() {
        return tracing.current();
    }

    /** Ends that. @return what was written; null if nothing was */
    public PageTrace stopTrace() {
        return tracing.stop();
    }

    /** Begins to show a sampler what happens to pages, beside those that look on already. */
    public void startSampling(MissRatioSampler sampler) {
        tracing.startSampling(sampler);
    }

    /** Ends that; nothing happens if it does not look on. */
    public void stopSampling(MissRatioSampler sampler) {
        tracing.stopSampling(sampler);
    }

    /** What the tier holds and did; exact when nothing is going on. */
    public TierStats stats() {
        TierStats stats = new TierStats();
        stats.limitBytes = budget.limitBytes();
        stats.usedBytes = budget.usedBytes();
        stats.pageBytes = configuration.pageBytes;
        counters.addTo(stats);
        timings.addTo(stats);
        stats.entryTableBytes = entries.bytes();
        stats.highWatermarkBytes = (long)(stats.limitBytes * configuration.highWatermark);
        stats.lowWatermarkBytes = (long)(stats.limitBytes * configuration.lowWatermark);
        stats.maxRawShare = configuration.maxRawShare;
        stats.pool = pool.stats();
        return stats;
    }

    /** Of each slab of the pool below. */
    public List<SlabStats> slabStats() {
        return pool.slabStats();
    }

    /** The same by group, of those that have open files; sorted by name. */
    public List<GroupStats> groupStats() {
        return groups.stats();
    }

    /** What the pool below holds by size class, from the smallest slot up. */
    public List<ClassStats> classStats() {
        return pool.classStats();
    }

    /** Gives all memory back. No other call may be running or follow, except closing again. */
    @Override public void close() {
        pool.checkNoHook();
        closeNow();
    }

    private synchronized void closeNow() {
        if (closed)
            return;
        closed = true;
        if (compaction != null)
            compaction.close();
        evictor.close();
        tracing.stop();
        readers.close();
        writer.close();
        entries.close();
        pool.close();
        assert budget.usedBytes() == 0 : budget.usedBytes();
    }

    MemoryBudget budget() {
        return budget;
    }

    ZsPool pool() {
        return pool;
    }

    Entries entries() {
        return entries;
    }

    IndexRegistry indexes() {
        return indexes;
    }

    Evictor evictor() {
        return evictor;
    }

    PageGroups groups() {
        return groups;
    }

    /** @param kind of the page that was read, {@link PageKind#EMPTY} if it was not here @return whether it was */
    private boolean counted(PageEvent event, PageIndex index, int pageIndex, int kind) {
        boolean hit = kind != PageKind.EMPTY;
        if (configuration.measuresReads)
            count(index.group(), kind, hit);
        tracing.record(event, index, pageIndex, hit);
        return hit;
    }

    private void count(PageGroup group, int kind, boolean hit) {
        (hit ? counters.hits[kind] : counters.misses).increment();
        (hit ? group.hits : group.misses).increment();
    }

    /** @return false if it is another page by now */
    private boolean dropDamaged(PageIndex index, int pageIndex, PageReader reader, ZsCorruptionException e) {
        EntrySnapshot entry = reader.entry();
        DamagedEntries.Verdict verdict = entries.damaged().dropDamaged(index, pageIndex, entry.kind, entry.word);
        if (verdict == DamagedEntries.Verdict.CHANGED)
            return false;
        counters.damaged(reader.suspect());
        configuration.damaged.run();
        if (verdict == DamagedEntries.Verdict.DIRTY)
            throw lost(index, pageIndex, entry, e);
        configuration.warning.accept("Dropped a damaged page of the cold tier, reading it from its file " + place(index, pageIndex, entry, e));
        return true;
    }

    private static LostPageException lost(PageIndex index, int pageIndex, EntrySnapshot entry, ZsCorruptionException e) {
        return new LostPageException("A page is damaged that only the cold tier has " + place(index, pageIndex, entry, e), e);
    }

    private static String place(PageIndex index, int pageIndex, EntrySnapshot entry, ZsCorruptionException e) {
        return "[file=" + index.name() + ", pageIndex=" + Integer.toUnsignedString(pageIndex) + ", kind=" + entry.kind
            + ", storedBytes=" + entry.storedBytes() + ", reason=" + e.getMessage() + ']';
    }

    private PageReader newReader() {
        PageDecoder decoder = new PageDecoder(configuration.pageBytes, configuration.shape, readable);
        return new PageReader(entries.reads(), pool, decoder, configuration.checksum, counters, timings, new Sampler(configuration.measuresReads));
    }
}
