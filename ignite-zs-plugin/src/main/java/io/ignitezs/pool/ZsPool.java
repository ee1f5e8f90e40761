package io.ignitezs.pool;

import io.ignitezs.mem.FrameArena;
import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.mem.Segments;
import io.ignitezs.mem.SlabStats;
import io.ignitezs.mem.ZsCorruptionException;
import io.ignitezs.zspage.SizeClasses;
import io.ignitezs.zspage.SlotHeader;
import io.ignitezs.zspage.Zspages;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/*
 * Lock order, outer first:  page entry (tier) > class lock > zspage lock (readers only, never waits); the monitors of the arena, of record
 * pools and of retired frames are leaves. There is no pool-wide lock. All rules and why they hold: docs/locking.md.
 *
 * R1   a location is stable only under its zspage's read lock, and only if it was loaded again after taking it.
 * R2   free slots, counts, fullness lists and isolation of a zspage: class lock.                         Checked by P2, P3.
 * R3   a slot, a frame or a zspage is reused only after it was unpublished and its zspage was seen without readers afterwards. Unpublishing is a
 *      compare-and-set or a volatile store, looking for readers a volatile load; a reader locks with a full fence, then loads the location:
 *      one of the two sees the other.
 * R4   no codec, no I/O, no Ignite call, no hook, no copying of payload under a class lock.
 * R9   a mover works on a zspage only while it has isolated it: off its list, so that no slot is taken from it.
 * R10  compaction copies under the read lock of the source and publishes with one compare-and-set on the handle.
 * R11  migration copies under the read lock, unless a slot is RESERVED, and publishes with one volatile store under the class lock.
 *
 * field            read      write             guard                note
 * location[h]      volatile  release; CAS      owner; movers        pairs with beginRead
 * slot header      volatile  release           class lock; RESERVED: its writer
 * payload          plain     plain             RESERVED slot        published by its location, then immutable until reclaimed
 * frames word      volatile  volatile          class lock           loaded once per access
 * lock word        volatile  get-and-add       -                    see ZspageLock
 * waiting          volatile  volatile          class lock           last reader looks without it, see endRead
 */

/**
 * Objects of 1..pageBytes bytes by handle, packed as Linux zsmalloc packs them. Objects are immutable from {@link #store} to
 * {@link #free}; reads get the memory itself as one or two segments. Thread-safe. Never takes more than its budget allows:
 * no room is a return value.
 */
public final class ZsPool implements AutoCloseable {
    /** Tables grow by about this share of the limit, so that what they hold unused hardly counts. */
    private static final int CHUNKS_PER_LIMIT = 1 << 13;
    private static final int MIN_CHUNK_BYTES = 1 << 9;
    private static final int MAX_CHUNK_BYTES = 1 << 17;

    /** Frames there must be room for after resizing. */
    private static final int LEAST_FRAMES = 64;

    private final MemoryBudget budget;
    private final SizeClasses classes;
    private final FrameArena arena;
    private final Zspages zspages;
    private final HandleTable handles;
    private final ClassPool[] classPools;
    private final RetiredFrames retired;
    private final Movers movers;
    private final PausePoints pauses;

    /**
     * @param budget     what everything is charged to; may be shared with tables that belong to the pool's user
     * @param pageBytes  1, 2, 4, 8 or 16 KiB; frames are as large
     * @param chainLimit frames of a zspage at most, 4..16
     */
    public ZsPool(MemoryBudget budget, int pageBytes, int chainLimit) {
        this(budget, pageBytes, chainLimit, PausePoints.NONE);
    }

    ZsPool(MemoryBudget budget, int pageBytes, int chainLimit, PausePoints pauses) {
        this.budget = budget;
        this.pauses = pauses;
        classes = new SizeClasses(pageBytes, chainLimit);
        arena = new FrameArena(budget, pageBytes);
        int chunkBytes = chunkBytes(budget.limitBytes());
        zspages = new Zspages(classes, arena, budget, chunkBytes);
        handles = new HandleTable(budget, chunkBytes / Long.BYTES);
        retired = new RetiredFrames(zspages.frames());
        classPools = new ClassPool[classes.count()];
        for (int index = 0; index < classPools.length; index++)
            classPools[index] = new ClassPool(classes.get(index), zspages, retired, pauses);
        movers = new Movers(zspages, handles, arena, classPools, retired, pauses);
    }

