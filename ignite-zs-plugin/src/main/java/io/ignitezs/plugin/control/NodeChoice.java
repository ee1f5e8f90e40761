package io.ignitezs.plugin.control;

import io.ignitezs.plugin.ZsPluginProvider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.apache.ignite.internal.client.GridClientNode;
import org.apache.ignite.internal.management.api.CommandUtils;

/** Which nodes a command is for. */
final class NodeChoice {
    private final Collection<GridClientNode> nodes;

    /** Server nodes that are left out because they have no pool. */
    private final List<GridClientNode> withoutPool;

    private NodeChoice(Collection<GridClientNode> nodes, List<GridClientNode> withoutPool) {
        this.nodes = nodes;
        this.withoutPool = withoutPool;
    }

    /**
     * @param all nodes of the cluster
     * @throws IllegalArgumentException if a node that is named is not there or has no pool, or no node has one
     */
    static NodeChoice of(ZsNodesArg arg, Collection<GridClientNode> all) {
        if (arg.nodeId() != null)
            return named(List.of(arg.nodeId().toString()), all);
        return arg.nodes() == null ? everywhere(all) : named(List.of(arg.nodes()), all);
    }

    /** For a question to the operator. */
    static String describe(ZsNodesArg arg) {
        if (arg.nodeId() != null)
            return "on node " + arg.nodeId();
        return arg.nodes() == null ? "on all server nodes that have one" : "on nodes " + String.join(", ", arg.nodes());
    }

    Collection<GridClientNode> nodes() {
        return nodes;
    }

    List<GridClientNode> withoutPool() {
        return withoutPool;
    }

    private static NodeChoice everywhere(Collection<GridClientNode> all) {
        List<GridClientNode> chosen = new ArrayList<>();
        List<GridClientNode> others = new ArrayList<>();
        for (GridClientNode node : CommandUtils.servers(all))
            (hasPool(node) ? chosen : others).add(node);
        if (chosen.isEmpty())
            throw new IllegalArgumentException("No server node of this cluster has a compressed pool.");
        return new NodeChoice(chosen, others);
    }

    private static NodeChoice named(List<String> ids, Collection<GridClientNode> all) {
        Collection<GridClientNode> chosen = new LinkedHashSet<>();
        for (String id : ids)
            chosen.add(checked(find(id.strip(), all)));
        return new NodeChoice(chosen, List.of());
    }

    /** @throws IllegalArgumentException in the words of Ignite's own commands if there is none */
    private static GridClientNode find(String id, Collection<GridClientNode> all) {
        for (GridClientNode node : all)
            if (id.equals(String.valueOf(node.consistentId())) || id.equals(node.nodeId().toString()))
                return node;
        throw new IllegalArgumentException("Node with id=" + id + " not found.");
    }

    private static GridClientNode checked(GridClientNode node) {
        UUID id = node.nodeId();
        if (node.isClient())
            throw new IllegalArgumentException("Node with id=" + id + " is a client node, which has no compressed pool.");
        if (!hasPool(node))
            throw new IllegalArgumentException("Node with id=" + id + " has no compressed pool: ignite-zs-plugin is not there, or not enabled.");
        return node;
    }

    private static boolean hasPool(GridClientNode node) {
        return node.attribute(ZsPluginProvider.POOL_ATTRIBUTE) != null;
    }
}
