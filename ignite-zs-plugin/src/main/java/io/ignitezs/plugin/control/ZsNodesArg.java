package io.ignitezs.plugin.control;

import io.ignitezs.plugin.ZsPlugin;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.UUID;
import java.util.function.DoubleConsumer;
import org.apache.ignite.internal.dto.IgniteDataTransferObject;
import org.apache.ignite.internal.management.api.Argument;
import org.apache.ignite.internal.util.typedef.internal.U;

/**
 * What all commands are told: which nodes, and how the answer is printed. A subclass has what one command is told beside, and does it on a node. It must be
 * public, with a constructor without arguments, and say {@code @ArgumentGroup(value = {"nodeId", "nodes", "allNodes"}, onlyOneOf = true, optional = true)};
 * each option is a field, and a getter and a setter of the same name.
 */
public abstract class ZsNodesArg extends IgniteDataTransferObject {
    private static final long serialVersionUID = 0L;

    @Argument(optional = true, description = "ID of the node")
    private UUID nodeId;

    @Argument(optional = true, description = "Comma-separated list of node IDs or consistent IDs", example = "id1[,id2,....,idN]")
    private String[] nodes;

    @Argument(optional = true, description = "All server nodes that have a compressed pool, as if no node is named")
    private boolean allNodes;

    @Argument(optional = true, description = "One line of JSON in place of tables")
    private boolean json;

    /**
     * Refuses what is impossible on every node, before anybody is asked for confirmation.
     * @throws IllegalArgumentException that says what is allowed
     */
    void check() {
    }

    /**
     * Does what is to be done, on a node.
     * @param zs       of that node
     * @param progress to be told which share is done by now, 0..1, and throws when the command is cancelled
     * @throws IllegalArgumentException if the command was told something impossible
     */
    abstract ZsTable run(ZsPlugin zs, DoubleConsumer progress);

    /** For people: of what the figures are that a node answers whose pool is only tried out. */
    String figuresOfShadow() {
        return "Counts and bytes are of that pool";
    }

    public UUID nodeId() {
        return nodeId;
    }

    public void nodeId(UUID nodeId) {
        this.nodeId = nodeId;
    }

    public String[] nodes() {
        return nodes;
    }

    public void nodes(String[] nodes) {
        this.nodes = nodes;
    }

    public boolean allNodes() {
        return allNodes;
    }

    public void allNodes(boolean allNodes) {
        this.allNodes = allNodes;
    }

    public boolean json() {
        return json;
    }

    public void json(boolean json) {
        this.json = json;
    }

    @Override protected void writeExternalData(ObjectOutput out) throws IOException {
        U.writeUuid(out, nodeId);
        U.writeArray(out, nodes);
        out.writeBoolean(allNodes);
        out.writeBoolean(json);
    }

    @Override protected void readExternalData(byte version, ObjectInput in) throws IOException, ClassNotFoundException {
        nodeId = U.readUuid(in);
        nodes = U.readArray(in, String.class);
        allNodes = in.readBoolean();
        json = in.readBoolean();
    }
}
