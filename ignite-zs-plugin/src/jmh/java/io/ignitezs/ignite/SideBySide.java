package io.ignitezs.ignite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Compares operations in small slices that take turns, by processor time: other programs on the machine disturb all of them
 * alike. The first operation is what the others are compared with. Prints medians of slices. "Rate" is by the clock on the wall: calls of
 * all threads in a time, against the first operation; other programs take from it. "Waits" is how often threads parked, in 1000 calls of one.
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
        System.out.printf("%n%-28s %8s %10s %8s %8s %8s %8s %8s%n", title, "threads", "cpu ns/op", "p10", "x first", "B/op", "rate",
            "waits");
        for (Contender contender : contenders)
            System.out.printf("%-28s %8d %10.0f %8.0f %8.2f %8.2f %8.2f %8.2f%n", contender.name, contender.threads,
                contender.nanos(rounds / 2),
                contender.nanos(rounds / 10), contender.ratio(contenders.get(0)), contender.allocatedBytes(), contender.rate(contenders.get(0)),
                contender.waits());
    }

    private static final class Contender {
        private final String name;
        private final int threads;
        private final Runnable[] bodies;
        private final double[] nanos;
        private final long[] allocated;
        private final double[] callsPerNano;
        private final LongAdder waits = new LongAdder();

        private Contender(String name, int threads, int rounds, Supplier<Runnable> body) {
            this.name = name;
            this.threads = threads;
            bodies = new Runnable[threads];
            Arrays.setAll(bodies, thread -> body.get());
            nanos = new double[rounds];
            allocated = new long[rounds];
            callsPerNano = new double[rounds];
        }

        private void slice(int round) {
            CyclicBarrier start = new CyclicBarrier(threads);
            long[] used = new long[threads];
            long[] garbage = new long[threads];
            long[] elapsed = new long[threads];
            Thread[] helpers = new Thread[threads - 1];
            for (int helper = 0; helper < helpers.length; helper++) {
                int thread = helper + 1;
                helpers[helper] = new Thread(() -> run(thread, start, used, garbage, elapsed));
                helpers[helper].start();
            }
            run(0, start, used, garbage, elapsed);
            join(helpers);
            if (round < 0)
                return;
            nanos[round] = (double)Arrays.stream(used).sum() / threads / SLICE_CALLS;
            allocated[round] = Arrays.stream(garbage).max().orElse(0);
            callsPerNano[round] = Arrays.stream(elapsed).mapToDouble(nanos -> (double)SLICE_CALLS / nanos).sum();
        }

        private void run(int thread, CyclicBarrier start, long[] used, long[] garbage, long[] elapsed) {
            await(start);
            Runnable body = bodies[thread];
            long waitsBefore = CpuClock.waits();
            long garbageBefore = CpuClock.allocatedBytes();
            long begun = System.nanoTime();
            long before = CpuClock.nanos();
            for (int call = 0; call < SLICE_CALLS; call++)
                body.run();
            used[thread] = CpuClock.nanos() - before;
            elapsed[thread] = System.nanoTime() - begun;
            garbage[thread] = CpuClock.allocatedBytes() - garbageBefore;
            waits.add(CpuClock.waits() - waitsBefore);
        }

        private double nanos(int rank) {
            double[] sorted = nanos.clone();
            Arrays.sort(sorted);
            return sorted[rank];
        }

        /** Of slices of the same round. */
        private double ratio(Contender other) {
            return Medians.ofRatios(nanos, other.nanos);
        }

        private double rate(Contender other) {
            return Medians.ofRatios(callsPerNano, other.callsPerNano);
        }

        /** In 1000 calls, those for warming up included. */
        private double waits() {
            return 1000.0 * waits.sum() / threads / (WARM_UP_ROUNDS + nanos.length) / SLICE_CALLS;
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
