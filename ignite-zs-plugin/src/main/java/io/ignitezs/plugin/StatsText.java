package io.ignitezs.plugin;

import java.util.Locale;

/** {@link ZsStats} as one line for people: does it work, what is gained, is it dense. */
final class StatsText {
    private static final double MEBIBYTE = 1 << 20;

    private StatsText() {
    }

    static String of(ZsStats stats) {
        if (stats.getLimitBytes() == 0)
            return "No compressed pool on this node";
        if (stats.isPassThrough())
            return "The compressed pool is off, page files are used instead; ZsPlugin.enable() turns it on again";
        return stats.getShadowOneOf() > 0 ? ofShadow(stats) : ofServing(stats);
    }

    private static String ofServing(ZsStats stats) {
        return String.format(Locale.ROOT, "%.1f MiB of pages held in %.1f MiB, limit %.1f MiB"
            + " [pages=%d, ratio=%.2f, saved=%.1f MiB]; %.1f%% of %d page reads answered from the pool"
            + " [evictions=%d, refusedFull=%d, corruptions=%d];"
            + " %.1f%% could be freed by compaction [holes=%.1f MiB, moved=%d, freed=%.1f MiB, givenBack=%.1f MiB, busy=%d]",
            stats.getHeldBytes() / MEBIBYTE, stats.getUsedBytes() / MEBIBYTE, stats.getLimitBytes() / MEBIBYTE,
            stats.getPages(), stats.getRatio(), stats.getSavedBytes() / MEBIBYTE, 100 * stats.getHitRatio(), reads(stats),
            stats.getEvictions(), stats.getRefusedFull(), stats.getCorruptions(),
            100 * stats.getFreeableShare(), stats.getHoleBytes() / MEBIBYTE, stats.getMovedObjects(), stats.getFreedBytes() / MEBIBYTE,
            stats.getReturnedBytes() / MEBIBYTE, stats.getBusyZspages());
    }

    private static String ofShadow(ZsStats stats) {
        return String.format(Locale.ROOT, "Nothing is served. A pool of %.1f MiB would answer %.1f +-%.1f %% of the page reads,"
            + " and hold %.1f MiB of pages at a ratio of %.3f +-%.3f"
            + " [shown=one of %d pages, reads=%d, pages=%d, used=%.1f MiB];"
            + " of half the size %s %% of the reads, the same %s %%, twice %s %%, four times %s %%",
            stats.getTriedBytes() / MEBIBYTE, 100 * stats.getHitRatio(), 100 * stats.getHitRatioError(),
            stats.getWouldHoldBytes() / MEBIBYTE, stats.getRatio(), stats.getRatioError(),
            stats.getShadowOneOf(), reads(stats), stats.getPages(), stats.getUsedBytes() / MEBIBYTE,
            ofSize(stats, 0), ofSize(stats, 1), ofSize(stats, 2), ofSize(stats, 3));
    }

    private static String ofSize(ZsStats stats, int size) {
        return String.format(Locale.ROOT, "%.1f +-%.1f", 100 * stats.getShadowHitRatios().get(size), 100 * stats.getShadowHitRatioErrors().get(size));
    }

    private static long reads(ZsStats stats) {
        return stats.getHits() + stats.getMisses();
    }
}
