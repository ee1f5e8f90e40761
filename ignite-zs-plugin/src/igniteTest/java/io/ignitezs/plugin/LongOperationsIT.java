package io.ignitezs.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.FailureRecorder;
import io.ignitezs.FreePorts;
import io.ignitezs.ignite.CacheModel;
import io.ignitezs.ignite.NodeHarness;
import io.ignitezs.plugin.control.FailingCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.Ignition;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.configuration.ClientConnectorConfiguration;
import org.apache.ignite.internal.IgniteEx;
import org.apache.ignite.internal.processors.cluster.DiscoveryDataClusterState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What takes long ends when the node is wanted for something else, and what fails stays its own failure. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class LongOperationsIT {
    private static final long SEED = 20261128;
    private static final int KEYS = 20_000;

    /** Longer than any test waits. */
    private static final int WATCH_SECONDS = 3600;

    private final int port = FreePorts.next();
    private final List<String> failures = new CopyOnWriteArrayList<>();

    @TempDir
    private Path work;

    private Ignite node;
    private ZsPlugin zs;

    private enum Operation {
        COMPACT, RESIZE, EVICT, VERIFY, ESTIMATE;

        Object run(ZsPlugin zs, DoubleConsumer progress) {
            switch (this) {
                case COMPACT:
                    return zs.compact(progress);
                case RESIZE:
                    zs.resize("2m", progress);
                    return null;
                case EVICT:
                    return zs.evict("100%", progress);
                case VERIFY:
                    return zs.verify(progress);
                default:
                    return zs.estimate(null, null, WATCH_SECONDS, progress);
            }
        }
    }

    @BeforeEach void start() throws IgniteCheckedException {
        node = Ignition.start(new Nodes().server(work, "a")
            .setFailureHandler(new FailureRecorder(failures))
            .setClientConnectorConfiguration(new ClientConnectorConfiguration().setHost("127.0.0.1").setPort(port).setPortRange(0))
            .setPluginProviders(new ZsPluginProvider().setConfiguration(new ZsConfiguration().setMaxSize("32m").setResidency(ZsResidency.INCLUSIVE))));
        node.cluster().state(ClusterState.ACTIVE);
        zs = node.plugin(ZsPluginProvider.NAME);
        IgniteCache<Integer, byte[]> cache = node.getOrCreateCache(
            new CacheConfiguration<Integer, byte[]>("words").setAffinity(new RendezvousAffinityFunction(false, 16)));
        new CacheModel(SEED, KEYS).load(node, cache);
        NodeHarness.checkpoint(node);
        assertTrue(zs.stats().getUsedBytes() > 4 << 20, zs.stats()::toString);
    }

    @AfterEach void stop() {
        Ignition.stopAll(true);
        assertEquals(List.of(), failures);
    }

    @ParameterizedTest @EnumSource(Operation.class)
    void disableEndsIt(Operation operation) {
        CompletableFuture<Object> running = begin(operation, () -> zs.stats().isPassThrough());
        zs.disable();
        assertEnded(running, operation, "The node closes its compressed pool, or turns it off");
        assertEquals(0, zs.stats().getUsedBytes());
        zs.enable();
        assertTrue(!zs.stats().isPassThrough());
    }

    @ParameterizedTest @EnumSource(Operation.class)
    void deactivationEndsIt(Operation operation) {
        DiscoveryDataClusterState before = state();
        CompletableFuture<Object> running = begin(operation, () -> state() != before && !state().state().active());
        node.cluster().state(ClusterState.INACTIVE);
        assertEnded(running, operation, "The ");
        node.cluster().state(ClusterState.ACTIVE);
        assertEquals(List.of(), zs.operations());
        zs.compact();
    }

    /** Each has the whole budget of reading files. */
    @ParameterizedTest @EnumSource(value = Operation.class, names = {"VERIFY", "ESTIMATE"})
    void isRefusedWhileItGoesOn(Operation operation) {
        CompletableFuture<Object> running = begin(operation, () -> zs.stats().isPassThrough());
        IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> operation.run(zs, null));
        assertTrue(refusal.getMessage().startsWith("This node is ") && refusal.getMessage().endsWith(" already"), refusal::getMessage);
        zs.disable();
        assertEnded(running, operation, "The node closes its compressed pool, or turns it off");
        zs.enable();
        zs.verify(null);
    }

    private DiscoveryDataClusterState state() {
        return ((IgniteEx)node).context().state().clusterState();
    }

    @ParameterizedTest @EnumSource(Operation.class)
    void aStopEndsIt(Operation operation) {
        CompletableFuture<Object> running = begin(operation, () -> ((IgniteEx)node).context().isStopping());
        assertTrue(Ignition.stop("a", false));
        assertEnded(running, operation, "The node stops");
    }

    /** Ignite waits for jobs: a command would hold the node for an hour. */
    @Test void aStopDoesNotWaitForCommands() {
        CompletableFuture<ControlUtility> command = CompletableFuture.supplyAsync(
            () -> ControlUtility.run(port, "--zs", "estimate", "--seconds", Integer.toString(WATCH_SECONDS)));
        Awaitility.await().atMost(5, TimeUnit.MINUTES).until(() -> zs.operations().size() == 1);
        assertTrue(Ignition.stop("a", false));
        assertTrue(command.join().exitCode != 0, () -> command.join().toString());
    }

    /** @param isWanted true when the operation ought to end; it waits for that after its first report */
    private CompletableFuture<Object> begin(Operation operation, BooleanSupplier isWanted) {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Object> running = CompletableFuture.supplyAsync(() -> operation.run(zs, share -> {
            begun.countDown();
            Awaitility.await().atMost(5, TimeUnit.MINUTES).until(isWanted::getAsBoolean);
        }));
        Awaitility.await().atMost(5, TimeUnit.MINUTES).until(() -> begun.getCount() == 0 || running.isDone());
        return running;
    }

    private static void assertEnded(CompletableFuture<Object> running, Operation operation, String reason) {
        Throwable end = assertThrows(CompletionException.class, running::join).getCause();
        assertEquals(IllegalStateException.class, end.getClass(), end::toString);
        String text = "Ended early \\[operation=" + operation.name().toLowerCase(Locale.ROOT) + " \\d+%, reason=" + reason + ".*";
        assertTrue(end.getMessage().matches(text), end::getMessage);
    }

    /** Whoever tells the progress may end what is told; what was done until then stays, and it can be done again. */
    @Test void whoeverIsToldMayEndIt() {
        for (Operation operation : Operation.values()) {
            int[] reports = {0};
            RuntimeException enough = new RuntimeException("enough");
            RuntimeException thrown = assertThrows(RuntimeException.class, () -> operation.run(zs, share -> {
                assertTrue(share >= 0 && share <= 1, operation + " " + share);
                if (++reports[0] == 2)
                    throw enough;
            }));
            assertEquals(enough, thrown, () -> operation + " " + thrown);
            assertEquals(List.of(), zs.operations());
        }
        assertTrue(zs.stats().getLimitBytes() > 2 << 20 && zs.stats().getLimitBytes() <= 32 << 20, zs.stats()::toString);
        zs.resize("2m");
        assertEquals(2 << 20, zs.stats().getLimitBytes());
    }

    /** Memory that a command does not get, and classes that are missing, are no failure of the node. */
    @Test void errorsOfACommandAreItsAnswer() throws Exception {
        for (Class<? extends Error> error : List.of(OutOfMemoryError.class, StackOverflowError.class, NoClassDefFoundError.class, ExceptionInInitializerError.class))
            assertEquals(error.getName() + ": made by a test", FailingCommand.run(node, error));
        assertEquals(0, ControlUtility.run(port, "--zs", "stat").exitCode);
        assertEquals(List.of(), failures);
    }
}
