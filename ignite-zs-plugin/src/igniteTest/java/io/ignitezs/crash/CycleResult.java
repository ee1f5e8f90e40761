package io.ignitezs.crash;

import java.util.ArrayList;
import java.util.List;

/** What happened in one cycle. */
final class CycleResult {
    final List<String> differences = new ArrayList<>();
    IoEvent event;
    LossCounts losses;
    int acknowledged;
    long hits;
    long stores;
    long startMillis;
    long compareMillis;
    long loadMillis;
    long lostMillis;
    long endMillis;

    @Override public String toString() {
        return "event " + event + " acked " + acknowledged + " lost " + losses.lostSectors + " kept " + losses.keptSectors + " hits " + hits
            + " stores " + stores + " ms " + startMillis + ' ' + compareMillis + ' ' + loadMillis + ' ' + lostMillis + ' ' + endMillis + " diffs " + differences;
    }
}
