package io.ignitezs.ignite;

import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.ignite.internal.IgniteEx;
import org.apache.ignite.internal.processors.metric.GridMetricManager;
import org.apache.ignite.internal.processors.metric.MetricRegistryImpl;
import org.apache.ignite.internal.processors.metric.impl.MetricUtils;
import org.apache.ignite.plugin.PluginContext;

/** A metric registry of a node, from its making to {@link #close}; each metric asks its source when it is read. */
public final class MetricExport implements AutoCloseable {
    private final GridMetricManager manager;
    private final MetricRegistryImpl registry;

    /** @param context of a plugin that is starting, or has started */
    public MetricExport(PluginContext context, String registryName) {
        manager = ((IgniteEx)context.grid()).context().metric();
        registry = manager.registry(registryName);
    }

    public void number(String name, String description, LongSupplier source) {
        registry.register(name, source, description);
    }

    public void share(String name, String description, DoubleSupplier source) {
        registry.register(name, source, description);
    }

    public void flag(String name, String description, BooleanSupplier source) {
        registry.register(name, source, description);
    }

    /**
     * @param bounds of all buckets but the last, ascending
     * @param source gives what is in each bucket
     */
    public void histogram(String name, String description, long[] bounds, Supplier<long[]> source) {
        registry.register(new SuppliedHistogram(MetricUtils.metricName(registry.name(), name), description, bounds, source));
    }

    /** Whoever looks finds no registry of that name any more. */
    @Override public void close() {
        manager.remove(registry.name(), false);
    }
}