    private static int chunkBytes(long limitBytes) {
        long bytes = Long.highestOneBit(Math.max(MIN_CHUNK_BYTES, limitBytes / CHUNKS_PER_LIMIT));
        return (int)Math.min(MAX_CHUNK_BYTES, bytes);
    }

    /** What an object of this many bytes really takes. @param bytes 1..pageBytes */
    public int costBytes(int bytes) {
        return classes.of(bytes).costBytes();
    }

    /** Whether an object of this many bytes takes a whole page; false for what is no length of an object. */
    public boolean isHuge(int bytes) {
        return bytes > 0 && bytes <= arena.frameBytes() && costBytes(bytes) >= arena.frameBytes();
    }

    /**
     * Stores a copy of an object.
     * @param address memory of {@code bytes}
     * @param bytes   1..pageBytes
     * @param owner   any number; {@link PoolChecker} and movers can tell it from the object
     * @return a live handle, to be ended by {@link #free}; {@link Handle#NONE} if there is no room
     * @throws IllegalStateException if the pool is closed
     */
    public long store(long address, int bytes, int owner) {
        movers.checkOpen();
        assert bytes > 0 && bytes <= arena.frameBytes() : bytes;
        long handle = handles.allocate();
        if (handle == Handle.NONE)
            return Handle.NONE;
        long place = write(classPools[classes.of(bytes).index()], address, bytes, SlotHeader.live(Handle.slot(handle), owner));
        if (place == 0) {
            handles.release(Handle.slot(handle));
            return Handle.NONE;
        }
        handles.publish(handle, ClassPool.zspage(place), ClassPool.slot(place));
        return handle;
    }

    /** @return where the object is now, or 0 if there is no room; zspages that are damaged are passed over */
    private long write(ClassPool classPool, long address, int bytes, long header) {
        long place = classPool.takeSlot();
        while (place != 0 && !isWritten(place, address, bytes, header)) {
            classPool.giveUp(ClassPool.zspage(place));
            place = classPool.takeSlot();
        }
        return place;
    }

    private boolean isWritten(long place, long address, int bytes, long header) {
        int zspage = ClassPool.zspage(place);
        int slot = ClassPool.slot(place);
        pauses.at(PausePoints.Place.STORE_RESERVED);
        try {
            zspages.write(zspage, slot, address, bytes);
            zspages.putHeader(zspage, slot, header);
        }
        catch (ZsCorruptionException e) {
            return false;
        }
        pauses.at(PausePoints.Place.STORE_WRITTEN);
        return true;
    }

    /**
     * Ends an object. Whoever is reading it may finish.
     * @return false, and nothing happens, if the handle is not live, or damage lets it lead to something else
     */
    public boolean free(long handle) {
        if (!handles.contains(handle))
            return false;
        long location = handles.unpublish(handle);
        if (location == 0)
            return false;
        pauses.at(PausePoints.Place.FREE_UNPUBLISHED);
        int zspage = Location.zspage(location);
        if (!zspages.exists(zspage)
            || !classPools[zspages.sizeClass(zspage).index()].releaseSlot(zspage, Location.slot(location), Handle.slot(handle))) {
            handles.republish(handle, location);
            return false;
        }
        handles.release(Handle.slot(handle));
        return true;
    }

