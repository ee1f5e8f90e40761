package io.ignitezs.tier;

import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.pool.MoveProgress;
import io.ignitezs.pool.ZsPool;

/** Brings a tier to another limit: lets less be charged at once, then evicts pages and gives memory back until no more than that is charged. For one use. */
final class Resizing {
    /** More pages than the new limit wants are evicted in each round, by this share of it: holes keep some memory from going back. */
    private static final int MORE_PER_ROUND = 16;

    private final MemoryBudget budget;
    private final ZsPool pool;
    private final Evictor evictor;
    private final EntryChunks chunks;
    private final PageGroups groups;
    private final PinnedRoom pinnedRoom;
    private final TierCounters counters;
    private final MoveProgress progress;

    /** Charged, and occupied by pages, when it begins; and how much less that is to become. */
    private final long usedBytes;
    private final long pageBytes;
    private long wantedBytes;
    private long toldBytes;

    /** @param progress ends it by throwing */
    Resizing(TierParts parts, MoveProgress progress) {
        budget = parts.budget;
        pool = parts.pool;
        evictor = parts.evictor;
        chunks = parts.entries.chunks();
        groups = parts.groups;
        pinnedRoom = parts.pinnedRoom;
        counters = parts.counters;
        this.progress = progress;
        usedBytes = budget.usedBytes();
        pageBytes = counters.costBytes.sum();
    }

    /** @return whether that is the limit now; else it is what could not be given back */
    boolean to(long limitBytes) {
        wantedBytes = Math.max(1, usedBytes - limitBytes);
        limit(limitBytes);
        try {
            evictor.makeRoomInGroups(this::tell);
            long target = evictor.lowPageBytes();
            for (int round = 0; round <= MORE_PER_ROUND && budget.usedBytes() > limitBytes; round++) {
                evictor.evictDownTo(target, this::tell);
                pool.compact((done, total) -> tell());
                target -= limitBytes / MORE_PER_ROUND;
            }
        }
        finally {
            limit(Math.max(limitBytes, budget.usedBytes()));
            evictor.limitsChanged();
        }
        return budget.limitBytes() == limitBytes;
    }

    /** The budget never has more than others were told: pages without a file are refused then. */
    private void limit(long limitBytes) {
        budget.limitBytes(Math.min(limitBytes, budget.limitBytes()));
        pinnedRoom.limitBytes(limitBytes);
        chunks.limitBytes(limitBytes);
        groups.limitBytes(limitBytes);
        budget.limitBytes(limitBytes);
    }

    /** Pages go first, and memory goes back then: each is half of the work. Pages that come meanwhile take nothing back of what was told. */
    private void tell() {
        long evicted = Math.min(wantedBytes, pageBytes - counters.costBytes.sum());
        long returned = Math.min(wantedBytes, usedBytes - budget.usedBytes());
        toldBytes = Math.max(toldBytes, Math.max(0, evicted) + Math.max(0, returned));
        progress.report(toldBytes, 2 * wantedBytes);
    }
}
