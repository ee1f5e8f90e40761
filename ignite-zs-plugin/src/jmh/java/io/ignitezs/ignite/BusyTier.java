package io.ignitezs.ignite;

import io.ignitezs.mem.Memory;
import io.ignitezs.mem.MemorySource;
import io.ignitezs.pool.MoveCounts;
import io.ignitezs.pool.ZsPool;
import io.ignitezs.tier.Pools;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * A tier in which there is always something to move: before each slice pages at random are forgotten, after it everything is put in order
 * and they are stored again. So no page is stored or forgotten during a slice, whatever goes on beside the readers.
 */
final class BusyTier implements AutoCloseable {
    private static final double FORGOTTEN_SHARE = 0.3;
    private static final long STEP_BYTES = 256 << 10;
    private static final int OBJECT_BYTES = 1622;
    private static final int COPIES = 256;
    private static final long COPIED_FROM_BYTES = 256L << 20;

    /** What goes on beside the readers. */
    enum Beside {
        /** Nothing. */
        NOTHING,
        /** Copies of as many bytes as an object has, in memory that is not the tier's: what the machine does to readers if its other processor is busy. */
        COPIES,
        /** Compaction at full speed. */
        COMPACTION,
        /** Migration at full speed, after compaction. */
        MIGRATION,
        /** Both, a step of each in turn. */
        BOTH
    }

    private final LoadedTier tier;
    private final ZsPool pool;
    private final PageSet pages;
    private final int[] order;
    private final int forgotten;
    private final Random random = new Random(23);
    private final ByteBuffer view = Memory.newView();
    private final long copied = MemorySource.os().allocate(COPIED_FROM_BYTES);
    private final MoveCounts moved = new MoveCounts();

    BusyTier(PageSet pages, int count, String codec, long limitBytes) {
        this.pages = pages;
        tier = LoadedTier.openWithoutCompaction(codec, limitBytes, 0);
        pool = Pools.of(tier.tier());
        order = new int[count];
        forgotten = (int)(FORGOTTEN_SHARE * count);
        Memory.fill(copied, COPIED_FROM_BYTES, (byte)1);
        for (int page = 0; page < count; page++) {
            order[page] = page;
            store(page);
        }
    }

    /** Makes holes; for migration, moves them together. */
    void prepare(Beside beside) {
        for (int place = 0; place < order.length; place++)
            swap(place, random.nextInt(order.length));
        for (int place = 0; place < forgotten; place++)
            tier.forget(order[place]);
        while (beside == Beside.MIGRATION && pool.compactStep(STEP_BYTES).movedBytes > 0);
        moved.movedBytes = 0;
        moved.migratedFrames = 0;
    }

    /** Works until there is nothing left to do, or no time. */
    void work(Beside beside, BooleanSupplier goesOn) {
        boolean more = beside != Beside.NOTHING;
        while (more && goesOn.getAsBoolean())
            more = step(beside);
    }

    /** Puts everything in order and stores what was forgotten. */
    void restore() {
        pool.compact(null);
        for (int place = 0; place < forgotten; place++)
            store(order[place]);
    }

    /** Reads a page that is there. @param number any, 0 or above */
    void read(int number, ByteBuffer into) {
        if (!tier.read(order[forgotten + number % (order.length - forgotten)], into))
            throw new IllegalStateException("A page is gone");
    }

    /** What was moved since the last preparation. */
    long movedBytes() {
        return moved.movedBytes + moved.migratedFrames * PageSet.PAGE_BYTES;
    }

    @Override public void close() {
        MemorySource.os().free(copied, COPIED_FROM_BYTES);
        tier.close();
    }

    private boolean step(Beside beside) {
        long before = movedBytes();
        if (beside == Beside.COMPACTION || beside == Beside.BOTH)
            moved.add(pool.compactStep(STEP_BYTES));
        if (beside == Beside.MIGRATION || beside == Beside.BOTH)
            moved.add(pool.migrateStep(STEP_BYTES));
        if (beside == Beside.COPIES)
            copy();
        return beside == Beside.COPIES || movedBytes() > before;
    }

    private void copy() {
        for (int call = 0; call < COPIES; call++)
            Memory.copy(copied + randomOffset(), copied + randomOffset(), OBJECT_BYTES);
    }

    private long randomOffset() {
        return random.nextInt((int)COPIED_FROM_BYTES - OBJECT_BYTES);
    }

    private void store(int page) {
        tier.store(page, pages.view(view, page % pages.count()));
    }

    private void swap(int place, int other) {
        int page = order[place];
        order[place] = order[other];
        order[other] = page;
    }
}
