package io.ignitezs.ignite;

import io.ignitezs.mem.Memory;
import io.ignitezs.mem.MemorySource;
import io.ignitezs.pool.ZsPool;
import io.ignitezs.tier.Pools;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/**
 * A tier of some size, almost full, and what operations on it cost: each slice works on pages at random that were not used for long. Beside it
 * what the machine takes for copying an object's bytes at random out of as much memory, without a pool: caches and page tables do not scale.
 */
final class SizedPool implements AutoCloseable {
    static final int ROUNDS = 21;

    private static final double FILLED_SHARE = 0.95;
    private static final int OBJECT_BYTES = 1622;
    private static final int SLICE_CALLS = 4_000;
    private static final int FORGOTTEN_EVERY = 4;
    private static final long STEP_BYTES = 64 << 10;

    private final PageSet pages;
    private final int mebibytes;
    private final LoadedTier tier;
    private final ZsPool pool;
    private final Visitor visitor = new Visitor();
    private final int[] order;
    private final double copyNanos;
    private final double[] readNanos = new double[ROUNDS];
    private final double[] storeNanos = new double[ROUNDS];
    private final double[] freeNanos = new double[ROUNDS];
    private final double[] compactNanos = new double[ROUNDS];
    private final double[] migrateNanos = new double[ROUNDS];
    private long longestStepNanos;
    private int cursor;

    SizedPool(PageSet pages, int mebibytes) {
        this.pages = pages;
        this.mebibytes = mebibytes;
        long limitBytes = (long)mebibytes << 20;
        copyNanos = copyNanos(limitBytes);
        tier = LoadedTier.openWithoutCompaction("lz4", limitBytes, 0);
        pool = Pools.of(tier.tier());
        order = PageSet.shuffled(fill(limitBytes), 11);
    }

    static void printHeader() {
        System.out.printf("%n%9s %9s %9s %9s %9s %9s %14s %14s %12s%n", "limit MiB", "pages", "copy ns", "read ns", "store ns", "free ns",
            "compact ns/obj", "migrate ns/frm", "longest us");
    }

    void print() {
        System.out.printf("%9d %9d %9.0f %9.0f %9.0f %9.0f %14.0f %14.0f %12d%n", mebibytes, order.length, copyNanos, Medians.of(readNanos),
            Medians.of(storeNanos), Medians.of(freeNanos), Medians.of(compactNanos), Medians.of(migrateNanos), longestStepNanos / 1000);
    }

    /** Reads, overwrites and forgets pages; those are stored again, which is not measured. */
    void round(int round) {
        readNanos[round] = slice(page -> tier.read(page, visitor.page));
        storeNanos[round] = slice(this::store);
        freeNanos[round] = slice(tier::forget);
        cursor = (cursor - SLICE_CALLS + order.length) % order.length;
        slice(this::store);
    }

    /** Makes holes for the movers. */
    void forgetSome() {
        for (int place = 0; place < order.length; place += FORGOTTEN_EVERY)
            tier.forget(order[place]);
    }

    void compactRound(int round) {
        compactNanos[round] = moveNanos(this::compactStep);
    }

    void compactAll() {
        while (compactStep() > 0);
    }

    void migrateRound(int round) {
        migrateNanos[round] = moveNanos(this::migrateStep);
    }

    /** @return objects moved */
    long compactStep() {
        return pool.compactStep(STEP_BYTES).movedObjects;
    }

    /** @return frames moved */
    long migrateStep() {
        return pool.migrateStep(STEP_BYTES).migratedFrames;
    }

    @Override public void close() {
        tier.close();
        visitor.close();
    }

    /** Of what a step moves, each; a step that found nothing to move counts as endless, but for the median. */
    private double moveNanos(LongSupplier step) {
        long before = CpuClock.nanos();
        long moved = step.getAsLong();
        long used = CpuClock.nanos() - before;
        longestStepNanos = Math.max(longestStepNanos, used);
        return (double)used / moved;
    }

    private double slice(IntConsumer operation) {
        long before = CpuClock.nanos();
        for (int call = 0; call < SLICE_CALLS; call++)
            operation.accept(order[(cursor + call) % order.length]);
        cursor = (cursor + SLICE_CALLS) % order.length;
        return (double)(CpuClock.nanos() - before) / SLICE_CALLS;
    }

    private void store(int page) {
        tier.store(page, pages.view(visitor.view, page % pages.count()));
    }

    /** @return how many pages it took */
    private int fill(long limitBytes) {
        int page = 0;
        while (page % 256 != 0 || tier.tier().stats().usedBytes < FILLED_SHARE * limitBytes)
            store(page++);
        return page;
    }

    private static double copyNanos(long bytes) {
        long memory = MemorySource.os().allocate(bytes);
        Memory.fill(memory, bytes, (byte)1);
        ByteBuffer to = ByteBuffer.allocateDirect(OBJECT_BYTES);
        Random random = new Random(5);
        double[] nanos = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long before = CpuClock.nanos();
            for (int call = 0; call < SLICE_CALLS; call++)
                Memory.copy(memory + random.nextInt((int)(bytes / OBJECT_BYTES)) * (long)OBJECT_BYTES, Memory.address(to), OBJECT_BYTES);
            nanos[round] = (double)(CpuClock.nanos() - before) / SLICE_CALLS;
        }
        MemorySource.os().free(memory, bytes);
        return Medians.of(nanos);
    }
}
