package io.ignitezs.soak;

/**
 * How large everything is: more rows than region and pool can hold together, so that pages leave and come back all the time. Beside its pool the plugin
 * needs memory for compiled code, the compiler's work on it, and threads: 5 to 10 MiB were measured, whatever the pool's size. That counts
 * against the 5 % here, so the least limit must not be less than about 200 MiB.
 */
final class SoakSizes {
    final int keys = 450_000;
    final long regionBytes = 64L << 20;
    final long leastLimitBytes = 224L << 20;
    final long mostLimitBytes = 320L << 20;
    final int workers = 3;
    final long checkpointMillis = 2_000;
}
