package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.mem.FaultyMemory;
import io.ignitezs.pool.MoveProgress;
import io.ignitezs.tier.Damage;
import io.ignitezs.tier.TierConfiguration;
import io.ignitezs.tier.TierStats;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.configuration.CacheConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real nodes whose tier is only tried out: files answer each read, rows are right whatever happens to the tier, and it tells about what one that is in use does. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class ShadowIT {
    private static final long SEED = 20261128;
    private static final int KEYS = 20_000;
    private static final int ROWS = 60_000;
    private static final int ROW_BYTES = 1000;
    private static final int READS = 150_000;
    private static final int ONE_OF = 4;

    /** What docs/estimator.md promises. */
    private static final double RATIO_ERROR = 0.02;
    private static final double HIT_RATIO_ERROR = 0.1;

    @TempDir
    private Path directory;

    @ParameterizedTest @ValueSource(booleans = {true, false})
    void servesNothingAndTellsWhatItWouldDo(boolean exclusive) throws IgniteCheckedException {
        try (NodeHarness harness = sized(exclusive, 0)) {
            fill(harness.start("one"));
        }
        Run stock = run(sized(exclusive, 0).withoutTier());
        Run used = run(sized(exclusive, 0));
        Run shadow = run(sized(exclusive, ONE_OF));
        String found = "seed " + SEED + ", exclusive " + exclusive + ", used: " + used + ", shadow: " + shadow;
        System.out.println(found);
        assertEquals(stock.pagesRead, stock.fileReads, "how stock Ignite reads");
        assertEquals(shadow.pagesRead, shadow.fileReads, found);
        assertTrue(used.fileReads < 0.8 * used.pagesRead, found);
        assertEquals(used.ratio(), shadow.ratio(), RATIO_ERROR, found);
        assertEquals(used.hitRatio(), shadow.hitRatio(), HIT_RATIO_ERROR, found);
        double[] bySize = shadow.stats.shadowHitRatios;
        assertEquals(used.hitRatio(), bySize[1], 2 * HIT_RATIO_ERROR, found);
        assertTrue(bySize[0] < bySize[1] - 0.02 && bySize[1] < bySize[2] - 0.02 && bySize[2] <= bySize[3] + 1e-9, found);
        assertEquals(ONE_OF, shadow.stats.shadowOneOf);
        assertTrue(shadow.stats.usedBytes <= shadow.stats.limitBytes && shadow.stats.limitBytes == used.stats.limitBytes / ONE_OF, found);
        double reads = (double)ONE_OF * (shadow.stats.hits + shadow.stats.misses) / (used.stats.hits + used.stats.misses);
        assertTrue(reads > 0.8 && reads < 1.2, () -> reads + " of the reads that there were, " + found);
    }

    /** A file that was written in one mode is right in all others. */
    @Test void modesFollowEachOtherOnTheSameFiles() throws IgniteCheckedException {
        CacheModel model = new CacheModel(SEED, KEYS);
        for (String mode : List.of("shadow", "write-through", "shadow", "write-back", "shadow", "stock"))
            try (NodeHarness harness = small(mode)) {
                Ignite node = harness.start("one");
                if (model.steps() == 0)
                    model.load(node, cache(node));
                assertEquals(List.of(), model.differences(cache(node)), mode);
                change(node, model);
                assertEquals(List.of(), model.differences(cache(node)), mode);
                if (!mode.equals("stock"))
                    assertTrue(NodeHarness.tierStats(node).hits > 0 && NodeHarness.verify(node) > 100, mode);
                assertEquals(List.of(), harness.warnings());
            }
    }

    @Test void whatFailsIsNobodysMatter() throws IgniteCheckedException {
        FaultyMemory memory = new FaultyMemory();
        Random random = new Random(SEED);
        try (NodeHarness harness = small("shadow")) {
            harness.settings().memory = memory;
            Ignite node = harness.start("one");
            CacheModel model = new CacheModel(SEED, KEYS);
            model.load(node, cache(node));
            assertEquals(List.of(), model.differences(cache(node)));
            Damage.inflict(manager(node).tier().tier, 4_000, random);
            memory.refuse(bytes -> random.nextBoolean());
            change(node, model);
            assertEquals(List.of(), model.differences(cache(node)), "seed " + SEED);
            assertTrue(NodeHarness.tierStats(node).corruptions > 0, "damage that was met");
            memory.refuse(bytes -> false);
            manager(node).turnOff();
            assertEquals(0, memory.takenBytes());
            change(node, model);
            assertEquals(List.of(), model.differences(cache(node)));
            manager(node).turnOn();
            assertEquals(List.of(), model.differences(cache(node)));
            assertEquals(List.of(), model.differences(cache(node)));
            assertTrue(NodeHarness.tierStats(node).hits > 0);
        }
    }

    @Test void sizesAreThoseThatAreTried() throws IgniteCheckedException {
        try (NodeHarness harness = small("shadow")) {
            Ignite node = harness.start("one");
            CacheModel model = new CacheModel(SEED, KEYS);
            model.load(node, cache(node));
            assertTrue(manager(node).resize(24 << 20, MoveProgress.NONE));
            assertEquals((24 << 20) / ONE_OF, NodeHarness.tierStats(node).limitBytes);
            node.cluster().state(ClusterState.INACTIVE);
            node.cluster().state(ClusterState.ACTIVE);
            assertEquals(List.of(), model.differences(cache(node)));
            assertEquals((24 << 20) / ONE_OF, NodeHarness.tierStats(node).limitBytes);
            assertTrue(manager(node).leastLimitBytes() <= 24 << 20);
        }
    }

    private static void change(Ignite node, CacheModel model) throws IgniteCheckedException {
        for (int round = 0; round < 5; round++) {
            for (int step = 0; step < 20; step++)
                model.randomStep(cache(node));
            NodeHarness.checkpoint(node);
        }
        CacheModel other = new CacheModel(SEED, 300);
        IgniteCache<Integer, byte[]> transientCache = cache(node, "transient");
        other.load(transientCache);
        assertEquals(List.of(), other.differences(transientCache));
        node.destroyCache("transient");
    }

    private static Map<Integer, byte[]> rows(int from) {
        Map<Integer, byte[]> rows = new TreeMap<>();
        for (int key = from; key < Math.min(ROWS, from + 200); key++) {
            byte[] row = new byte[ROW_BYTES];
            byte[] random = new byte[ROW_BYTES / 2];
            new Random(key).nextBytes(random);
            System.arraycopy(random, 0, row, 0, random.length);
            rows.put(key, row);
        }
        return rows;
    }

    private static void fill(Ignite node) throws IgniteCheckedException {
        for (int from = 0; from < ROWS; from += 200) {
            cache(node).putAll(rows(from));
            if (from % 6_000 == 0)
                NodeHarness.checkpoint(node);
        }
    }

    /** The same reads each time, from a node that has just started. */
    private Run run(NodeHarness harness) throws IgniteCheckedException {
        HookedFiles files = new HookedFiles();
        try (NodeHarness closed = harness.configure(node -> node.getDataStorageConfiguration().setFileIOFactory(files).setCheckpointFrequency(3_600_000))) {
            Ignite node = closed.start("one");
            IgniteCache<Integer, byte[]> cache = cache(node);
            NodeHarness.checkpoint(node);
            Run run = new Run(node, files);
            Random random = new Random(SEED);
            for (int i = 0; i < READS; i++)
                assertEquals(ROW_BYTES, cache.get((int)(ROWS * random.nextDouble() * random.nextDouble())).length);
            run.end(node, files);
            assertEquals(List.of(), closed.warnings());
            return run;
        }
    }

    private static final class Run {
        private long pagesRead;
        private long fileReads;
        private TierStats stats;

        private Run(Ignite node, HookedFiles files) {
            pagesRead = -pagesRead(node);
            fileReads = -files.pageReads();
        }

        private void end(Ignite node, HookedFiles files) {
            pagesRead += pagesRead(node);
            fileReads += files.pageReads();
            stats = NodeHarness.tierStats(node);
        }

        private static long pagesRead(Ignite node) {
            return node.dataRegionMetrics("default").getPagesRead();
        }

        private double ratio() {
            return (double)stats.storedBytes / stats.pages / stats.pageBytes;
        }

        private double hitRatio() {
            return (double)stats.hits / (stats.hits + stats.misses);
        }

        @Override public String toString() {
            return "pagesRead=" + pagesRead + ", fileReads=" + fileReads + ", ratio=" + ratio() + ", hitRatio=" + hitRatio() + ", reads=" + (stats.hits + stats.misses)
                + ", pages=" + stats.pages + ", used=" + stats.usedBytes + ", limit=" + stats.limitBytes + ", bySize=" + Arrays.toString(stats.shadowHitRatios);
        }
    }

    /** With more pages than it and its region have room for. */
    private NodeHarness sized(boolean exclusive, int shadowOneOf) {
        NodeHarness harness = new NodeHarness(directory).regionBytes(18L << 20);
        harness.settings().limitBytes = 16L << 20;
        harness.settings().chainLimit = TierConfiguration.CHAIN_LIMIT_BY_SIZE;
        harness.settings().keepsTakenPages = true;
        harness.settings().exclusive = exclusive;
        harness.settings().shadowOneOf = shadowOneOf;
        return harness;
    }

    private NodeHarness small(String mode) {
        NodeHarness harness = sized(true, mode.equals("shadow") ? ONE_OF : 0);
        harness.settings().writeBack = mode.equals("write-back");
        return mode.equals("stock") ? harness.withoutTier() : harness;
    }

    private static ZsPageStoreManager manager(Ignite node) {
        return (ZsPageStoreManager)NodeHarness.pageStoreManager(node);
    }

    private static IgniteCache<Integer, byte[]> cache(Ignite node) {
        return cache(node, "rows");
    }

    private static IgniteCache<Integer, byte[]> cache(Ignite node, String name) {
        return node.getOrCreateCache(new CacheConfiguration<Integer, byte[]>(name).setAffinity(new RendezvousAffinityFunction(false, 8)));
    }
}
