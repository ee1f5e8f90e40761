package io.ignitezs.crash;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Sums over cycles. */
final class CycleTotals {
    int cycles;
    int wrongCycles;
    private long acknowledged;
    private long tornTransactions;
    private long lostSectors;
    private long keptSectors;
    private long replacementWrites;
    private long checkpoints;
    private long hits;
    private long millis;
    private final Map<String, Integer> ends = new TreeMap<>();

    void add(CycleResult result) {
        cycles++;
        wrongCycles += result.differences.isEmpty() ? 0 : 1;
        acknowledged += result.acknowledged;
        tornTransactions += result.tornTransactions;
        lostSectors += result.lostSectors;
        keptSectors += result.keptSectors;
        replacementWrites += result.replacementWrites;
        checkpoints += result.checkpoints;
        hits += result.hits;
        millis += result.millis;
        ends.merge(result.end, 1, Integer::sum);
    }

    String summary(CrashMode mode, long seed) {
        return String.format(Locale.ROOT, "  %s%n%s %s: %d cycles from seed %d, %d wrong; %d transactions acknowledged, %d torn, %d checkpoints, "
            + "%d replacement writes, %d sectors lost, %d kept, %d hits, %.1f s a cycle",
            ends, wrongCycles == 0 ? "PASSED" : "FAILED", mode, cycles, seed, wrongCycles, acknowledged, tornTransactions, checkpoints,
            replacementWrites, lostSectors, keptSectors, hits, millis / 1000.0 / Math.max(1, cycles));
    }
}
