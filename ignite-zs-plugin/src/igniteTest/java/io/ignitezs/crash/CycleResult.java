package io.ignitezs.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happened in one cycle: a comparison of what the last one left, a load and its end. */
final class CycleResult {
    /** What is wrong; empty if nothing is. */
    final List<String> differences = new ArrayList<>();

    /** What the mode of the cycle was, if it is drawn. */
    String mode = "";

    /** At what the load ended. */
    String end = "";
    int acknowledged;
    int tornTransactions;
    long lostSectors;
    long keptSectors;
    long replacementWrites;
    long checkpoints;
    long hits;
    long startMillis;
    long millis;

    /** @param ofChain of all its cycles @param drawn for this one */
    void setMode(CrashMode ofChain, CrashMode drawn) {
        mode = ofChain == drawn ? "" : drawn + ", ";
    }

    @Override public String toString() {
        return String.format(Locale.ROOT, "%s%-24s %4d transactions, %2d checkpoints, %5d replaced, %6d sectors lost, %6d kept, %d torn, %6d hits, %5d ms%s",
            mode, end, acknowledged, checkpoints, replacementWrites, lostSectors, keptSectors, tornTransactions, hits, millis,
            differences.isEmpty() ? "" : " WRONG " + differences);
    }
}
