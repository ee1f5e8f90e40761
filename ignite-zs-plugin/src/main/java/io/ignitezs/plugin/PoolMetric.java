package io.ignitezs.plugin;

import io.ignitezs.ignite.MetricExport;
import io.ignitezs.pool.LatencyHistogram;
import io.ignitezs.tier.TierStats;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** One metric of a pool: what it is called, what it means, and where in a snapshot it stands. */
final class PoolMetric {
    /** A gauge says how it is now, a counter how often something happened since the pool was opened. */
    enum Kind { GAUGE, COUNTER, HISTOGRAM }

    private static final String SHARE = "share";
    private static final String FLAG = "flag";

    final String name;
    final Kind kind;
    final String unit;
    final String meaning;
    private final Function<TierStats, Object> value;

    private PoolMetric(String name, Kind kind, String unit, String meaning, Function<TierStats, Object> value) {
        this.name = name;
        this.kind = kind;
        this.unit = unit;
        this.meaning = meaning;
        this.value = value;
    }

    static PoolMetric gauge(String name, String unit, String meaning, ToLongFunction<TierStats> value) {
        return new PoolMetric(name, Kind.GAUGE, unit, meaning, value::applyAsLong);
    }

    static PoolMetric counter(String name, String unit, String meaning, ToLongFunction<TierStats> value) {
        return new PoolMetric(name, Kind.COUNTER, unit, meaning, value::applyAsLong);
    }

    static PoolMetric share(String name, String meaning, ToDoubleFunction<TierStats> value) {
        return new PoolMetric(name, Kind.GAUGE, SHARE, meaning, value::applyAsDouble);
    }

    static PoolMetric flag(String name, String meaning, Predicate<TierStats> value) {
        return new PoolMetric(name, Kind.GAUGE, FLAG, meaning, value::test);
    }

    /** @param counts by bucket, see {@link LatencyHistogram} */
    static PoolMetric latency(String name, String meaning, Function<TierStats, long[]> counts) {
        return new PoolMetric(name, Kind.HISTOGRAM, "nanoseconds", meaning, counts::apply);
    }

    /** A {@link Long}, a {@link Double}, a {@link Boolean}, or of a histogram the counts. */
    Object value(TierStats stats) {
        return value.apply(stats);
    }

    void export(MetricExport export, Supplier<TierStats> stats) {
        if (kind == Kind.HISTOGRAM)
            export.histogram(name, meaning, LatencyHistogram.boundsNanos(), () -> (long[])value(stats.get()));
        else if (unit.equals(SHARE))
            export.share(name, meaning, () -> (Double)value(stats.get()));
        else if (unit.equals(FLAG))
            export.flag(name, meaning, () -> (Boolean)value(stats.get()));
        else
            export.number(name, meaning, () -> (Long)value(stats.get()));
    }
}
