package io.ignitezs.pool;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Dwells for a moment at some of the pool's pause points, so that windows of a few instructions are met often. It only spins: nothing
 * is ordered by it that would not be without it.
 */
final class Jitter extends PausePoints {
    private static final int ONE_IN = 4;
    private static final int MAX_SPINS = 64;

    @Override void at(Place place) {
        if (ThreadLocalRandom.current().nextInt(ONE_IN) == 0)
            dwell();
    }

    static void dwell() {
        for (int spins = ThreadLocalRandom.current().nextInt(MAX_SPINS); spins > 0; spins--)
            Thread.onSpinWait();
    }
}