    /**
     * Opens an object for reading in place, without copying. Holds its zspage's read lock until {@link #endRead}, which the
     * caller MUST call, and not store, free or block before.
     * Idea: zs_obj_read_sg_begin, Linux mm/zsmalloc.c.
     * @param storedBytes as given to {@link #store}
     * @param into        receives 1 or 2 segments that sum to {@code storedBytes}
     * @return what {@link #endRead} wants, above 0; or 0 if the handle is not live: then there is nothing to end
     * @throws ZsCorruptionException if damage lets the handle lead where no such object can be
     */
    public int beginRead(long handle, int storedBytes, Segments into) {
        if (!handles.contains(handle))
            return 0;
        int slot = Handle.slot(handle);
        long location = handles.load(slot);
        while (Location.belongsTo(location, handle)) {
            int zspage = Location.zspage(location);
            long lock = lockOf(handle, location, storedBytes);
            pauses.at(PausePoints.Place.READ_RESOLVED);
            ZspageLock.lockRead(lock);
            pauses.at(PausePoints.Place.READ_LOCKED);
            long again = handles.load(slot);
            if (again == location)
                return open(handle, location, storedBytes, into);
            endRead(zspage);
            location = again;
        }
        return 0;
    }

    /** Two flipped bits of a location, which its parity does not show, may lead to where there are no zspages at all. */
    private long lockOf(long handle, long location, int storedBytes) {
        try {
            return ZspageLock.of(zspages, Location.zspage(location));
        }
        catch (IndexOutOfBoundsException e) {
            throw noSuchObject(handle, location, storedBytes, e);
        }
    }

    private int open(long handle, long location, int storedBytes, Segments into) {
        int zspage = Location.zspage(location);
        try {
            zspages.segments(zspage, Location.slot(location), storedBytes, into);
            return zspage;
        }
        catch (RuntimeException e) {
            endRead(zspage);
            throw noSuchObject(handle, location, storedBytes, e);
        }
    }

    private static ZsCorruptionException noSuchObject(long handle, long location, int storedBytes, RuntimeException e) {
        return new ZsCorruptionException("No such object can be where its handle leads [handle=" + Long.toHexString(handle)
            + ", location=" + Long.toHexString(location) + ", storedBytes=" + storedBytes + ", reason=" + e.getMessage() + ']', e);
    }

    /** Ends a read. @param pin as returned by {@link #beginRead} */
    public void endRead(int pin) {
        int readers = ZspageLock.unlockRead(ZspageLock.of(zspages, pin));
        // Partner: ClassPool.release and retire, which note what waits first and look for readers afterwards.
        if (readers == 0 && zspages.isWaiting(pin))
            classPools[zspages.classIndexHint(pin)].readersLeft(pin);
    }

    /** Reclaims what was freed while it was being read and is not read any more. @return slots that still wait */
    public long drainLimbo() {
        long left = 0;
        for (ClassPool classPool : classPools)
            left += classPool.drainLimbo();
        return left;
    }

    /**
     * Compacts all classes, then empties slabs and makes scattered zspages contiguous, until nothing more can be gained. Reads and stores
     * go on meanwhile, and are not waited for: what is busy is passed over.
     * @param progress told from time to time; may be null
     * @throws IllegalStateException if the pool is closed
     */
    public MoveCounts compact(MoveProgress progress) {
        return movers.compact(progress);
    }

    /**
     * A bounded part of compaction, for whoever needs frames now; goes on where the last step of any caller stopped.
     * @param maxBytes of objects to be moved, about; at least one zspage is tried
     * @throws IllegalStateException if the pool is closed
     */
    public MoveCounts compactStep(long maxBytes) {
        return movers.compactStep(Math.max(1, maxBytes));
    }

    /**
     * A bounded part of migration: empties slabs and gives them back to the operating system, then makes scattered zspages contiguous
     * where frames are free side by side; so it ends when it is repeated. Does nothing but count it as busy while somebody else migrates.
     * @param maxBytes of frames to be moved, about
     * @throws IllegalStateException if the pool is closed
     */
    public MoveCounts migrateStep(long maxBytes) {
        MoveCounts counts = drainStep(maxBytes);
        MoveCounts joined = new MoveCounts();
        long leftBytes = maxBytes - counts.migratedFrames * arena.frameBytes();
        if (leftBytes > 0)
            movers.joinStep(leftBytes, false, joined);
        counts.add(joined);
        return counts;
    }

    /** The first part of {@link #migrateStep}: only empties slabs and gives them back. */
    public MoveCounts drainStep(long maxBytes) {
        return movers.drainStep(maxBytes);
    }

