package io.ignitezs.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.ignite.CacheModel;
import io.ignitezs.ignite.NodeHarness;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.Ignition;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.cache.query.SqlFieldsQuery;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metrics and system views of real nodes: by JMX and by SQL, after load and through all states of a node. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class MetricsIT {
    private static final String NODE = "metrics";
    private static final long SEED = 20261128;
    private static final int KEYS = 60_000;
    private static final long REGION_BYTES = 40L << 20;
    private static final long CHECKPOINT_MILLIS = 2_000;

    private final Nodes nodes = new Nodes();

    @TempDir
    private Path work;

    @AfterEach void stop() {
        Ignition.stopAll(true);
    }

    @ParameterizedTest @CsvSource({"WRITE_THROUGH, INCLUSIVE, lz4", "WRITE_BACK, EXCLUSIVE, zstd:1"})
    void addUpAfterLoad(ZsMode mode, ZsResidency residency, String codec) throws IgniteCheckedException {
        Ignite ignite = start(new ZsConfiguration().setMaxSize("16m").setMode(mode).setResidency(residency).setCodec(codec));
        changeAndCompare(ignite);
        Map<String, Long> values = settled();
        String found = "seed " + SEED + ": " + values;
        String kind = codec.equals("lz4") ? "Lz4" : "Zstd";
        for (String name : List.of("Hits", "Misses", "Stores", "Evictions", kind + "Pages", kind + "Hits", "CompressionNanos", "DecompressionNanos", "Zspages"))
            assertTrue(values.get(name) > 0, name + " is 0, " + found);
        for (String name : List.of("Corruptions", "LostObjects", "Failures", "TurnOffs", "DirtyPages"))
            assertEquals(0, values.get(name), found);
        assertTrue(samples(values, "ReadLatency" + kind) > 0 && samples(values, "StoreLatency") > 0, found);
        assertEquals(values.get("WriteBackRuns"), samples(values, "WriteBackLatency"), found);
        assertEquals(mode == ZsMode.WRITE_BACK, values.get("WriteBacks") > 0, found);
        assertEquals(residency == ZsResidency.EXCLUSIVE, values.get("TakenByRegion") > 0 && values.get("CopiesStored") > 0, found);
        awaitViewsAgree(ignite);
        assertSqlHasTheSameMetrics(ignite);
    }

    /** When nothing goes on; what seemed so may have been a rest of the one that compacts. */
    private static void awaitViewsAgree(Ignite ignite) {
        Awaitility.await().atMost(5, TimeUnit.MINUTES).untilAsserted(() -> assertViewsAgree(ignite, settled()));
    }

    private static void assertViewsAgree(Ignite ignite, Map<String, Long> values) {
        List<Object> pool = sql(ignite, "SELECT PAGES, HITS, MISSES, STORES, EVICTIONS, USED_BYTES FROM SYS.ZS_POOL").get(0);
        assertEquals(values(values, "Pages", "Hits", "Misses", "Stores", "Evictions", "UsedBytes"), longs(pool));
        List<Object> caches = sql(ignite, "SELECT SUM(PAGES), SUM(HITS), SUM(MISSES), SUM(STORES), SUM(REFUSALS), SUM(EVICTIONS) FROM SYS.ZS_CACHES").get(0);
        assertEquals(values(values, "Pages", "Hits", "Misses", "Stores", "Refusals", "Evictions"), longs(caches));
        assertTrue(sql(ignite, "SELECT CACHE_GROUP_NAME FROM SYS.ZS_CACHES").contains(List.of("words")));
        List<Object> classes = sql(ignite, "SELECT SUM(OBJECTS), SUM(ZSPAGES), SUM(LIMBO_SLOTS) FROM SYS.ZS_CLASSES").get(0);
        assertEquals(List.of(values.get("Pages") - values.get("SameFilledPages"), values.get("Zspages"), values.get("LimboSlots")), longs(classes));
        List<Object> slabs = sql(ignite, "SELECT COUNT(*), SUM(FREE_FRAMES), SUM(USED_FRAMES) FROM SYS.ZS_SLABS").get(0);
        long pageBytes = values.get("PageBytes");
        assertEquals(List.of(values.get("Slabs"), values.get("FreeFrameBytes") / pageBytes), longs(slabs).subList(0, 2));
        assertTrue(longs(slabs).get(2) * pageBytes <= values.get("UsedBytes") - values.get("FreeFrameBytes"), slabs::toString);
        assertEquals(1, PoolBeans.view(NODE, PoolViews.POOL).size());
        assertEquals(longs(slabs).get(0), PoolBeans.view(NODE, PoolViews.SLABS).size());
    }

    private static void assertSqlHasTheSameMetrics(Ignite ignite) {
        Set<String> names = new TreeSet<>();
        Map<String, String> bySql = new TreeMap<>();
        for (List<Object> row : sql(ignite, "SELECT NAME, VALUE FROM SYS.METRICS WHERE NAME LIKE 'zs.pool.%'"))
            bySql.put(row.get(0).toString().substring("zs.pool.".length()), row.get(1).toString());
        for (PoolMetric metric : PoolMetrics.all())
            names.add(metric.name);
        assertEquals(names, bySql.keySet());
        assertEquals(PoolBeans.metrics(NODE).get("Hits").toString(), bySql.get("Hits"));
    }

    @Test void followTheStatesOfANode() throws IgniteCheckedException {
        Ignite ignite = Ignition.start(node(inclusive()));
        awaitPages(false);
        ignite.cluster().state(ClusterState.ACTIVE);
        CacheModel model = load(ignite);
        awaitPages(true);
        ZsPlugin zs = ignite.plugin(ZsPluginProvider.NAME);
        zs.disable();
        awaitPages(false);
        awaitZeros(true, 1);
        assertEquals(List.of(List.of(0L, true)), sql(ignite, "SELECT PAGES, IS_PASS_THROUGH FROM SYS.ZS_POOL"));
        assertEquals(List.of(), sql(ignite, "SELECT * FROM SYS.ZS_CACHES WHERE PAGES > 0"));
        assertEquals(List.of(), sql(ignite, "SELECT * FROM SYS.ZS_SLABS"));
        zs.enable();
        readAll(ignite, model);
        awaitPages(true);
        ignite.cluster().state(ClusterState.INACTIVE);
        awaitPages(false);
        awaitZeros(false, 0);
        assertEquals(1, PoolBeans.view(NODE, PoolViews.POOL).size());
        assertEquals(0, PoolBeans.view(NODE, PoolViews.CACHES).size());
        ignite.cluster().state(ClusterState.ACTIVE);
        readAll(ignite, model);
        awaitPages(true);
        ignite.close();
        assertNull(PoolBeans.metricsName(NODE));
        ignite = start(inclusive());
        readAll(ignite, model);
        awaitPages(true);
        settled();
    }

    @Test void aNodeWithoutPoolHasNone() {
        Ignite ignite = start(new ZsConfiguration().setEnabled(false));
        assertNull(PoolBeans.metricsName(NODE));
        assertEquals(List.of(), sql(ignite, "SELECT NAME FROM SYS.METRICS WHERE NAME LIKE 'zs.%'"));
        assertEquals(List.of(), sql(ignite, "SELECT NAME FROM SYS.VIEWS WHERE NAME LIKE 'ZS_%'"));
        ZsPlugin zs = ignite.plugin(ZsPluginProvider.NAME);
        assertEquals(List.of(), zs.slabStats());
    }

    @Test void resizingShows() throws IgniteCheckedException {
        Ignite ignite = start(inclusive());
        load(ignite);
        ZsPlugin zs = ignite.plugin(ZsPluginProvider.NAME);
        zs.resize("8m");
        Map<String, Long> values = settled();
        assertEquals(8L << 20, values.get("LimitBytes"));
        assertTrue(values.get("UsedBytes") <= 8L << 20 && values.get("HighWatermarkBytes") < 8L << 20, values::toString);
        assertEquals(zs.slabStats().size(), values.get("Slabs"));
        assertFalse(zs.slabStats().isEmpty());
    }

    private static void awaitZeros(boolean off, long turnOffs) {
        Awaitility.await().untilAsserted(() -> assertZeros(off, turnOffs));
    }

    /** All zero, but for what stays of a pool that is off. */
    private static void assertZeros(boolean off, long turnOffs) {
        Map<String, Object> values = PoolBeans.metrics(NODE);
        assertEquals(16L << 20, values.remove("LimitBytes"));
        assertEquals(off, values.remove("PassThrough"));
        assertEquals(turnOffs, values.remove("TurnOffs"));
        assertEquals(false, values.remove("Exclusive"));
        assertFalse(values.isEmpty());
        values.forEach((name, value) -> assertEquals(0, ((Number)value).doubleValue(), name));
    }

    private static void awaitPages(boolean any) {
        Awaitility.await().atMost(2, TimeUnit.MINUTES).until(() -> PoolBeans.numbers(NODE).get("Pages") > 0 == any);
    }

    /** @return the metrics when nothing goes on any more, and they add up */
    private static Map<String, Long> settled() {
        List<Map<String, Long>> last = new ArrayList<>();
        Awaitility.await().atMost(3, TimeUnit.MINUTES).pollInterval(1, TimeUnit.SECONDS).untilAsserted(() -> {
            Map<String, Long> before = last.isEmpty() ? Map.of() : last.remove(0);
            last.add(PoolBeans.numbers(NODE));
            assertEquals(before, last.get(0));
            assertEquals(List.of(), MetricIdentities.broken(last.get(0)));
        });
        return last.get(0);
    }

    private static long samples(Map<String, Long> values, String histogram) {
        return values.entrySet().stream().filter(entry -> entry.getKey().startsWith(histogram + '_')).mapToLong(Map.Entry::getValue).sum();
    }

    private static List<Long> values(Map<String, Long> values, String... names) {
        List<Long> found = new ArrayList<>();
        Arrays.asList(names).forEach(name -> found.add(values.get(name)));
        return found;
    }

    private static List<Long> longs(List<Object> row) {
        List<Long> longs = new ArrayList<>();
        row.forEach(value -> longs.add(((Number)value).longValue()));
        return longs;
    }

    @SuppressWarnings("unchecked")
    private static List<List<Object>> sql(Ignite ignite, String query) {
        return (List<List<Object>>)(List<?>)ignite.getOrCreateCache("queries").query(new SqlFieldsQuery(query)).getAll();
    }

    private static void changeAndCompare(Ignite ignite) throws IgniteCheckedException {
        ChangingRows rows = ChangingRows.begin(cache(ignite), load(ignite));
        Awaitility.await().atMost(5, TimeUnit.MINUTES).until(() -> rows.hasEnded() || rows.comparisons() >= 2);
        assertEquals(List.of(), rows.end(), "wrong rows, seed " + SEED);
        NodeHarness.checkpoint(ignite);
    }

    private static CacheModel load(Ignite ignite) throws IgniteCheckedException {
        // Made now, so that asking by SQL later changes nothing.
        ignite.getOrCreateCache("queries");
        CacheModel model = new CacheModel(SEED, KEYS);
        model.load(ignite, cache(ignite));
        readAll(ignite, model);
        return model;
    }

    private static void readAll(Ignite ignite, CacheModel model) throws IgniteCheckedException {
        assertEquals(List.of(), model.differences(cache(ignite)));
        NodeHarness.checkpoint(ignite);
    }

    private static ZsConfiguration inclusive() {
        return new ZsConfiguration().setMaxSize("16m").setResidency(ZsResidency.INCLUSIVE);
    }

    private Ignite start(ZsConfiguration bean) {
        Ignite ignite = Ignition.start(node(bean));
        ignite.cluster().state(ClusterState.ACTIVE);
        return ignite;
    }

    private IgniteConfiguration node(ZsConfiguration bean) {
        IgniteConfiguration node = nodes.server(work, NODE).setPluginProviders(new ZsPluginProvider().setConfiguration(bean));
        node.getDataStorageConfiguration().setWriteThrottlingEnabled(true).setCheckpointFrequency(CHECKPOINT_MILLIS)
            .getDefaultDataRegionConfiguration().setInitialSize(REGION_BYTES).setMaxSize(REGION_BYTES);
        return node;
    }

    private static IgniteCache<Integer, byte[]> cache(Ignite ignite) {
        return ignite.getOrCreateCache(
            new CacheConfiguration<Integer, byte[]>("words").setAffinity(new RendezvousAffinityFunction(false, 32)));
    }
}
