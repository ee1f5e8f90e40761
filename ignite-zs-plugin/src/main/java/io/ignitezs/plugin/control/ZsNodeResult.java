package io.ignitezs.plugin.control;

import java.io.Serializable;
import java.util.UUID;
import org.apache.ignite.cluster.ClusterNode;

/** What one node answers: a table, or why there is none. */
final class ZsNodeResult implements Serializable {
    private static final long serialVersionUID = 0L;

    private final UUID nodeId;
    private final String consistentId;

    /** Null if it failed. */
    private final ZsTable table;
    private final String failure;

    /** Whether it failed because the command was told something impossible. */
    private final boolean isRefusal;

    private ZsNodeResult(ClusterNode node, ZsTable table, String failure, boolean isRefusal) {
        nodeId = node.id();
        consistentId = String.valueOf(node.consistentId());
        this.table = table;
        this.failure = failure;
        this.isRefusal = isRefusal;
    }

    static ZsNodeResult of(ClusterNode node, ZsTable table) {
        return new ZsNodeResult(node, table, null, false);
    }

    /** What an error says means little without its class. */
    static ZsNodeResult failed(ClusterNode node, Throwable failure) {
        String text = failure.getMessage() == null || failure instanceof Error ? failure.toString() : failure.getMessage();
        return new ZsNodeResult(node, null, text, failure instanceof IllegalArgumentException);
    }

    UUID nodeId() {
        return nodeId;
    }

    String consistentId() {
        return consistentId;
    }

    ZsTable table() {
        return table;
    }

    String failure() {
        return failure;
    }

    boolean isRefusal() {
        return isRefusal;
    }
}
