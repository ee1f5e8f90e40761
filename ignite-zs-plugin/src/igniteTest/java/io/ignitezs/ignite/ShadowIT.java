package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.mem.FaultyMemory;
import io.ignitezs.pool.MoveProgress;
import io.ignitezs.tier.Damage;
import io.ignitezs.tier.TierConfiguration;
import io.ignitezs.tier.TierStats;
import java.nio.file.Path;
import java.util.ArrayList;
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

    /** What docs/estimator.md promises: no farther off than so many of the errors that are told, and what these do not know of. */
    private static final int ERRORS = 1;
    private static final double RATIO_BIAS = 0.005;
    private static final double HIT_RATIO_BIAS = 0.03;

    @TempDir
    private Path directory;

    @ParameterizedTest @ValueSource(booleans = {true, false})
    void servesNothingAndTellsWhatItWouldDo(boolean exclusive) throws IgniteCheckedException {
        try (NodeHarness harness = sized(exclusive, 0)) {
            fill(harness.start("one"));
        }
        Run stock = run(sized(exclusive, 0).withoutTier());
        Run used = run(sized(exclusive, 0));
        List<Run> quarters = new ArrayList<>();
        for (int which = 0; which < ONE_OF; which++) {
            NodeHarness harness = sized(exclusive, ONE_OF);
            harness.settings().shadowWhich = which;
            quarters.add(run(harness));
        }
        String found = "seed " + SEED + ", exclusive " + exclusive + "\nused: " + used + "\nshadows: " + quarters;
        System.out.println(found);
        assertEquals(stock.pagesRead, stock.fileReads, "how stock Ignite reads");
        assertTrue(used.fileReads < 0.8 * used.pagesRead, found);
        quarters.forEach(shadow -> assertNear(used, shadow, found));
        assertUnbiased(used, quarters, found);
    }

    private static void assertNear(Run used, Run shadow, String found) {
        assertEquals(shadow.pagesRead, shadow.fileReads, found);
        TierStats told = shadow.stats;
        assertTrue(told.shadowRatioError > 0 && told.shadowRatioError < 0.02 && told.shadowHitRatioError > 0 && told.shadowHitRatioError < 0.2, found);
        assertEquals(used.ratio(), shadow.ratio(), ERRORS * told.shadowRatioError + RATIO_BIAS, found);
        assertEquals(used.hitRatio(), shadow.hitRatio(), ERRORS * told.shadowHitRatioError + HIT_RATIO_BIAS, found);
        double[] bySize = told.shadowHitRatios;
        assertEquals(shadow.hitRatio(), bySize[1], ERRORS * told.shadowHitRatioErrors[1] + HIT_RATIO_BIAS, found);
        assertTrue(bySize[0] < bySize[1] - 0.02 && bySize[1] < bySize[2] - 0.01 && bySize[2] <= bySize[3] + 1e-9, found);
        assertEquals(ONE_OF, told.shadowOneOf);
        assertTrue(told.usedBytes <= told.limitBytes && told.limitBytes == used.stats.limitBytes / ONE_OF, found);
    }

    /** All four together have looked at each page once: what they are off by then is not the choice of pages. */
    private static void assertUnbiased(Run used, List<Run> quarters, String found) {
        double hits = quarters.stream().mapToLong(each -> each.stats.hits).sum();
        double reads = quarters.stream().mapToLong(Run::reads).sum();
        assertEquals(used.reads(), reads, 0.01 * reads, found);
        assertEquals(used.hitRatio(), hits / reads, HIT_RATIO_BIAS, found);
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
            TierStats met = NodeHarness.tierStats(node);
            assertTrue(met.corruptions > 0 || met.turnOffs > 0, "damage that was met, or so much of it that the pool has turned itself off");
            memory.refuse(bytes -> false);
            manager(node).coldTier().turnOff();
            assertEquals(0, memory.takenBytes());
            change(node, model);
            assertEquals(List.of(), model.differences(cache(node)));
            manager(node).coldTier().turnOn();
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
            assertTrue(manager(node).coldTier().resize(24 << 20, MoveProgress.NONE));
            assertEquals((24 << 20) / ONE_OF, NodeHarness.tierStats(node).limitBytes);
            node.cluster().state(ClusterState.INACTIVE);
            node.cluster().state(ClusterState.ACTIVE);
            assertEquals(List.of(), model.differences(cache(node)));
            assertEquals((24 << 20) / ONE_OF, NodeHarness.tierStats(node).limitBytes);
            assertTrue(manager(node).coldTier().leastLimitBytes() <= 24 << 20);
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
            return (double)stats.hits / reads();
        }

        private long reads() {
            return stats.hits + stats.misses;
        }

        @Override public String toString() {
            return "pagesRead=" + pagesRead + ", fileReads=" + fileReads + ", reads=" + reads() + ", pages=" + stats.pages + ", used=" + stats.usedBytes
                + ", ratio=" + ratio() + " +-" + stats.shadowRatioError + ", hitRatio=" + hitRatio() + " +-" + stats.shadowHitRatioError
                + ", bySize=" + Arrays.toString(stats.shadowHitRatios) + " +-" + Arrays.toString(stats.shadowHitRatioErrors) + '\n';
        }
    }

    /**
     * With more pages than it and its region have room for. Which pages the region replaces depends on what was asked for alone, not on chance or time:
     * runs are compared.
     */
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
        NodeHarness harness = sized(true, mode.equals("shadow") ? ONE_OF : 0).destroysUnderLoad();
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
