package io.ignitezs.tier;

import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.pool.ZsPool;
import java.util.concurrent.TimeUnit;

/**
 * Room for pages that have no file: such a page must be stored whenever it is written, so room is asked for when it is made.
 * <pre>  pinned + dirty + reserve &lt;= 15/16 of (limit - tables)      reserve: what all pages would take that can be written before more are made  </pre>
 * Clean pages do not count: they are evicted. A sixteenth is left to holes. Pages that grow when they are written take the reserve; when also that is
 * used up, by pages that were overwritten and compress worse than before, the limit is exceeded in steps, and nothing more is admitted until it holds again.
 * The system may have less than the limit: so address space for the reserve is taken from it before pages are admitted, and nothing is admitted while it refuses
 * any. A page that is written and for which it refuses a table waits for some time.
 */
final class PinnedRoom {
    /** The part of the limit that holes may take. */
    private static final int HOLE_SHARE = 16;

    /** What a page takes of tables: its entry, handle and slot header. */
    private static final int TABLE_BYTES_PER_PAGE = 32;

    /** By such a part of the limit it is exceeded at a time, and by a few pages of the largest class at least. */
    private static final int STEPS_PER_LIMIT = 64;
    private static final int LEAST_STEP_FRAMES = 64;

    /** Rounds of eviction and compaction before the limit is exceeded: slots of other classes must become whole frames. */
    private static final int ROUNDS = 32;
    private static final long COMPACTED_BYTES = 1 << 20;

    /** For the system to have memory again, at a time. */
    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final MemoryBudget budget;
    private final ZsPool pool;
    private final TierCounters counters;
    private final Evictor evictor;
    private final EntryChunks chunks;
    private final int pageBytes;

    /** What was asked for; the budget has more while the limit is exceeded. */
    private volatile long limitBytes;
    private volatile long reserveBytes;

    PinnedRoom(MemoryBudget budget, ZsPool pool, TierCounters counters, Evictor evictor, EntryChunks chunks, int pageBytes) {
        this.budget = budget;
        this.pool = pool;
        this.counters = counters;
        this.evictor = evictor;
        this.chunks = chunks;
        this.pageBytes = pageBytes;
        limitBytes = budget.limitBytes();
    }

    /** The tier is to have this limit. */
    void limitBytes(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** Whether pages may be made. @param writablePages that can be written before this is asked again, at most */
    boolean admits(long writablePages) {
        long reserve = writablePages * (pageBytes + TABLE_BYTES_PER_PAGE);
        if (reserveBytes != reserve)
            reserveBytes = reserve;
        payBack();
        return budget.limitBytes() <= limitBytes && takenBytes() <= withoutHoles(limitBytes - budget.tableBytes()) && systemHas(reserve);
    }

    /** Clean pages are as good as room: they are evicted. */
    private boolean systemHas(long bytes) {
        long cleanBytes = counters.costBytes.sum() - counters.dirtyCostBytes.sum() - counters.pinnedCostBytes.sum();
        return pool.provide(bytes - cleanBytes) && budget.systemGives();
    }

    /** What the limit must be at least beside tables, so that the pages there are and those to be written fit. */
    long leastBytes() {
        long taken = counters.pinnedCostBytes.sum() + reserveBytes;
        return taken + taken / (HOLE_SHARE - 1);
    }

    /** What is left for pages that are dirty and get clean again. */
    long leftBytes() {
        return Math.max(1, budget.limitBytes() - counters.pinnedCostBytes.sum() - reserveBytes);
    }

    /** Gives a page that found no room another chance. @param tries how many it has had */
    void make(int tries) {
        boolean compacted = tries < ROUNDS && pool.compactStep(COMPACTED_BYTES).freedBytes > 0;
        if (tries < ROUNDS && hasClean())
            evictor.makeRoomNow(); // A round may evict nothing, because it only ages pages or somebody else has made the room.
        else if (budget.isRefusedBySystem())
            Rest.nanos(WAIT_NANOS);
        else if (!compacted)
            exceed();
    }

    /** Ends an excess that is not needed any more. */
    private void payBack() {
        if (budget.limitBytes() > limitBytes && budget.usedBytes() <= limitBytes)
            endExcess();
    }

    private synchronized void endExcess() {
        budget.limitBytes(limitBytes);
        chunks.limitBytes(limitBytes);
    }

    private synchronized void exceed() {
        long bytes = budget.limitBytes() + Math.max(limitBytes / STEPS_PER_LIMIT, (long)LEAST_STEP_FRAMES * pageBytes);
        budget.limitBytes(bytes);
        chunks.limitBytes(bytes);
        counters.overdrafts.increment();
    }

    private boolean hasClean() {
        return counters.pages.sum() > counters.dirtyPages.sum() + counters.pinnedPages.sum();
    }

    private long takenBytes() {
        return counters.pinnedCostBytes.sum() + counters.dirtyCostBytes.sum() + reserveBytes;
    }

    private static long withoutHoles(long bytes) {
        return bytes - bytes / HOLE_SHARE;
    }
}
