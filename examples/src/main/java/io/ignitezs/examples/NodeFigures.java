package io.ignitezs.examples;

import io.ignitezs.plugin.ZsStats;
import java.util.EnumMap;
import java.util.Map;

/** What was found on one of the two nodes. */
final class NodeFigures {
    final Map<Workload, WorkloadFigures> workloads = new EnumMap<>(Workload.class);
    long comparedRows;
    int comparisons;
    long filePages;
    long hotPages;

    /** Null on a stock node. */
    ZsStats pool;
    boolean readDirectly;

    long faultsFromPool() {
        return workloads.values().stream().mapToLong(figures -> figures.faultsFromPool).sum();
    }

    /** Of all processors, what other programs took while this node was read; NaN if unknown. */
    double othersShare() {
        return workloads.values().stream().mapToDouble(figures -> figures.othersShare).average().orElse(Double.NaN);
    }

    long faults() {
        return workloads.values().stream().mapToLong(WorkloadFigures::faults).sum();
    }
}
