package io.ignitezs.tier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** Prints the share of reads that each order of eviction would have left to the file, by trace and by the share of its pages that have room. */
public final class PolicyReport {
    private static final int[] PERCENT = {10, 25, 50};

    /** Other shares of new pages than the one that the tier has. */
    private static final double[] NEW_SHARES = {0.1, 0.05, 0.01};

    private static final String[][] TRACES = {{"zipf"}, {"uniform"}, {"ranges"}, {"updates"}, {"scan-1-zipf", "scan-2-scan", "scan-3-zipf"},
        {"snapshot"}, {"index-build"}, {"rebalance"}};

    private final Path directory;
    private final boolean exclusive;

    /** 0 if the traces are of the residency that is simulated. */
    private final int regionPages;

    private PolicyReport(Path directory, boolean exclusive, int regionPages) {
        this.directory = directory;
        this.exclusive = exclusive;
        this.regionPages = regionPages;
    }

    /** @param exclusive whether the traces are of an exclusive tier */
    public static void print(Path directory, boolean exclusive) throws IOException {
        print(new PolicyReport(directory, exclusive, 0));
    }

    /** As if the tier whose traces these are were exclusive. @param regionPages what its data region is to hold */
    public static void printAsExclusive(Path directory, int regionPages) throws IOException {
        print(new PolicyReport(directory, true, regionPages));
    }

    private static void print(PolicyReport report) throws IOException {
        for (String[] names : TRACES)
            if (Files.exists(report.directory.resolve(names[names.length - 1] + ".trace")))
                report.print(names);
    }

    private void print(String[] names) throws IOException {
        PageRequests requests = new PageRequests();
        int[] ends = new int[names.length];
        for (int phase = 0; phase < names.length; phase++)
            ends[phase] = requests.add(directory.resolve(names[phase] + ".trace")).count();
        if (regionPages > 0) {
            requests = requests.exclusive(regionPages);
            ends = new int[] {requests.count()};
        }
        System.out.printf("%n%s: %,d reads of %,d pages, %s%n%-14s", String.join(" + ", names), requests.reads(), requests.distinctPages(),
            exclusive ? "exclusive" : "inclusive", "miss ratio %");
        for (int percent : PERCENT)
            System.out.printf("%9d %%", percent);
        System.out.println();
        for (Map.Entry<String, IntFunction<SimulatedOrder>> order : orders(requests).entrySet())
            printLine(requests, ends, order.getKey(), order.getValue());
        printOptimum(requests);
    }

    private static Map<String, IntFunction<SimulatedOrder>> orders(PageRequests requests) {
        Map<String, IntFunction<SimulatedOrder>> orders = new LinkedHashMap<>(SimulatedOrders.all(requests.distinctPages()));
        orders.put("tier CLOCK", capacity -> new TierModel(requests, new ClockOrder(), capacity));
        orders.put("tier S3-FIFO", capacity -> new TierModel(requests, new TwoHandsOrder(), capacity));
        for (double newShare : NEW_SHARES)
            orders.put("tier, " + Math.round(100 * newShare) + " %", capacity -> new TierModel(requests, new TwoHandsOrder(newShare), capacity));
        return orders;
    }

    private void printLine(PageRequests requests, int[] ends, String name, IntFunction<SimulatedOrder> order) {
        System.out.printf("%-14s", name);
        StringBuilder phases = new StringBuilder();
        for (int percent : PERCENT) {
            Replay replay = new Replay(requests, exclusive);
            SimulatedOrder simulated = order.apply(Math.max(1, requests.distinctPages() * percent / 100));
            int misses = 0;
            for (int phase = 0; phase < ends.length; phase++) {
                int from = phase == 0 ? 0 : ends[phase - 1];
                int missed = replay.misses(simulated, from, ends[phase]);
                misses += missed;
                if (ends.length > 1)
                    phases.append(String.format(" %5.1f", 100.0 * missed / reads(requests, from, ends[phase])));
            }
            System.out.printf("%11.2f", 100.0 * misses / requests.reads());
        }
        System.out.println(phases);
    }

    private static int reads(PageRequests requests, int from, int to) {
        int reads = 0;
        for (int request = from; request < to; request++)
            reads += requests.kind(request) == PageRequests.READ ? 1 : 0;
        return reads;
    }

    private void printOptimum(PageRequests requests) {
        System.out.printf("%-14s", "Belady");
        for (int percent : PERCENT)
            System.out.printf("%11.2f", 100.0 * Belady.misses(requests, Math.max(1, requests.distinctPages() * percent / 100), exclusive)
                / requests.reads());
        System.out.println();
    }
}
