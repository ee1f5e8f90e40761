package io.ignitezs.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.FreePorts;
import io.ignitezs.ignite.NodeHarness;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.Ignition;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.configuration.ClientConnectorConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.internal.commandline.CommandHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Estimates at a node that is at work. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ZsEstimateIT {
    private static final int ROWS = 100_000;
    private static final int ROW_BYTES = 1000;
    private static final int BATCH = 100;
    private static final int WATCH_SECONDS = 20;
    private static final long CHECKPOINT_MILLIS = 3_000;

    /** What the told error does not know of: the pool's statistics are of a slightly longer time than the look. */
    private static final double HIT_RATIO_BIAS = 0.06;

    private final Nodes nodes = new Nodes();
    private final int port = FreePorts.next();

    @TempDir
    private Path work;

    private Ignite node;
    private ZsPlugin plugin;

    private void start(ZsResidency residency, ZsMode mode) throws IgniteCheckedException {
        IgniteConfiguration configuration = nodes.server(work, "a")
            .setClientConnectorConfiguration(new ClientConnectorConfiguration().setHost("127.0.0.1").setPort(port).setPortRange(0))
            .setPluginProviders(new ZsPluginProvider().setConfiguration(new ZsConfiguration().setMaxSize("48m").setResidency(residency).setMode(mode)));
        configuration.getDataStorageConfiguration().setCheckpointFrequency(CHECKPOINT_MILLIS);
        node = Ignition.start(configuration);
        node.cluster().state(ClusterState.ACTIVE);
        plugin = node.plugin(ZsPluginProvider.NAME);
        fill();
    }

    @AfterEach void stop() {
        Ignition.stopAll(true);
    }

    private IgniteCache<Integer, byte[]> cache() {
        return node.getOrCreateCache(new CacheConfiguration<Integer, byte[]>("rows").setAffinity(new RendezvousAffinityFunction(false, 16)));
    }

    /** More than the region and the pool have room for. */
    private void fill() throws IgniteCheckedException {
        Random random = new Random(1);
        for (int key = 0; key < ROWS; key++) {
            cache().put(key, row(random));
            if (key % 10_000 == 0)
                NodeHarness.checkpoint(node);
        }
        NodeHarness.checkpoint(node);
    }

    private static byte[] row(Random random) {
        byte[] row = new byte[ROW_BYTES];
        for (int at = 0; at < ROW_BYTES; at += 4)
            row[at] = (byte)random.nextInt();
        return row;
    }

    @Test void tellsWhatThePoolGainsAndWouldGain() throws Exception {
        start(ZsResidency.INCLUSIVE, ZsMode.WRITE_THROUGH);
        watch(0);
    }

    @Test void beneathChangesThatWaitForTheirFiles() throws Exception {
        start(ZsResidency.EXCLUSIVE, ZsMode.WRITE_BACK);
        watch(0.1);
    }

    /** @param changes share of the accesses that change their row */
    private void watch(double changes) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        CompletableFuture<Void> readers = CompletableFuture.runAsync(() -> access(changes, begun, ended));
        begun.await();
        ZsStats before = plugin.stats();
        List<Double> told = new ArrayList<>();
        ZsEstimate estimate = plugin.estimate("2000", "lz4,zstd:3", WATCH_SECONDS, told::add);
        ZsStats after = plugin.stats();
        ended.set(true);
        readers.get();
        System.out.print(estimate);
        assertEquals(1.0, told.get(told.size() - 1));
        checkPages(estimate, after);
        long reads = after.getHits() + after.getMisses() - before.getHits() - before.getMisses();
        checkSizes(estimate, (double)(after.getHits() - before.getHits()) / reads);
        assertTrue(estimate.toHtml().contains("id=\"sizes\"") && estimate.toJson().contains("\"hitRatios\""));
    }

    private void access(double changes, CountDownLatch begun, AtomicBoolean ended) {
        Random random = new Random(2);
        IgniteCache<Integer, byte[]> cache = cache();
        for (int i = 0; !ended.get(); i++) {
            int key = (int)(ROWS * random.nextDouble() * random.nextDouble());
            if (random.nextDouble() < changes)
                cache.put(key, row(random));
            else
                cache.get(key);
            if (i == 50_000)
                begun.countDown();
        }
    }

    private static void checkPages(ZsEstimate estimate, ZsStats stats) {
        assertEquals(List.of("lz4", "zstd:3"), List.of(estimate.getTotal().get(0).getCodec(), estimate.getTotal().get(1).getCodec()));
        ZsEstimate.Line rows = estimate.getLines().stream()
            .filter(line -> line.getCacheGroup().equals("rows") && line.getPageType().equals("data") && line.getCodec().equals("lz4")).findFirst().orElseThrow();
        assertTrue(rows.getPoolRatio() > 0.2 && rows.getPoolRatio() < 0.8 && rows.getPoolRatioError() < 0.02, "ratio " + rows.getPoolRatio() + " +-" + rows.getPoolRatioError());
        assertEquals(stats.getRatio(), rows.getStoredRatio(), 0.05, "the pool has mostly such pages");
        assertTrue(rows.getStoreMicros() > 0 && rows.getReadMicros() > 0);
    }

    private static void checkSizes(ZsEstimate estimate, double hitRatio) {
        List<ZsEstimate.Size> sizes = estimate.getSizes();
        assertEquals(4, sizes.size());
        for (int i = 1; i < sizes.size(); i++)
            assertTrue(sizes.get(i).getHitRatio() >= sizes.get(i - 1).getHitRatio() - 1e-9, "a larger pool answers no less");
        assertEquals(hitRatio, sizes.get(1).getHitRatio(), sizes.get(1).getHitRatioError() + HIT_RATIO_BIAS, "of the pool as it is, seen and estimated");
    }

    @Test void refusesWhatIsImpossibleAndAnotherAtTheSameTime() throws IgniteCheckedException {
        start(ZsResidency.INCLUSIVE, ZsMode.WRITE_THROUGH);
        for (String sample : List.of("0%", "some"))
            assertThrows(IllegalArgumentException.class, () -> plugin.estimate(sample, null, 0, null), sample);
        assertThrows(IllegalArgumentException.class, () -> plugin.estimate(null, "gzip", 0, null));
        for (int seconds : new int[] {-1, 3601})
            assertThrows(IllegalArgumentException.class, () -> plugin.estimate(null, null, seconds, null));
        AtomicBoolean refused = new AtomicBoolean();
        plugin.estimate("500", "lz4", 1, share -> {
            if (!refused.getAndSet(true))
                assertThrows(IllegalStateException.class, () -> plugin.estimate("500", "lz4", 0, null));
        });
        assertTrue(refused.get());
        ZsEstimate estimate = plugin.estimate("500", "lz4", 0, null);
        assertEquals(List.of(), estimate.getSizes());
        assertEquals(List.of(), plugin.operations());
    }

    @Test void asACommand() throws IgniteCheckedException {
        start(ZsResidency.INCLUSIVE, ZsMode.WRITE_THROUGH);
        ControlUtility table = ControlUtility.run(port, "--zs", "estimate", "--sample", "500", "--codec", "lz4,zstd:1", "--seconds", "1");
        assertEquals(CommandHandler.EXIT_CODE_OK, table.exitCode, table::toString);
        for (String part : List.of("cacheGroup", "storedRatio", "poolRatioError", "zstd:1", "poolSize"))
            assertTrue(table.says(part), table::toString);
        ControlUtility json = ControlUtility.run(port, "--zs", "estimate", "--sample", "500", "--seconds", "0", "--json");
        assertEquals(CommandHandler.EXIT_CODE_OK, json.exitCode, json::toString);
        List<JsonValue> lines = json.json().get("nodes").list().get(0).get("result").get("pages").list();
        assertTrue(lines.stream().anyMatch(line -> line.get("cacheGroup").text().equals("rows") && line.get("pageType").text().equals("all")), json::toString);
        ControlUtility wrong = ControlUtility.run(port, "--zs", "estimate", "--sample", "none");
        assertEquals(CommandHandler.EXIT_CODE_INVALID_ARGUMENTS, wrong.exitCode, wrong::toString);
        assertTrue(wrong.says("Bad sample [value=none"), wrong::toString);
    }
}
