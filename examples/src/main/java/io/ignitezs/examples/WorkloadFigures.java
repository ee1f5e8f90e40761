package io.ignitezs.examples;

import org.HdrHistogram.Histogram;

/** What was measured while one workload ran. */
final class WorkloadFigures {
    final Histogram latencyNanos;
    final double seconds;
    final long faultsFromPool;
    final long faultsFromDisk;

    /** Of all processors, what other programs took meanwhile; NaN if unknown. */
    final double othersShare;

    WorkloadFigures(Histogram latencyNanos, double seconds, long faultsFromPool, long faultsFromDisk, double othersShare) {
        this.latencyNanos = latencyNanos;
        this.seconds = seconds;
        this.faultsFromPool = faultsFromPool;
        this.faultsFromDisk = faultsFromDisk;
        this.othersShare = othersShare;
    }

    double readsPerSecond() {
        return latencyNanos.getTotalCount() / seconds;
    }

    double micros(double percentile) {
        return latencyNanos.getValueAtPercentile(percentile) / 1e3;
    }

    long faults() {
        return faultsFromPool + faultsFromDisk;
    }
}
