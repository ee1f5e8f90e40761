package io.ignitezs.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** {@code <mode> <cycles> <seed> <directory> power|kill}: cycles of one mode, in chains of some cycles each, and a verdict. */
public final class CrashRun {
    private static final int CYCLES_OF_CHAIN = 12;

    /** Each other chain has two nodes: partitions move to the second. */
    private static final int CYCLES_OF_TWO_NODES = 3;

    private final CrashMode mode;
    private final int cycles;
    private final Path directory;
    private final boolean kill;
    private final CycleTotals totals = new CycleTotals();

    private CrashRun(CrashMode mode, int cycles, Path directory, boolean kill) {
        this.mode = mode;
        this.cycles = cycles;
        this.directory = directory;
        this.kill = kill;
    }

    public static void main(String[] arguments) throws IOException {
        CrashRun run = new CrashRun(CrashMode.parse(arguments[0]), Integer.parseInt(arguments[1]), Path.of(arguments[3]), arguments[4].equals("kill"));
        long seed = Long.parseLong(arguments[2]);
        for (int chain = 0; run.totals.cycles < run.cycles; chain++)
            run.chain(chain, seed + chain);
        System.out.println(run.totals.summary(run.mode, seed));
        Runtime.getRuntime().halt(run.totals.wrongCycles == 0 ? 0 : 1);
    }

    private void chain(int number, long seed) throws IOException {
        int nodes = kill && !mode.hasPartner() || number % 2 == 0 ? 1 : 2;
        Path place = directory.resolve("chain-" + number);
        int length = nodes == 1 ? CYCLES_OF_CHAIN : CYCLES_OF_TWO_NODES;
        boolean right = true;
        try (Cycles chain = kill ? new KillCycles(mode, nodes, seed, place) : new PowerLossCycles(mode, nodes, seed, place)) {
            for (int cycle = 0; right && cycle < length && totals.cycles < cycles; cycle++)
                right = cycle(chain, String.format(Locale.ROOT, "%s seed %d nodes %d cycle %d: ", mode, seed, nodes, cycle));
        }
        if (right)
            Directories.delete(place);
    }

    private boolean cycle(Cycles chain, String name) {
        CycleResult result;
        try {
            result = chain.next();
        }
        catch (Throwable e) {
            e.printStackTrace();
            result = new CycleResult();
            result.differences.add("failed: " + e);
        }
        System.out.println(name + result);
        totals.add(result);
        return result.differences.isEmpty();
    }
}
