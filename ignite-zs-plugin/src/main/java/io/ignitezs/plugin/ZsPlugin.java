package io.ignitezs.plugin;

import java.util.function.Supplier;
import org.apache.ignite.plugin.IgnitePlugin;

/**
 * What a node tells about its pool: {@code ZsPlugin zs = ignite.plugin(ZsPluginProvider.NAME)}. Valid from start to stop of
 * the node, also after the cluster was deactivated and activated again; after the stop it is like that of a node without pool.
 */
public final class ZsPlugin implements IgnitePlugin {
    private final Supplier<ZsStats> stats;

    /** @param stats asked for every snapshot; gives null while there is no pool */
    ZsPlugin(Supplier<ZsStats> stats) {
        this.stats = stats;
    }

    /** Whether this node has a pool. False on client nodes and where the configuration says so. */
    public boolean isEnabled() {
        return stats.get() != null;
    }

    /** A snapshot; all zero while this node has no pool. */
    public ZsStats stats() {
        ZsStats current = stats.get();
        return current == null ? ZsStats.NONE : current;
    }
}
