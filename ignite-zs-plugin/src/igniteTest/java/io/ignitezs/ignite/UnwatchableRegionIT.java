package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.tier.TierStats;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.internal.IgniteEx;
import org.apache.ignite.internal.processors.cache.persistence.pagemem.ForeignPolicies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A region in which one segment is not as expected, when others are watched already: it is inclusive, one warning says so, and the node works. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class UnwatchableRegionIT {
    private static final int KEYS = 16_000;
    private static final long REGION_BYTES = 18L << 20;

    @TempDir
    private Path directory;

    @Test
    void foreignPolicyInOneSegment() throws Exception {
        try (NodeHarness harness = new NodeHarness(directory).regionBytes(REGION_BYTES).configure(UnwatchableRegionIT::startRegionWithNode)) {
            Ignite node = harness.start("one");
            new ForeignPolicies(((IgniteEx)node).context().cache().context().database().dataRegion("default").pageMemory()).wrapLast();
            usePoolAndCheck(harness, node);
        }
    }

    /** And not with the first cache in it. */
    private static void startRegionWithNode(IgniteConfiguration node) {
        node.getDataStorageConfiguration().getDefaultDataRegionConfiguration().setLazyMemoryAllocation(false);
    }

    private static void usePoolAndCheck(NodeHarness harness, Ignite node) throws IgniteCheckedException {
        CacheModel model = new CacheModel(12, KEYS);
        model.load(node, cache(node));
        for (int step = 0; step < 50; step++)
            model.randomStep(cache(node));
        NodeHarness.checkpoint(node);
        assertEquals(List.of(), model.differences(cache(node)));
        assertEquals(List.of(), model.differences(cache(node)));
        TierStats stats = NodeHarness.tierStats(node);
        assertFalse(stats.exclusive);
        assertTrue(stats.hits > 1_000, () -> stats.hits + " hits");
        assertEquals(0, stats.copiesStored);
        Whereabouts pages = Whereabouts.of(node, "words");
        assertTrue(pages.inBoth > 500, pages::toString);
        assertTrue(NodeHarness.verify(node) > 1_000, "pages as in their files");
        assertEquals(1, harness.warnings().size(), harness.warnings()::toString);
        assertTrue(harness.warnings().get(0).contains("Cannot see which pages a data region replaces") && harness.warnings().get(0).contains("Foreign"),
            harness.warnings()::toString);
    }

    private static IgniteCache<Integer, byte[]> cache(Ignite node) {
        return node.getOrCreateCache(new CacheConfiguration<Integer, byte[]>("words").setAffinity(new RendezvousAffinityFunction(false, 32)));
    }
}
