package io.ignitezs.examples;

import java.nio.file.Path;

/** What a run of the cluster example was asked for, checked. */
final class ClusterSettings {
    /** Servers that the cluster begins with. */
    static final int FIRST_SERVERS = 3;

    /** Short, so that a short run has some. */
    static final int CHECKPOINT_MILLIS = 3_000;

    /** Ignite makes ten of them for each node. */
    static final long WAL_SEGMENT_BYTES = 4 * MemorySize.MEBIBYTE;

    final int rows;
    final long regionBytes;
    final long seed;

    /** Where the configuration files are. */
    final Path config;
    final Path work;

    ClusterSettings(int rows, long regionBytes, long seed, Path config, Path work) {
        this.rows = rows;
        this.regionBytes = regionBytes;
        this.seed = seed;
        this.config = config;
        this.work = work;
    }
}
