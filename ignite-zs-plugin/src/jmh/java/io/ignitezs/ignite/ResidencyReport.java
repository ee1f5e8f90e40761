package io.ignitezs.ignite;

import java.util.Locale;

/**
 * Exclusive against inclusive residency with the same region and the same pool: gets of one thread from a cache, uniform and Zipf, with direct I/O; the
 * pool has room for half of the pages, and for all. "Strict" leaves no page in the pool that the region has, even while there is room. The kinds take turns, each
 * with a node of its own in each round; medians of the rounds. Processor time is that of the getting thread, all of it also where it is told per page fault. "Alone" is what copying a page that nobody has read for
 * long takes by itself, between gets: less cannot be added to the time under a segment's lock.
 */
final class ResidencyReport {
    private static final int ROUNDS = 3;
    private static final long[] POOL_BYTES = {48L << 20, 160L << 20};

    private ResidencyReport() {
    }

    static void print(boolean quick) throws Exception {
        System.out.printf("%n%-30s %7s %7s %7s %7s %9s %8s %8s %8s %11s %12s %14s %14s%n", "residency", "pages", "in RAM", "twice", "hit", "file/get", "gets/s",
            "p50 us", "p99 us", "cpu us/get", "cpu us/fault", "lock us 50/99", "alone us 50/99");
        for (long poolBytes : POOL_BYTES)
            for (boolean zipf : new boolean[] {false, true})
                print(quick, poolBytes, zipf);
    }

    private static void print(boolean quick, long poolBytes, boolean zipf) throws Exception {
        ResidencyRun.Kind[] kinds = ResidencyRun.Kind.values();
        double[][][] figures = new double[kinds.length][ROUNDS][];
        for (int round = 0; round < ROUNDS; round++)
            for (int turn = 0; turn < kinds.length; turn++) {
                int kind = (turn + round) % kinds.length;
                figures[kind][round] = new ResidencyRun(quick, kinds[kind], zipf, poolBytes).run();
            }
        for (ResidencyRun.Kind kind : kinds)
            print((poolBytes >> 20) + " MiB, " + (zipf ? "Zipf, " : "uniform, ") + kind.name().toLowerCase(Locale.ROOT), figures[kind.ordinal()]);
    }

    private static void print(String name, double[][] rounds) {
        Object[] medians = new Object[1 + rounds[0].length];
        medians[0] = name;
        for (int column = 1; column < medians.length; column++)
            medians[column] = median(rounds, column - 1);
        System.out.printf("%-30s %7.0f %7.0f %7.0f %6.1f%% %9.3f %8.0f %8.1f %8.1f %11.1f %12.1f %7.2f / %4.2f %7.2f / %4.2f%n", medians);
    }

    private static double median(double[][] rounds, int column) {
        double[] values = new double[rounds.length];
        for (int round = 0; round < rounds.length; round++)
            values[round] = rounds[round][column];
        return Medians.of(values);
    }
}
