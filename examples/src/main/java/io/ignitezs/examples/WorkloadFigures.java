package io.ignitezs.examples;

import org.HdrHistogram.Histogram;

/** What was measured while one workload ran. */
final class WorkloadFigures {
    final Histogram latencyNanos;
    final double seconds;
    final long faultsFromPool;
    final long faultsFromDisk;

    WorkloadFigures(Histogram latencyNanos, double seconds, long faultsFromPool, long faultsFromDisk) {
        this.latencyNanos = latencyNanos;
        this.seconds = seconds;
        this.faultsFromPool = faultsFromPool;
        this.faultsFromDisk = faultsFromDisk;
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
