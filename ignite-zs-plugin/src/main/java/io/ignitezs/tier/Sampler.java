package io.ignitezs.tier;

/**
 * Picks the calls that are measured: of every {@link #EVERY} one for how long it takes, and another for the processor time of its codec, because
 * asking for that takes too long to be part of the first. Belongs to one thread at a time, so that picking is counting and nothing is shared.
 */
final class Sampler {
    /** A power of two. */
    static final int EVERY = 64;

    private final int step;
    private int calls;

    /** @param picks whether any call is picked */
    Sampler(boolean picks) {
        step = picks ? 1 : 0;
        calls = picks ? 0 : 1;
    }

    /** The next call begins. @return when, never 0; 0 if this call is not timed */
    long begin() {
        return ((calls += step) & EVERY - 1) == 0 ? System.nanoTime() | 1 : 0;
    }

    /** Whether the processor time of the call that has begun is wanted. */
    boolean isForCpu() {
        return (calls & EVERY - 1) == EVERY / 2;
    }
}
