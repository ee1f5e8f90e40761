package io.ignitezs.plugin;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.ignite.plugin.IgnitePlugin;

/**
 * What a node tells about its pool: {@code ZsPlugin zs = ignite.plugin(ZsPluginProvider.NAME)}, for which Ignite wants
 * the cluster active. Once had it is valid until the node stops, also while the cluster is inactive and when it is active
 * again; after the stop it is like that of a node without pool.
 */
public final class ZsPlugin implements IgnitePlugin {
    private final BooleanSupplier enabled;
    private final Supplier<ZsStats> stats;

    ZsPlugin(BooleanSupplier enabled, Supplier<ZsStats> stats) {
        this.enabled = enabled;
        this.stats = stats;
    }

    /** Whether this node has a pool. False on client nodes and where the configuration says so. */
    public boolean isEnabled() {
        return enabled.getAsBoolean();
    }

    /** A snapshot; all zero while this node has no pool. */
    public ZsStats stats() {
        return stats.get();
    }
}
