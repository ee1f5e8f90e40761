package io.ignitezs.ignite;

import java.util.concurrent.TimeUnit;
import org.apache.ignite.Ignite;
import org.apache.ignite.internal.IgniteEx;
import org.apache.ignite.internal.processors.cache.distributed.dht.topology.GridDhtPartitionState;
import org.apache.ignite.internal.processors.cache.distributed.dht.topology.GridDhtPartitionTopology;
import org.awaitility.Awaitility;

/** Waits for partitions to be where they belong. */
public final class Balance {
    private static final int MINUTES = 10;

    private Balance() {
    }

    /** Every partition is where it belongs and up to date, what moved has been evicted where it was. */
    public static void await(String cache, Ignite... nodes) {
        for (Ignite node : nodes)
            Awaitility.await().atMost(MINUTES, TimeUnit.MINUTES).until(() -> isReached(cache, node));
    }

    private static boolean isReached(String cache, Ignite node) {
        GridDhtPartitionTopology topology = ((IgniteEx)node).context().cache().cache(cache).context().topology();
        return topology.rebalanceFinished(((IgniteEx)node).context().discovery().topologyVersionEx())
            && topology.localPartitions().stream().allMatch(partition -> partition.state() == GridDhtPartitionState.OWNING);
    }
}
