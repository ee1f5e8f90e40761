package io.ignitezs.ignite;

import io.ignitezs.tier.TierStats;
import java.io.IOException;

/**
 * How much of the tier pages may take that do not compress: hits per hundred reads when three of ten pages are of that kind, at several pressures.
 * Each page is read from the tier or, if that does not have it, counted as a disk read and offered.
 */
final class AdmissionReport {
    /** The limit, by what all pages would take. */
    private static final double[] PRESSURES = {1.2, 0.8, 0.5, 0.25};
    private static final double[] RAW_SHARES = {0, 0.1, 0.25, 1};
    private static final double[] SKEWS = {0, 0.99};
    private static final int READS_PER_PAGE = 4;
    private static final int PAGES = 6_000;
    private static final int QUICK_PAGES = 2_000;

    private AdmissionReport() {
    }

    static void print(boolean quick) throws IOException {
        PageMix mix = new PageMix(PageDump.read(PageGroup.MIXED), quick ? QUICK_PAGES : PAGES);
        System.out.printf("%n%d pages, %.0f%% of them do not compress; all take %.1f MiB%n", mix.count(), 100 * PageMix.RAW_SHARE,
            mix.costBytes() / (double)(1 << 20));
        System.out.printf("%9s %9s %9s %8s %12s %8s %8s %10s %10s %10s%n", "reads", "limit", "raw cap", "hits %", "disk/1000", "raw %", "pages",
            "evictions", "refusedRaw", "hysteresis");
        for (double skew : SKEWS)
            for (double pressure : PRESSURES)
                for (double rawShare : RAW_SHARES)
                    print(mix, skew, pressure, rawShare);
    }

    private static void print(PageMix mix, double skew, double pressure, double rawShare) {
        try (AdmissionRun run = new AdmissionRun(mix, skew, (long)(pressure * mix.costBytes()), rawShare)) {
            run.readRandom(READS_PER_PAGE * mix.count());
            TierStats before = run.stats();
            run.readRandom(READS_PER_PAGE * mix.count());
            TierStats after = run.stats();
            double reads = after.hits + after.misses - before.hits - before.misses;
            System.out.printf("%9s %8.0f%% %8.0f%% %8.1f %12.0f %8.1f %8d %10d %10d %10d%n", skew == 0 ? "uniform" : "zipf", 100 * pressure,
                100 * rawShare, 100 * (after.hits - before.hits) / reads, 1000 * (after.misses - before.misses) / reads,
                100.0 * after.rawBytes / after.limitBytes, after.pages, after.evictions - before.evictions, after.refusedRaw - before.refusedRaw,
                after.refusedHysteresis - before.refusedHysteresis);
        }
    }
}
