package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.cache.CachePeekMode;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.cluster.ClusterNode;
import org.apache.ignite.configuration.CacheConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nodes in one process, each with a tier of its own: partitions move to a node that joins and are evicted where they were,
 * come back when it leaves, and are brought up to date after it was away. Whatever the pools still held of an earlier life of a partition
 * must not be seen again.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class RebalanceIT {
    private static final int KEYS = 20_000;

    @TempDir
    private Path directory;

    @Test
    void partitionsThatMoveAndComeBackHoldWhatTheyMust() throws IgniteCheckedException {
        CacheModel model = new CacheModel(17, KEYS);
        try (NodeHarness harness = new NodeHarness(directory)) {
            harness.settings().exclusive = false; // The regions have room for all: nothing would leave them.
            Ignite one = harness.start("one");
            Ignite two = harness.start("two");
            setBaseline(one, two);
            model.load(cache(one));
            NodeHarness.checkpoint(one);
            Ignite three = harness.start("three");
            setBaseline(one, two, three);
            Balance.await("words", one, two, three);
            assertTrue(localKeys(three) > 0 && localKeys(one) < one.cache("words").size(), "nothing has moved");
            change(three, model);
            harness.stop(three);
            setBaseline(one, two);
            Balance.await("words", one, two);
            assertEquals(one.cache("words").size(), localKeys(one));
            change(one, model);
            three = harness.start("three");
            setBaseline(one, two, three);
            Balance.await("words", one, two, three);
            assertEquals(List.of(), model.differences(cache(three)));
            assertNotSame(NodeHarness.pageStoreManager(one), NodeHarness.pageStoreManager(two));
            assertTrue(NodeHarness.tierStats(one).stores > 0 && NodeHarness.tierStats(two).stores > 0);
        }
    }

    @Test
    void aNodeThatWasAwayIsBroughtUpToDate() throws IgniteCheckedException {
        CacheModel model = new CacheModel(18, KEYS);
        try (NodeHarness harness = new NodeHarness(directory)) {
            Ignite one = harness.start("one");
            Ignite two = harness.start("two");
            setBaseline(one, two);
            model.load(cache(one));
            Balance.await("words", one, two);
            harness.stop(two);
            change(one, model);
            two = harness.start("two");
            Balance.await("words", one, two);
            harness.stop(one);
            assertEquals(List.of(), model.differences(cache(two)), "with the other node gone");
        }
    }

    private static void change(Ignite node, CacheModel model) throws IgniteCheckedException {
        for (int step = 0; step < 100; step++)
            model.randomStep(node.cache("words"));
        NodeHarness.checkpoint(node);
        assertEquals(List.of(), model.differences(node.cache("words")));
    }

    private static void setBaseline(Ignite... nodes) {
        Collection<ClusterNode> baseline = Arrays.stream(nodes).map(node -> node.cluster().localNode()).collect(Collectors.toList());
        nodes[0].cluster().setBaselineTopology(baseline);
    }

    private static int localKeys(Ignite node) {
        return node.cache("words").localSize(CachePeekMode.ALL);
    }

    private static IgniteCache<Integer, byte[]> cache(Ignite node) {
        return node.getOrCreateCache(new CacheConfiguration<Integer, byte[]>("words")
            .setBackups(1)
            .setAffinity(new RendezvousAffinityFunction(false, 32)));
    }
}
