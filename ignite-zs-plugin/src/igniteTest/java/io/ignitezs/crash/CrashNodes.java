package io.ignitezs.crash;

import io.ignitezs.ignite.NodeHarness;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.ignite.Ignite;
import org.apache.ignite.cluster.ClusterState;

/** The one or two nodes of a machine whose power fails. */
final class CrashNodes {
    private static final List<String> NAMES = List.of("one", "two");

    private final List<Ignite> nodes = new ArrayList<>();

    /**
     * All that are in the baseline start before the cluster is active, or it would take partitions for lost.
     * @param first only one node is in the baseline yet
     */
    CrashNodes(NodeHarness harness, int count, boolean first) {
        for (String name : NAMES.subList(0, first ? 1 : count))
            nodes.add(harness.join(name));
        first().cluster().state(ClusterState.ACTIVE);
    }

    Ignite first() {
        return nodes.get(0);
    }

    Ignite any(int number) {
        return nodes.get(number % nodes.size());
    }

    long hits() {
        return nodes.stream().mapToLong(node -> NodeHarness.tierStats(node).hits).sum();
    }

    /** More nodes join, and partitions move to them; that goes on when this returns. */
    void grow(NodeHarness harness, int count) {
        if (nodes.size() == count)
            return;
        for (String name : NAMES.subList(nodes.size(), count))
            nodes.add(harness.join(name));
        first().cluster().setBaselineTopology(nodes.stream().map(node -> node.cluster().localNode()).collect(Collectors.toList()));
    }
}
