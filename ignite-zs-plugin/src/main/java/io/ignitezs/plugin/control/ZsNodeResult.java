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

    /** Of a pool that is only tried out; 0 if it serves what it has. */
    private int shadowOneOf;
    private long triedBytes;
    private String figures;

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

    /** @param figures says of what the figures are */
    ZsNodeResult tried(int shadowOneOf, long triedBytes, String figures) {
        this.shadowOneOf = shadowOneOf;
        this.triedBytes = triedBytes;
        this.figures = figures;
        return this;
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

    int shadowOneOf() {
        return shadowOneOf;
    }

    long triedBytes() {
        return triedBytes;
    }

    String figures() {
        return figures;
    }

    boolean isRefusal() {
        return isRefusal;
    }
}
