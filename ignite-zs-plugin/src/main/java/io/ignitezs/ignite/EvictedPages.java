package io.ignitezs.ignite;

import io.ignitezs.mem.Memory;
import io.ignitezs.tier.TierStats;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/*
 * Slots, a few for each group of threads; a thread's own ones are those that carry its number. A slot is free, somebody's, or being worked on:
 *
 *   FREE --stage--> IN_WORK --> thread --insert, drop--> IN_WORK --> FREE
 *
 * Its other fields belong to whoever has made it IN_WORK, by compare-and-set; they are published by the write of the number and seen by the
 * compare-and-set of the next one. Nobody waits for a slot: what cannot be had is somebody else's work, or a copy that is lost, which costs a read of
 * the file. The memory is bounded, and threads that end leave a copy behind that the next one drops.
 */
/**
 * Copies of pages that have just left their data region and are not yet in the tier. Copied under Ignite's segment lock; compressed and
 * stored without it, by the same thread when it next comes to a store.
 */
final class EvictedPages {
    /** A thread usually has one copy at most; it has more while it allocates pages and reads none. */
    private static final int SLOTS = 4;

    /** Groups lie so many longs apart in the array of numbers: two cache lines. */
    private static final int STRIDE = 16;

    private static final int GROUPS_PER_PROCESSOR = 4;
    private static final int MIN_GROUPS = 8;
    private static final int MAX_GROUPS = 128;

    private static final long FREE = 0;
    private static final long IN_WORK = -1;

    private final LongAdder staged = new LongAdder();
    private final LongAdder inserted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final int pageBytes;
    private final int groupMask;
    private final AtomicLongArray owners;
    private final Slot[] slots;

    /** Makes all buffers: later there is a lock. */
    EvictedPages(int pageBytes) {
        this(pageBytes, GROUPS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors());
    }

    /** @param minGroups rounded up to a power of two */
    EvictedPages(int pageBytes, int minGroups) {
        this.pageBytes = pageBytes;
        int groups = Integer.highestOneBit(Math.max(MIN_GROUPS, Math.min(MAX_GROUPS, minGroups)) * 2 - 1);
        groupMask = groups - 1;
        owners = new AtomicLongArray(groups * STRIDE);
        slots = new Slot[groups * SLOTS];
        for (int i = 0; i < slots.length; i++)
            slots[i] = new Slot(pageBytes);
    }

    void addTo(TierStats stats) {
        stats.copies = staged.sum();
        stats.copiesStored = inserted.sum();
        stats.copiesRefused = refused.sum();
        stats.copiesDropped = dropped.sum();
    }

    /** Copies a page for {@link #insertMine}. @param ticket from before */
    void stage(StoreResidency residency, int pageIndex, long ticket, long address) {
        int group = group();
        int place = claim(group);
        if (place < 0)
            return;
        Slot slot = slots[group * SLOTS + place];
        slot.residency = residency;
        slot.pageIndex = pageIndex;
        slot.ticket = ticket;
        Memory.copy(address, slot.address, pageBytes);
        owners.set(group * STRIDE + place, me());
        staged.increment();
    }

    /** Stores this thread's copies. */
    void insertMine() {
        int group = group();
        for (int place = 0; place < SLOTS; place++)
            if (takeMine(group, place))
                insert(group, place);
    }

    /** Stores this thread's copy of a page if it has one: the page is read again. */
    void insertMine(StoreResidency residency, int pageIndex) {
        int group = group();
        int place = findMine(group, residency, pageIndex);
        if (place >= 0)
            insert(group, place);
    }

    /** Forgets this thread's copy of a page. @return whether it had one: it has taken the page out of the region, and now writes it */
    boolean dropMine(StoreResidency residency, int pageIndex) {
        int group = group();
        int place = findMine(group, residency, pageIndex);
        if (place < 0)
            return false;
        free(group, place);
        dropped.increment();
        return true;
    }

    /** @return a place that is IN_WORK now, -1 if others are at work in all */
    private int claim(int group) {
        for (int place = 0; place < SLOTS; place++)
            if (owners.compareAndSet(group * STRIDE + place, FREE, IN_WORK))
                return place;
        for (int place = 0; place < SLOTS; place++) {
            long owner = owners.get(group * STRIDE + place);
            if (owner > 0 && owners.compareAndSet(group * STRIDE + place, owner, IN_WORK)) {
                dropped.increment();
                return place;
            }
        }
        return -1;
    }

    /** @return a place that is IN_WORK now and has that page, -1 if this thread has none */
    private int findMine(int group, StoreResidency residency, int pageIndex) {
        for (int place = 0; place < SLOTS; place++) {
            if (!takeMine(group, place))
                continue;
            Slot slot = slots[group * SLOTS + place];
            if (slot.residency == residency && slot.pageIndex == pageIndex)
                return place;
            owners.set(group * STRIDE + place, me());
        }
        return -1;
    }

    private boolean takeMine(int group, int place) {
        long me = me();
        return owners.get(group * STRIDE + place) == me && owners.compareAndSet(group * STRIDE + place, me, IN_WORK);
    }

    private void insert(int group, int place) {
        Slot slot = slots[group * SLOTS + place];
        try {
            boolean taken = slot.residency.insert(slot.pageIndex, slot.ticket, slot.copy);
            (taken ? inserted : refused).increment();
        }
        finally {
            free(group, place);
        }
    }

    private void free(int group, int place) {
        slots[group * SLOTS + place].residency = null;
        owners.set(group * STRIDE + place, FREE);
    }

    private int group() {
        return (int)me() & groupMask;
    }

    private static long me() {
        return Thread.currentThread().getId();
    }

    private static final class Slot {
        final ByteBuffer copy;
        final long address;
        StoreResidency residency;
        int pageIndex;
        long ticket;

        Slot(int pageBytes) {
            copy = ByteBuffer.allocateDirect(pageBytes).order(ByteOrder.nativeOrder());
            address = Memory.address(copy);
        }
    }
}
