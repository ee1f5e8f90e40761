package io.ignitezs.examples;

import java.io.PrintStream;
import java.util.Locale;

/** One table of both nodes, a bar chart, and what was gained in a sentence. */
final class Report {
    private static final int LABEL_WIDTH = 30;
    private static final int VALUE_WIDTH = 22;
    private static final int RATIO_WIDTH = 5;
    /** Above this, threads often wait for a processor. */
    private static final double BUSY_SHARE = 0.15;
    private static final int BAR_CELLS = 32;

    private static final String ROW = "%-" + LABEL_WIDTH + "s%" + VALUE_WIDTH + "s%" + VALUE_WIDTH + "s";

    private final PrintStream out;
    private final Settings settings;
    private final NodeFigures pooled;
    private final NodeFigures stock;

    Report(PrintStream out, Settings settings, NodeFigures pooled, NodeFigures stock) {
        this.out = out;
        this.settings = settings;
        this.pooled = pooled;
        this.stock = stock;
    }

    void print() {
        out.println();
        printTable();
        printChart();
        out.println(gain());
        if (stock.filePages * Node.PAGE_BYTES < settings.budgetMebibytes * MemorySize.MEBIBYTE * 3 / 2)
            out.println("The data almost fits the memory, so there is little to gain: choose a smaller --budget or more rows.");
        if (Math.max(pooled.othersShare(), stock.othersShare()) > BUSY_SHARE)
            out.println("Other programs kept this machine busy meanwhile: repeat the run when it is quiet.");
    }

    private void printTable() {
        line("", "with ignite-zs", "stock Ignite");
        rule();
        printMemory();
        printPages();
        for (Workload workload : pooled.workloads.keySet())
            printWorkload(workload, pooled.workloads.get(workload), stock.workloads.get(workload));
        rule();
    }

    private void printMemory() {
        line("memory for pages", settings.budgetMebibytes + " MiB", settings.budgetMebibytes + " MiB");
        line("  data region", settings.pooledRegionMebibytes() + " MiB", settings.budgetMebibytes + " MiB");
        line("  compressed pool, " + settings.codec, settings.poolMebibytes() + " MiB", "-");
        line("files read with direct I/O", yesOrNo(pooled.readDirectly), yesOrNo(stock.readDirectly));
        line("CPU taken by other programs", percentOrUnknown(pooled.othersShare()), percentOrUnknown(stock.othersShare()));
        line("rows equal to their source", comparisons(pooled), comparisons(stock));
    }

    private void printPages() {
        rule();
        line("pages on disk, x memory", pages(pooled), pages(stock));
        line("  hot, in the data region", count(pooled.hotPages), count(stock.hotPages));
        line("  in the pool", count(pooled.pool.getPages()), "-");
        line("pool bytes per byte of a page", poolRatio(), "-");
        line("memory saved by compression", saved(), "-");
    }

    private void printWorkload(Workload workload, WorkloadFigures with, WorkloadFigures without) {
        rule();
        out.printf(ROW + "%" + RATIO_WIDTH + "s%n", workload.title() + ", reads/s", perSecond(with), perSecond(without),
            String.format(Locale.ROOT, "%.1fx", with.readsPerSecond() / without.readsPerSecond()));
        line("  p50 / p99 / p99.9, us", latencies(with), latencies(without));
        line("  faults answered by the pool", share(with.faultsFromPool, with.faults()), "-");
        line("  faults answered by the disk", share(with.faultsFromDisk, with.faults()),
            share(without.faultsFromDisk, without.faults()));
    }

    private void printChart() {
        out.println();
        out.println("Reads per second");
        double most = 1;
        for (Workload workload : pooled.workloads.keySet())
            most = Math.max(most, Math.max(rate(pooled, workload), rate(stock, workload)));
        for (Workload workload : pooled.workloads.keySet()) {
            bar(workload.title(), "ignite-zs", rate(pooled, workload), most);
            bar("", "stock", rate(stock, workload), most);
        }
        out.println();
    }

    private void bar(String title, String who, double rate, double most) {
        int cells = (int)Math.round(rate * BAR_CELLS / most);
        out.printf(Locale.ROOT, "  %-21s %-9s |%-" + BAR_CELLS + "s %,9.0f%n", title, who, "#".repeat(Math.max(1, cells)), rate);
    }

    private String gain() {
        return String.format(Locale.ROOT, "In the same %d MiB, ignite-zs answered %.1f %% of its page faults from memory.%n"
                + "Against stock Ignite it read %s by uniform keys,%n%s by Zipfian keys,%nand %s by SQL.",
            settings.budgetMebibytes, percent(pooled.faultsFromPool(), pooled.faults()), gain(Workload.UNIFORM),
            gain(Workload.ZIPFIAN), gain(Workload.SQL));
    }

    private String gain(Workload workload) {
        return String.format(Locale.ROOT, "%.1f times as fast (p99 %,.0f us instead of %,.0f us)",
            rate(pooled, workload) / rate(stock, workload), pooled.workloads.get(workload).micros(99),
            stock.workloads.get(workload).micros(99));
    }

    /** With all that storing a page costs, not only its compressed bytes. */
    private String poolRatio() {
        return String.format(Locale.ROOT, "%.2f", percent(pooled.pool.getUsedBytes(), pooled.pool.getHeldBytes()) / 100);
    }

    private String saved() {
        return String.format(Locale.ROOT, "%,.1f MiB", pooled.pool.getSavedBytes() / (double)MemorySize.MEBIBYTE);
    }

    private void line(String label, String with, String without) {
        out.printf(ROW + "%n", label, with, without);
    }

    private void rule() {
        out.println("-".repeat(LABEL_WIDTH + 2 * VALUE_WIDTH + RATIO_WIDTH));
    }

    private static double rate(NodeFigures figures, Workload workload) {
        return figures.workloads.get(workload).readsPerSecond();
    }

    private static String perSecond(WorkloadFigures figures) {
        return String.format(Locale.ROOT, "%,.0f", figures.readsPerSecond());
    }

    private static String latencies(WorkloadFigures figures) {
        return String.format(Locale.ROOT, "%,.0f / %,.0f / %,.0f", figures.micros(50), figures.micros(99), figures.micros(99.9));
    }

    private static String percentOrUnknown(double share) {
        return Double.isNaN(share) ? "unknown" : String.format(Locale.ROOT, "%.0f %%", share * 100);
    }

    private static String yesOrNo(boolean yes) {
        return yes ? "yes" : "no";
    }

    private static String comparisons(NodeFigures figures) {
        return count(figures.comparedRows) + " x " + figures.comparisons;
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private String pages(NodeFigures figures) {
        double budgets = figures.filePages * (double)Node.PAGE_BYTES / (settings.budgetMebibytes * MemorySize.MEBIBYTE);
        return String.format(Locale.ROOT, "%,d (%.1fx)", figures.filePages, budgets);
    }

    private static String share(long part, long whole) {
        return String.format(Locale.ROOT, "%,d (%.1f %%)", part, percent(part, whole));
    }

    private static double percent(long part, long whole) {
        return whole == 0 ? 0 : part * 100.0 / whole;
    }
}
