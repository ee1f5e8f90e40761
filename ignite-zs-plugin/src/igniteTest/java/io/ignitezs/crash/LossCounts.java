package io.ignitezs.crash;

/** What a power loss took and what it left of the sectors that were not fsynced. */
final class LossCounts {
    long lostSectors;
    long keptSectors;

    void count(boolean lost) {
        if (lost)
            lostSectors++;
        else
            keptSectors++;
    }
}
