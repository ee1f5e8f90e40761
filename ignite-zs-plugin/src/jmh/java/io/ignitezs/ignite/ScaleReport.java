package io.ignitezs.ignite;

import io.ignitezs.mem.Memory;
import io.ignitezs.mem.MemorySource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntConsumer;

/**
 * What one operation costs by the size of the pool: processor time of the thread, medians of slices, each slice on pages at random that
 * were not used for long. Beside it what the machine takes for copying an object's bytes at random out of as much memory, without a pool:
 * caches and page tables do not scale.
 */
final class ScaleReport {
    private static final int SMALLEST_MIB = 64;
    private static final int LARGEST_MIB = 8192;
    private static final int QUICK_LARGEST_MIB = 256;
    private static final double FILLED_SHARE = 0.95;
    private static final int OBJECT_BYTES = 1622;
    private static final int SLICE_CALLS = 4_000;
    private static final int ROUNDS = 21;
    private static final int WARM_UP_ROUNDS = 4;

    private final LoadedTier tier;
    private final PageSet pages;
    private final Visitor visitor = new Visitor();
    private final int[] order;
    private final long fillNanos;
    private int cursor;

    private ScaleReport(PageSet pages, long limitBytes) {
        this.pages = pages;
        tier = LoadedTier.open("lz4", limitBytes, 0);
        long begun = CpuClock.nanos();
        int count = fill(limitBytes);
        fillNanos = (CpuClock.nanos() - begun) / count;
        order = shuffled(count);
    }

    static void print(boolean quick) throws IOException {
        PageSet pages = PageDump.read(PageGroup.MIXED);
        MachineLoad load = new MachineLoad();
        load.begin();
        System.out.printf("%n%9s %9s %9s %9s %9s %9s %9s%n", "limit MiB", "pages", "copy ns", "read ns", "store ns", "free ns", "fill ns");
        for (int mebibytes = SMALLEST_MIB; mebibytes <= (quick ? QUICK_LARGEST_MIB : LARGEST_MIB); mebibytes *= 2)
            printSize(pages, mebibytes);
        load.end();
        System.out.println("Meanwhile: " + load);
    }

    private static void printSize(PageSet pages, int mebibytes) {
        long limitBytes = (long)mebibytes << 20;
        double copyNanos = copyNanos(limitBytes);
        ScaleReport report = new ScaleReport(pages, limitBytes);
        double[][] nanos = new double[3][ROUNDS];
        for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++)
            report.round(nanos, Math.max(0, round));
        System.out.printf("%9d %9d %9.0f %9.0f %9.0f %9.0f %9d%n", mebibytes, report.order.length, copyNanos, median(nanos[0]),
            median(nanos[1]), median(nanos[2]), report.fillNanos);
        report.tier.close();
        report.visitor.close();
    }

    private void round(double[][] nanos, int round) {
        nanos[0][round] = slice(page -> tier.read(page, visitor.page));
        nanos[1][round] = slice(this::store);
        nanos[2][round] = slice(tier::forget);
        cursor = (cursor - SLICE_CALLS + order.length) % order.length;
        slice(this::store);
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
        return median(nanos);
    }

    private static int[] shuffled(int count) {
        Random random = new Random(11);
        int[] order = new int[count];
        for (int page = 0; page < count; page++) {
            int other = random.nextInt(page + 1);
            order[page] = order[other];
            order[other] = page;
        }
        return order;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
