package io.ignitezs.ignite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Supplier;

/**
 * Compares operations in small slices that take turns, by processor time: other programs on the machine disturb all of them
 * alike. The first operation is what the others are compared with. Prints medians of slices.
 */
final class SideBySide {
    private static final int SLICE_CALLS = 4_000;
    private static final int WARM_UP_ROUNDS = 10;

    private final int rounds;
    private final String title;
    private final List<Contender> contenders = new ArrayList<>();

    SideBySide(String title, int rounds) {
        this.title = title;
        this.rounds = rounds;
    }

    /** @param body makes what is called over and over, one for each thread */
    SideBySide add(String name, int threads, Supplier<Runnable> body) {
        contenders.add(new Contender(name, threads, rounds, body));
        return this;
    }

    void print() {
        for (int round = 0; round < WARM_UP_ROUNDS + rounds; round++)
            for (Contender contender : contenders)
                contender.slice(round - WARM_UP_ROUNDS);
        System.out.printf("%n%-28s %8s %10s %8s %8s %8s%n", title, "threads", "cpu ns/op", "p10", "x first", "B/op");
        for (Contender contender : contenders)
            System.out.printf("%-28s %8d %10.0f %8.0f %8.2f %8.2f%n", contender.name, contender.threads,
                contender.nanos(rounds / 2),
                contender.nanos(rounds / 10), contender.ratio(contenders.get(0)), contender.allocatedBytes());
    }

    private static final class Contender {
        private final String name;
        private final int threads;
        private final Runnable[] bodies;
        private final double[] nanos;
        private final long[] allocated;

        private Contender(String name, int threads, int rounds, Supplier<Runnable> body) {
            this.name = name;
            this.threads = threads;
            bodies = new Runnable[threads];
            Arrays.setAll(bodies, thread -> body.get());
            nanos = new double[rounds];
            allocated = new long[rounds];
        }

        private void slice(int round) {
            CyclicBarrier start = new CyclicBarrier(threads);
            long[] used = new long[threads];
            long[] garbage = new long[threads];
            Thread[] helpers = new Thread[threads - 1];
            for (int helper = 0; helper < helpers.length; helper++) {
                int thread = helper + 1;
                helpers[helper] = new Thread(() -> run(thread, start, used, garbage));
                helpers[helper].start();
            }
            run(0, start, used, garbage);
            join(helpers);
            if (round < 0)
                return;
            nanos[round] = (double)Arrays.stream(used).sum() / threads / SLICE_CALLS;
            allocated[round] = Arrays.stream(garbage).max().orElse(0);
        }

        private void run(int thread, CyclicBarrier start, long[] used, long[] garbage) {
            await(start);
            Runnable body = bodies[thread];
            long garbageBefore = CpuClock.allocatedBytes();
            long before = CpuClock.nanos();
            for (int call = 0; call < SLICE_CALLS; call++)
                body.run();
            used[thread] = CpuClock.nanos() - before;
            garbage[thread] = CpuClock.allocatedBytes() - garbageBefore;
        }

        private double nanos(int rank) {
            double[] sorted = nanos.clone();
            Arrays.sort(sorted);
            return sorted[rank];
        }

        /** Of slices of the same round. */
        private double ratio(Contender other) {
            double[] ratios = new double[nanos.length];
            Arrays.setAll(ratios, round -> nanos[round] / other.nanos[round]);
            Arrays.sort(ratios);
            return ratios[ratios.length / 2];
        }

        private double allocatedBytes() {
            long[] sorted = allocated.clone();
            Arrays.sort(sorted);
            return (double)sorted[sorted.length / 2] / SLICE_CALLS;
        }

        private static void await(CyclicBarrier barrier) {
            try {
                barrier.await();
            }
            catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        private static void join(Thread[] threads) {
            try {
                for (Thread thread : threads)
                    thread.join();
            }
            catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
