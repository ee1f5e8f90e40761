package io.ignitezs.ignite;

import java.util.Arrays;
import java.util.function.Supplier;
import org.apache.ignite.internal.processors.metric.AbstractMetric;
import org.apache.ignite.spi.metric.HistogramMetric;

/** A histogram that is counted elsewhere, in buckets that cannot be configured. */
final class SuppliedHistogram extends AbstractMetric implements HistogramMetric {
    private final long[] bounds;
    private final Supplier<long[]> source;

    SuppliedHistogram(String name, String description, long[] bounds, Supplier<long[]> source) {
        super(name, description);
        this.bounds = bounds.clone();
        this.source = source;
    }

    /** Always the same array, as exporters expect that compare it with the last one. */
    @Override public long[] bounds() {
        return bounds;
    }

    @Override public long[] value() {
        return source.get();
    }

    @Override public Class<long[]> type() {
        return long[].class;
    }

    @Override public String getAsString() {
        return Arrays.toString(value());
    }
}