    /** Gives one zspage other frames that are free now. */
    MoveOutcome migrateZspage(int zspage) {
        return movers.migrateZspage(zspage);
    }

    /**
     * Takes address space from the system until objects of so many bytes can be stored without it, but for tables.
     * @return false if the system refuses it
     */
    public boolean provide(long bytes) {
        return arena.provide(Math.floorDiv(bytes, (long)arena.frameBytes()));
    }

    /**
     * Changes the limit of the budget while the pool is in use. A larger one holds at once. For a smaller one compaction and migration
     * give back what is free; whoever wants less than what is live has to free objects first.
     * @return whether that is the limit now; if not, it is what could not be given back
     * @throws IllegalArgumentException below {@link #leastLimitBytes}; nothing has changed then
     * @throws IllegalStateException    if the pool is closed
     */
    public synchronized boolean resize(long limitBytes) {
        movers.checkNoHook();
        movers.checkOpen();
        long least = leastLimitBytes();
        if (limitBytes < least)
            throw new IllegalArgumentException("limitBytes must be at least " + least + ", of which " + budget.tableBytes()
                + " are tables that cannot shrink: " + limitBytes);
        budget.limitBytes(limitBytes);
        if (budget.usedBytes() > limitBytes)
            movers.compact(null);
        budget.limitBytes(Math.max(limitBytes, budget.usedBytes()));
        return budget.limitBytes() == limitBytes;
    }

    /** What a limit must be at least: tables do not shrink while the pool lives, and some frames have to have room beside them. */
    public long leastLimitBytes() {
        return budget.tableBytes() + (long)LEAST_FRAMES * arena.frameBytes();
    }

    /** @throws IllegalStateException if this thread is in a hook, which may read, store and free, but nothing else */
    public void checkNoHook() {
        movers.checkNoHook();
    }

    public void addCompactionHook(CompactionHook hook) {
        movers.hooks().ofCompaction.add(hook);
    }

    public void removeCompactionHook(CompactionHook hook) {
        movers.hooks().ofCompaction.remove(hook);
    }

    public void addMigrationHook(MigrationHook hook) {
        movers.hooks().ofMigration.add(hook);
    }

    public void removeMigrationHook(MigrationHook hook) {
        movers.hooks().ofMigration.remove(hook);
    }

    /** Of each slab, by number. */
    public List<SlabStats> slabStats() {
        return arena.slabStats();
    }

    /** Adds up the classes; each is exact, together they are of about one moment. */
    public PoolStats stats() {
        PoolStats stats = new PoolStats(arena.frameBytes());
        for (ClassPool classPool : classPools)
            classPool.addTo(stats);
        stats.usableFrames = arena.usableFrames();
        stats.freeFrames = arena.freeFrames();
        stats.slabs = arena.slabCount();
        stats.limboFrames = retired.frameCount();
        stats.scatteredZspages = zspages.frames().chainCount();
        movers.addTo(stats);
        stats.tableBytes = tableBytes() + arena.bytes() - stats.usableFrames * stats.frameBytes;
        return stats;
    }

    /** The same by size class, from the smallest slot up. */
    public List<ClassStats> classStats() {
        return Arrays.stream(classPools).map(ClassPool::stats).collect(Collectors.toList());
    }

    /**
     * Gives all memory back. No read, store or free may be running or follow, except closing again; movers stop soon and are waited for, later ones
     * are refused.
     */
    @Override public void close() {
        movers.close();
        handles.close();
        zspages.close();
        arena.close();
    }

    /** Bytes charged for handles and zspages. */
    long tableBytes() {
        return handles.bytes() + zspages.bytes();
    }

    Movers movers() {
        return movers;
    }

    RetiredFrames retired() {
        return retired;
    }

    MemoryBudget budget() {
        return budget;
    }

    FrameArena arena() {
        return arena;
    }

    Zspages zspages() {
        return zspages;
    }

    HandleTable handles() {
        return handles;
    }

    ClassPool[] classPools() {
        return classPools;
    }
}
