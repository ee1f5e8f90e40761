package io.ignitezs.ignite;

import io.ignitezs.mem.Memory;
import io.ignitezs.pool.MoveCounts;
import io.ignitezs.pool.PoolStats;
import io.ignitezs.pool.ZsPool;
import io.ignitezs.tier.Pools;
import io.ignitezs.tier.TierStats;
import java.nio.ByteBuffer;
import java.util.Random;

/** How long it takes to empty a slab and give it back to the operating system, and what that does to the resident size. */
final class SlabReport {
    private static final long ROOM_BYTES_PER_PAGE = 2236;
    private static final double FORGOTTEN_SHARE = 0.3;
    private static final long STEP_BYTES = 64 << 10;
    private static final int SPARE_SLABS = 3;

    private SlabReport() {
    }

    /** 30 % of the pages are forgotten at random and the others compacted; then slab after slab is emptied, in small steps. */
    static void print(PageSet pages, String codec, int count) {
        try (LoadedTier tier = LoadedTier.openWithoutCompaction(codec, count * ROOM_BYTES_PER_PAGE, 0)) {
            ByteBuffer view = Memory.newView();
            for (int page = 0; page < count; page++)
                tier.store(page, pages.view(view, page % pages.count()));
            Random random = new Random(37);
            for (int page = 0; page < count; page++)
                if (random.nextDouble() < FORGOTTEN_SHARE)
                    tier.forget(page);
            ZsPool pool = Pools.of(tier.tier());
            while (pool.compactStep(STEP_BYTES).movedBytes > 0);
            giveBack(tier, codec, pool);
        }
    }

    private static void giveBack(LoadedTier tier, String codec, ZsPool pool) {
        TierStats before = tier.tier().stats();
        long residentBefore = MachineLoad.residentBytes();
        Latencies wall = new Latencies();
        Latencies processor = new Latencies();
        MoveCounts moves = new MoveCounts();
        while (hasSpareSlabs(pool.stats())) {
            long begun = System.nanoTime();
            long begunProcessor = CpuClock.nanos();
            long closedBefore = moves.closedSlabs;
            while (moves.closedSlabs == closedBefore)
                moves.add(pool.migrateStep(STEP_BYTES));
            wall.add(System.nanoTime() - begun);
            processor.add(CpuClock.nanos() - begunProcessor);
        }
        TierStats after = tier.tier().stats();
        wall.sort();
        processor.sort();
        System.out.printf("%nslabs given back, %s: %d of %d, %.1f MiB, %.0f frames moved for each (of %d); wall ms p50 %.2f, max %.2f; processor ms p50 %.2f, max %.2f%n",
            codec, moves.closedSlabs, before.pool.slabs, moves.closedSlabBytes / 1048576.0, (double)moves.migratedFrames / moves.closedSlabs,
            before.pool.usableFrames / before.pool.slabs,
            wall.nanos(0.5) / 1e6, wall.nanos(1) / 1e6, processor.nanos(0.5) / 1e6, processor.nanos(1) / 1e6);
        System.out.printf("charged MiB %.1f -> %.1f, resident fell by %.1f MiB%n", before.usedBytes / 1048576.0, after.usedBytes / 1048576.0,
            (residentBefore - MachineLoad.residentBytes()) / 1048576.0);
    }

    /** Whether more is free than a few slabs. */
    private static boolean hasSpareSlabs(PoolStats pool) {
        return pool.freeFrames > SPARE_SLABS * pool.usableFrames / pool.slabs;
    }
}
