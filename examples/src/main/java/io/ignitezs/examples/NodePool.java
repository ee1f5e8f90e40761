package io.ignitezs.examples;

import io.ignitezs.plugin.ZsStats;
import java.io.Serializable;

/** What one server of the cluster tells about itself. */
final class NodePool implements Serializable {
    private static final long serialVersionUID = 1;

    final String node;

    /** In all copies that the node has. */
    final long rows;
    final ZsStats stats;

    NodePool(String node, long rows, ZsStats stats) {
        this.node = node;
        this.rows = rows;
        this.stats = stats;
    }
}
