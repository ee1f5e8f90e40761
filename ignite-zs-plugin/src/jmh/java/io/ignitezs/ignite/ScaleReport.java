package io.ignitezs.ignite;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What one operation costs by the size of the pool: processor time of the thread, medians of slices. Pools of all sizes are there at once and
 * take turns, so that what else goes on in the machine disturbs all of them alike. The largest one does so with the smallest only, for want
 * of memory.
 */
final class ScaleReport {
    private static final int[] SIZES_MIB = {64, 128, 256, 512, 1024, 2048, 4096};
    private static final int[] EXTREME_SIZES_MIB = {64, 8192};
    private static final int[] QUICK_SIZES_MIB = {64, 256};
    private static final int WARM_UP_MIB = 256;
    private static final int WARM_UP_ROUNDS = 4;
    private static final int WARM_UP_STEPS = 300;

    private ScaleReport() {
    }

    static void print(boolean quick) throws IOException {
        PageSet pages = PageDump.read(PageGroup.MIXED);
        warmUp(pages);
        print(pages, quick ? QUICK_SIZES_MIB : SIZES_MIB);
        if (!quick)
            print(pages, EXTREME_SIZES_MIB);
    }

    /** Movers are compiled only after they have moved a lot. */
    private static void warmUp(PageSet pages) {
        try (SizedPool pool = new SizedPool(pages, WARM_UP_MIB)) {
            pool.forgetSome();
            for (int step = 0; step < WARM_UP_STEPS; step++)
                pool.compactStep();
            for (int step = 0; step < WARM_UP_STEPS; step++)
                pool.migrateStep();
        }
    }

    private static void print(PageSet pages, int[] sizes) {
        MachineLoad load = new MachineLoad();
        load.begin();
        List<SizedPool> pools = new ArrayList<>();
        for (int mebibytes : sizes)
            pools.add(new SizedPool(pages, mebibytes));
        for (int round = -WARM_UP_ROUNDS; round < SizedPool.ROUNDS; round++)
            for (SizedPool pool : pools)
                pool.round(Math.max(0, round));
        pools.forEach(SizedPool::forgetSome);
        IntStream.range(0, SizedPool.ROUNDS).forEach(round -> pools.forEach(pool -> pool.compactRound(round)));
        pools.forEach(SizedPool::compactAll);
        IntStream.range(0, SizedPool.ROUNDS).forEach(round -> pools.forEach(pool -> pool.migrateRound(round)));
        load.end();
        SizedPool.printHeader();
        for (SizedPool pool : pools) {
            pool.print();
            pool.close();
        }
        System.out.println("Meanwhile: " + load);
    }
}
