package io.ignitezs.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.FreePorts;
import io.ignitezs.ignite.CacheModel;
import io.ignitezs.ignite.NodeHarness;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.Ignition;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.configuration.ClientConnectorConfiguration;
import org.apache.ignite.configuration.DataStorageConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.internal.IgniteEx;
import org.apache.ignite.internal.processors.cluster.DiscoveryDataClusterState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pool whose dirty pages go to a slow disk is turned off: the operator sees how far that is, and the node can still be stopped. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class DisableProgressIT {
    private static final long SEED = 20261129;
    private static final int KEYS = 20_000;

    private final int port = FreePorts.next();
    private final GatedFiles files = new GatedFiles("cache-rows", DataStorageConfiguration.DFLT_PAGE_SIZE);
    private final RecordingLogger log = new RecordingLogger();
    private final CacheModel model = new CacheModel(SEED, KEYS);

    @TempDir
    private Path work;

    private Ignite node;
    private ZsPlugin zs;

    /** Dirty pages are in the pool during a checkpoint only, so one is held up. */
    @BeforeEach void holdUpACheckpoint() throws IgniteCheckedException {
        IgniteConfiguration configuration = new Nodes().server(work, "a")
            .setClientConnectorConfiguration(new ClientConnectorConfiguration().setHost("127.0.0.1").setPort(port).setPortRange(0))
            .setPluginProviders(new ZsPluginProvider().setConfiguration(new ZsConfiguration().setMaxSize("64m").setMode(ZsMode.WRITE_BACK)));
        configuration.getDataStorageConfiguration().setFileIOFactory(files).setCheckpointFrequency(TimeUnit.HOURS.toMillis(1));
        node = Ignition.start(configuration);
        node.cluster().state(ClusterState.ACTIVE);
        zs = node.plugin(ZsPluginProvider.NAME);
        model.load(node, rows());
        NodeHarness.checkpoint(node);
        model.load(rows());
        files.close();
        NodeHarness.beginCheckpoint(node);
        Awaitility.await().atMost(5, TimeUnit.MINUTES).until(() -> zs.stats().getDirtyPages() > 1_000 && files.isAwaited());
    }

    @AfterEach void stop() {
        files.open();
        Ignition.stopAll(true);
    }

    @Test void theUtilitySaysHowFarItIs() {
        CompletableFuture<ControlUtility> command = disable();
        Awaitility.await().atMost(5, TimeUnit.MINUTES).until(() -> !log.linesWith("Node a: disable ").isEmpty());
        Awaitility.await().atMost(5, TimeUnit.MINUTES).until(() -> {
            files.letOneRunPass();
            return doneShare() > 0.05;
        });
        Awaitility.await().atMost(5, TimeUnit.MINUTES).until(() -> log.linesWith("Node a: disable ").stream().anyMatch(line -> !line.endsWith(" 0%")));
        assertTrue(zs.stats().getDirtyPages() > 0, zs.stats()::toString);
        files.open();
        assertEquals(0, command.join().exitCode, command.join()::toString);
        assertEquals(0, zs.stats().getUsedBytes());
        assertEquals(List.of(), zs.operations());
        assertEquals(List.of(), model.differences(rows()));
    }

    /** What the pool still has is written by the checkpoint, or comes back from the log. */
    @Test void aStopEndsIt() throws IgniteCheckedException {
        CompletableFuture<ControlUtility> command = disable();
        Awaitility.await().atMost(5, TimeUnit.MINUTES).until(() -> !zs.operations().isEmpty());
        CompletableFuture<Boolean> stop = CompletableFuture.supplyAsync(() -> Ignition.stop("a", true));
        Awaitility.await().atMost(5, TimeUnit.MINUTES).until(() -> ((IgniteEx)node).context().isStopping());
        files.open();
        assertTrue(stop.join());
        assertTrue(command.join().exitCode != 0, command.join()::toString);
        startStockIgnite();
        assertEquals(List.of(), model.differences(rows()));
    }

    /** Whichever ends first: what the pool still has is written by the deactivation's checkpoint, and the pool is off when the cluster is active again. */
    @Test void theClusterIsDeactivatedMeanwhile() throws IgniteCheckedException {
        CompletableFuture<ControlUtility> command = disable();
        Awaitility.await().atMost(5, TimeUnit.MINUTES).until(() -> !zs.operations().isEmpty());
        CompletableFuture<Void> deactivation = CompletableFuture.runAsync(() -> node.cluster().state(ClusterState.INACTIVE));
        Awaitility.await().atMost(5, TimeUnit.MINUTES).until(this::isDeactivated);
        assertFalse(zs.operations().isEmpty() || command.isDone());
        files.open();
        deactivation.join();
        command.join();
        assertEquals(List.of(), zs.operations());
        node.cluster().state(ClusterState.ACTIVE);
        assertTrue(zs.stats().isPassThrough(), zs.stats()::toString);
        assertEquals(List.of(), model.differences(rows()));
        zs.enable();
        assertEquals(List.of(), model.differences(rows()));
        assertTrue(Ignition.stop("a", true));
        startStockIgnite();
        assertEquals(List.of(), model.differences(rows()));
    }

    /** Or it has begun: the caches stop when the checkpoint has ended. */
    private boolean isDeactivated() {
        DiscoveryDataClusterState state = ((IgniteEx)node).context().state().clusterState();
        return state.transition() || !state.state().active();
    }

    private void startStockIgnite() {
        node = Ignition.start(new Nodes().server(work, "a").setPluginProviders(new NoPlugin()));
        node.cluster().state(ClusterState.ACTIVE);
    }

    private double doneShare() {
        List<ZsOperation> operations = zs.operations();
        assertEquals(1, operations.size());
        return operations.get(0).getDoneShare();
    }

    private CompletableFuture<ControlUtility> disable() {
        return CompletableFuture.supplyAsync(() -> ControlUtility.run(log, List.of("--host", "127.0.0.1", "--port", Integer.toString(port), "--zs", "disable", "--yes")));
    }

    private IgniteCache<Integer, byte[]> rows() {
        return node.getOrCreateCache(new CacheConfiguration<Integer, byte[]>("rows").setAffinity(new RendezvousAffinityFunction(false, 16)));
    }
}
