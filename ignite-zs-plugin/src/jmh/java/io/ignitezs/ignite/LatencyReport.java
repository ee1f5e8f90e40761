package io.ignitezs.ignite;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.LongAdder;

/**
 * How long reads of a page take while nothing else goes on, and beside compaction, migration and both, at full speed, in slices that take
 * turns. By the clock on the wall, every call; ratios are medians over rounds, of slices of the same round.
 * Calls in a row during which the thread lost its processor are left out: that is the doing of the scheduler and of other programs. So that nothing
 * is hidden that way, it is counted how often readers gave their processor away, which is what waiting for a lock would show as.
 */
final class LatencyReport {
    private static final String[] CODECS = {"lz4", "zstd:1"};
    private static final long LIMIT_BYTES = 1L << 30;
    private static final int PAGES = 100_000;
    private static final long SLICE_NANOS = 60_000_000;
    private static final int ROUNDS = 21;
    private static final int QUICK_ROUNDS = 5;
    private static final int WARM_UP_ROUNDS = 2;
    private static final int MAX_READERS = 2;

    /** Calls between two looks at the processor time, and by how much it may stay behind the clock on the wall. */
    private static final int CALLS_IN_A_ROW = 32;
    private static final long LOST_NANOS = 20_000;

    private LatencyReport() {
    }

    static void print(boolean quick) throws IOException {
        PageSet pages = PageDump.read(PageGroup.MIXED);
        for (String codec : CODECS)
            try (BusyTier tier = new BusyTier(pages, PAGES, codec, LIMIT_BYTES)) {
                for (int readers = 1; readers <= MAX_READERS; readers++)
                    print(tier, codec, readers, quick ? QUICK_ROUNDS : ROUNDS);
            }
    }

    private static void print(BusyTier tier, String codec, int readers, int rounds) {
        Kind[] kinds = Arrays.stream(BusyTier.Beside.values()).map(beside -> new Kind(beside, rounds)).toArray(Kind[]::new);
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++)
            for (Kind kind : kinds)
                kind.slice(tier, readers, round);
        System.out.printf("%n%-20s %9s %8s %8s %8s %8s %8s %8s %8s %9s %8s %8s %8s%n", "read " + codec + " x " + readers, "reads", "left out",
            "p50 ns", "p99 ns", "p99.9", "max us", "p99 x", "p99.9 x", "moved/s", "slept", "others", "stolen");
        for (Kind kind : kinds)
            kind.print(kinds[0]);
    }

    private static final class Kind {
        private final BusyTier.Beside beside;
        private final Latencies all = new Latencies();
        private final double[] p99;
        private final double[] p999;
        private final MachineLoad load = new MachineLoad();
        private long movedBytes;
        private long nanos;
        private long leftOut;
        private long slept;

        private Kind(BusyTier.Beside beside, int rounds) {
            this.beside = beside;
            p99 = new double[rounds];
            p999 = new double[rounds];
        }

        private void slice(BusyTier tier, int readers, int round) {
            tier.prepare(beside);
            Slice slice = new Slice(tier, beside, readers);
            load.begin();
            long begun = System.nanoTime();
            Latencies found = slice.run();
            nanos += round < 0 ? 0 : System.nanoTime() - begun;
            load.end();
            movedBytes += round < 0 ? 0 : tier.movedBytes();
            tier.restore();
            if (round < 0)
                return;
            all.addAll(found.sort());
            leftOut += slice.leftOut.sum();
            slept += slice.slept.sum();
            p99[round] = found.nanos(0.99);
            p999[round] = found.nanos(0.999);
        }

        private void print(Kind idle) {
            all.sort();
            System.out.printf("%-20s %9d %7.1f%% %8d %8d %8d %8d %8.2f %8.2f %5.0f MiB %8d %8.2f %8.2f%n", beside, all.count(),
                100.0 * leftOut / (leftOut + all.count()), all.nanos(0.5), all.nanos(0.99), all.nanos(0.999), all.nanos(1) / 1000,
                Medians.ofRatios(p99, idle.p99), Medians.ofRatios(p999, idle.p999), movedBytes / 1048576.0 / nanos * 1e9, slept, load.others(), load.stolen());
        }
    }

    /** Readers, and what goes on beside them, for as long as that has work. */
    private static final class Slice {
        private final BusyTier tier;
        private final BusyTier.Beside beside;
        private final CyclicBarrier start;
        private final Latencies[] found;
        private final LongAdder leftOut = new LongAdder();
        private final LongAdder slept = new LongAdder();
        private volatile boolean over;
        private long endNanos;

        private Slice(BusyTier tier, BusyTier.Beside beside, int readers) {
            this.tier = tier;
            this.beside = beside;
            found = new Latencies[readers];
            Arrays.setAll(found, reader -> new Latencies());
            start = new CyclicBarrier(readers + 1, () -> endNanos = System.nanoTime() + SLICE_NANOS);
        }

        private Latencies run() {
            Thread[] threads = new Thread[found.length];
            for (int reader = 0; reader < threads.length; reader++) {
                int number = reader;
                threads[reader] = new Thread(() -> read(number));
                threads[reader].start();
            }
            try {
                start.await();
                tier.work(beside, () -> System.nanoTime() < endNanos);
                over = beside != BusyTier.Beside.NOTHING;
                for (Thread thread : threads)
                    thread.join();
            }
            catch (Exception e) {
                throw new IllegalStateException(e);
            }
            for (int reader = 1; reader < found.length; reader++)
                found[0].addAll(found[reader]);
            return found[0];
        }

        private void read(int number) {
            Visitor visitor = new Visitor();
            Latencies row = new Latencies();
            await();
            long sleptBefore = MachineLoad.sleeps();
            while (System.nanoTime() < endNanos && !over)
                readRow(visitor, row, found[number]);
            slept.add(MachineLoad.sleeps() - sleptBefore);
            visitor.close();
        }

        private void readRow(Visitor visitor, Latencies row, Latencies into) {
            row.clear();
            long usedBefore = CpuClock.nanos();
            long begun = System.nanoTime();
            long before = begun;
            for (int call = 0; call < CALLS_IN_A_ROW; call++) {
                tier.read(visitor.next(Integer.MAX_VALUE), visitor.page);
                long after = System.nanoTime();
                row.add(after - before);
                before = after;
            }
            if (before - begun - (CpuClock.nanos() - usedBefore) < LOST_NANOS)
                into.addAll(row);
            else
                leftOut.add(CALLS_IN_A_ROW);
        }

        private void await() {
            try {
                start.await();
            }
            catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
