package io.ignitezs.crash;

import io.ignitezs.ignite.NodeHarness;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.ignite.Ignite;
import org.apache.ignite.cluster.ClusterNode;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.internal.IgniteEx;
import org.apache.ignite.internal.processors.cache.distributed.dht.topology.GridDhtPartitionState;
import org.apache.ignite.internal.processors.cache.distributed.dht.topology.GridDhtPartitionTopology;
import org.awaitility.Awaitility;

/** The one or two nodes of a machine whose power fails. */
final class CrashNodes {
    private static final List<String> NAMES = List.of("one", "two");
    private static final int BALANCE_SECONDS = 60;

    private final List<Ignite> nodes = new ArrayList<>();

    /** All that are in the baseline start before the cluster is active, or it would take partitions for lost. */
    CrashNodes(NodeHarness harness, int count) {
        for (String name : NAMES.subList(0, count))
            nodes.add(harness.join(name));
        first().cluster().state(ClusterState.ACTIVE);
    }

    Ignite first() {
        return nodes.get(0);
    }

    Ignite any(int number) {
        return nodes.get(number % nodes.size());
    }

    boolean areMany() {
        return nodes.size() > 1;
    }

    long hits() {
        return nodes.stream().mapToLong(node -> NodeHarness.tierStats(node).hits).sum();
    }

    /** All rows to the first node, and then back to both: the second part goes on when this returns. */
    void beginToMove() {
        awaitBalanced();
        setBaseline(nodes.subList(0, 1));
        awaitBalanced();
        setBaseline(nodes);
    }

    private void setBaseline(List<Ignite> members) {
        Collection<ClusterNode> baseline = members.stream().map(node -> node.cluster().localNode()).collect(Collectors.toList());
        first().cluster().setBaselineTopology(baseline);
    }

    private void awaitBalanced() {
        Awaitility.await().atMost(BALANCE_SECONDS, TimeUnit.SECONDS).pollInterval(20, TimeUnit.MILLISECONDS)
            .until(() -> nodes.stream().allMatch(CrashNodes::isBalanced));
    }

    private static boolean isBalanced(Ignite node) {
        return node.cacheNames().stream().allMatch(cache -> isBalanced((IgniteEx)node, cache));
    }

    private static boolean isBalanced(IgniteEx node, String cache) {
        GridDhtPartitionTopology topology = node.context().cache().cacheGroup(
            node.context().cache().cacheDescriptor(cache).groupId()).topology();
        return topology.rebalanceFinished(node.context().discovery().topologyVersionEx())
            && topology.localPartitions().stream().allMatch(partition -> partition.state() == GridDhtPartitionState.OWNING);
    }
}
