package io.ignitezs.soak;

/** How large everything is: more rows than region and pool can hold together, so that pages leave and come back all the time. */
final class SoakSizes {
    final int keys = 240_000;
    final long regionBytes = 64L << 20;
    final long leastLimitBytes = 32L << 20;
    final long mostLimitBytes = 96L << 20;
    final int workers = 3;
    final long checkpointMillis = 2_000;
}
