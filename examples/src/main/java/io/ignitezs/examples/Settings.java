package io.ignitezs.examples;

import java.nio.file.Path;

/** What a run was asked for, checked. */
final class Settings {
    /** Room for pages that are changed while a checkpoint writes them; the same for both nodes, beside the budget. */
    static final int CHECKPOINT_BUFFER_MEBIBYTES = 16;

    /** Below this a region cannot hold the pages that Ignite needs at the same time while it loads. */
    static final int MIN_REGION_MEBIBYTES = 12;

    /** Share of the budget that stays a data region beside the pool. */
    private static final double REGION_SHARE = 0.25;

    /** Threads that read. */
    final int threads = 2;

    final int budgetMebibytes;
    final String codec;
    final int seconds;
    final long seed;
    final Path work;

    Settings(int budgetMebibytes, String codec, int seconds, long seed, Path work) {
        this.budgetMebibytes = budgetMebibytes;
        this.codec = codec;
        this.seconds = seconds;
        this.seed = seed;
        this.work = work;
    }

    int pooledRegionMebibytes() {
        return Math.max(MIN_REGION_MEBIBYTES, (int)(budgetMebibytes * REGION_SHARE));
    }

    int poolMebibytes() {
        return budgetMebibytes - pooledRegionMebibytes();
    }
}
