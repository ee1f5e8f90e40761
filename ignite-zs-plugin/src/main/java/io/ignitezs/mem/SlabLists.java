package io.ignitezs.mem;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Slabs by what they have, so that nobody looks for one among all: by the runs of free frames they offer, by how full they are, and
 * those that can still grow. Guarded by the arena's monitor.
 */
final class SlabLists {
    /** No slab. */
    static final int NONE = -1;

    /** Slabs are listed by sixteenths of their usable frames; the last list has those without a free frame. */
    private static final int FULLNESS_GROUPS = 17;
    private static final int UNLISTED = -1;

    private final BitSet[] byRun = new BitSet[FrameArena.MAX_RUN_FRAMES + 1];
    private final BitSet[] byFullness = new BitSet[FULLNESS_GROUPS];
    private final BitSet growable = new BitSet();

    SlabLists() {
        Arrays.setAll(byRun, run -> new BitSet());
        Arrays.setAll(byFullness, group -> new BitSet());
    }

    /** Lists a slab by what it has now. */
    void list(int number, Slab slab) {
        if (slab.runList != slab.runBound()) {
            unlist(byRun, slab.runList, number);
            slab.runList = slab.runBound();
            byRun[slab.runList].set(number);
        }
        int fullness = fullness(slab);
        if (slab.fullnessList != fullness) {
            unlist(byFullness, slab.fullnessList, number);
            slab.fullnessList = fullness;
            if (fullness != UNLISTED)
                byFullness[fullness].set(number);
        }
        growable.set(number, slab.unusableFrames() > 0);
    }

    /** Takes a slab off all lists: nothing is taken from it. */
    void remove(int number, Slab slab) {
        unlist(byRun, slab.runList, number);
        unlist(byFullness, slab.fullnessList, number);
        slab.runList = UNLISTED;
        slab.fullnessList = UNLISTED;
        growable.clear(number);
    }

    /** @return the next slab from {@code from} on whose longest run may be {@code run} frames, or {@link #NONE} */
    int nextWithRun(int run, int from) {
        return byRun[run].nextSetBit(from);
    }

    /** @return the next slab from {@code from} on that can grow, or {@link #NONE} */
    int nextGrowable(int from) {
        return growable.nextSetBit(from);
    }

    /** @return a slab of the least share of used frames, at equal share the highest, or {@link #NONE} */
    int emptiest() {
        for (BitSet slabs : byFullness)
            if (!slabs.isEmpty())
                return slabs.length() - 1;
        return NONE;
    }

    private static int fullness(Slab slab) {
        return slab.usableFrames() == 0 ? UNLISTED : slab.usedFrames() * (FULLNESS_GROUPS - 1) / slab.usableFrames();
    }

    private static void unlist(BitSet[] lists, int list, int number) {
        if (list != UNLISTED)
            lists[list].clear(number);
    }
}
