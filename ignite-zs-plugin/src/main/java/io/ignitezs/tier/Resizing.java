package io.ignitezs.tier;

import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.pool.ZsPool;

/** Brings a tier to another limit: lets less be charged at once, then evicts pages and gives memory back until no more than that is charged. */
final class Resizing {
    /** More pages than the new limit wants are evicted in each round, by this share of it: holes keep some memory from going back. */
    private static final int MORE_PER_ROUND = 16;

    private final MemoryBudget budget;
    private final ZsPool pool;
    private final Evictor evictor;
    private final EntryChunks chunks;
    private final PageGroups groups;

    Resizing(MemoryBudget budget, ZsPool pool, Evictor evictor, EntryChunks chunks, PageGroups groups) {
        this.budget = budget;
        this.pool = pool;
        this.evictor = evictor;
        this.chunks = chunks;
        this.groups = groups;
    }

    /** @return whether that is the limit now; else it is what could not be given back */
    boolean to(long limitBytes) {
        budget.limitBytes(limitBytes);
        chunks.limitBytes(limitBytes);
        groups.limitBytes(limitBytes);
        evictor.makeRoomInGroups();
        long target = evictor.lowPageBytes();
        for (int round = 0; round <= MORE_PER_ROUND && budget.usedBytes() > limitBytes; round++) {
            evictor.evictDownTo(target);
            pool.compact(null);
            target -= limitBytes / MORE_PER_ROUND;
        }
        budget.limitBytes(Math.max(limitBytes, budget.usedBytes()));
        return budget.limitBytes() == limitBytes;
    }
}
