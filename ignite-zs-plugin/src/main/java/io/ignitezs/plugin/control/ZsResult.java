package io.ignitezs.plugin.control;

import io.ignitezs.estimate.Json;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.ignite.IgniteException;
import org.apache.ignite.internal.client.GridClientNode;
import org.apache.ignite.internal.management.api.CommandUtils;

/** What the nodes answer, in the order of their consistent IDs. */
final class ZsResult implements Serializable {
    private static final long serialVersionUID = 0L;

    private final ArrayList<ZsNodeResult> nodes;

    ZsResult(List<ZsNodeResult> nodes) {
        this.nodes = new ArrayList<>(nodes);
        this.nodes.sort(Comparator.comparing(ZsNodeResult::consistentId));
    }

    List<ZsNodeResult> nodes() {
        return nodes;
    }

    void print(boolean asJson, NodeChoice choice, Consumer<String> printer) {
        if (asJson)
            printer.accept(json(choice));
        else {
            nodes.forEach(node -> print(node, printer));
            choice.withoutPool().forEach(node -> printer.accept("No compressed pool on node with ID: " + node.nodeId() + consistentId(node.consistentId())));
        }
    }

    /** @throws RuntimeException if a node has failed: Ignite makes the exit code of it */
    void checkAll() {
        List<ZsNodeResult> failed = nodes.stream().filter(node -> node.failure() != null).collect(Collectors.toList());
        if (failed.isEmpty())
            return;
        String reasons = failed.stream().map(ZsNodeResult::failure).distinct().collect(Collectors.joining("; "));
        String text = "Failed on " + failed.size() + " of " + nodes.size() + " nodes: " + reasons;
        throw failed.stream().allMatch(ZsNodeResult::isRefusal) ? new IllegalArgumentException(text) : new IgniteException(text);
    }

    private static void print(ZsNodeResult node, Consumer<String> printer) {
        if (node.failure() != null) {
            CommandUtils.printNodeError(printer, node.nodeId(), node.consistentId(), new IgniteException(node.failure()));
            return;
        }
        printer.accept("Results from node with ID: " + node.nodeId() + consistentId(node.consistentId()));
        if (node.shadowOneOf() > 0)
            printer.accept(onlyTriedOut(node));
        printer.accept("---");
        node.table().print(printer);
        printer.accept("---" + System.lineSeparator());
    }

    private static String onlyTriedOut(ZsNodeResult node) {
        return "Only tried out (mode=SHADOW), nothing is served: one of " + node.shadowOneOf() + " pages is shown to a pool of that part of "
            + node.triedBytes() + " bytes. " + node.figures();
    }

    private static String consistentId(Object id) {
        return " [consistentId='" + id + "']";
    }

    private String json(NodeChoice choice) {
        Json json = new Json().beginObject().name("nodes").beginArray();
        for (ZsNodeResult node : nodes)
            json(node, json);
        json.endArray().name("nodesWithoutPool").beginArray();
        for (GridClientNode node : choice.withoutPool())
            json.beginObject().name("nodeId").value(node.nodeId()).name("consistentId").value(node.consistentId()).endObject();
        return json.endArray().endObject().toString();
    }

    private static void json(ZsNodeResult node, Json json) {
        json.beginObject().name("nodeId").value(node.nodeId()).name("consistentId").value(node.consistentId());
        if (node.shadowOneOf() > 0)
            json.name("shadowOneOf").value(node.shadowOneOf()).name("triedBytes").value(node.triedBytes());
        if (node.failure() != null)
            json.name("error").value(node.failure());
        else
            node.table().json(json.name("result"));
        json.endObject();
    }
}
