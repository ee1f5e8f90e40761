package io.ignitezs.ignite;

import io.ignitezs.tier.EvictionOrders;

/**
 * What a full scan in the middle of Zipf gets leaves of the pool: the share of the page faults that the pool answers, before the scan and in parts of the time
 * behind it, which is counted in percent of the time that the scan took; and pages read from files for a get. One thread, direct I/O; the region holds a sixth of
 * the pages, and the pool some more. The scan goes through the region too, so both matter: faults behind a scan are more, and others.
 */
final class ScanReport {
    private static final int SCANS = 12;

    private ScanReport() {
    }

    static void print(boolean quick) throws Exception {
        System.out.printf("%n%-22s %-14s %9s", "scan", "", "before");
        for (double end : ScanRun.ENDS)
            System.out.printf(" %8s", "-" + Math.round(100 * end) + " %");
        System.out.println();
        for (EvictionOrders order : EvictionOrders.values())
            for (boolean exclusive : new boolean[] {true, false})
                print(order + (exclusive ? ", exclusive" : ", inclusive"), new ScanRun(quick, order, exclusive, SCANS).run());
    }

    private static void print(String name, ScanFigures figures) {
        System.out.printf("%-22s %-14s %8.1f%%", name, "hit ratio", 100 * figures.before.hitRatio());
        for (ScanFigures.Part part : figures.behind)
            System.out.printf(" %7.1f%%", 100 * part.hitRatio());
        System.out.printf("%n%-22s %-14s %9.3f", "", "file reads/get", figures.before.missesPerGet());
        for (ScanFigures.Part part : figures.behind)
            System.out.printf(" %8.3f", part.missesPerGet());
        System.out.printf("%n%-22s %-14s %9d", "", "gets", figures.before.gets());
        for (ScanFigures.Part part : figures.behind)
            System.out.printf(" %8d", part.gets());
        System.out.println();
    }
}
