package io.ignitezs.ignite;

import io.ignitezs.FailureRecorder;
import io.ignitezs.codec.Codecs;
import io.ignitezs.tier.TierStats;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.Ignition;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.configuration.DataRegionConfiguration;
import org.apache.ignite.configuration.DataStorageConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.configuration.PageReplacementMode;
import org.apache.ignite.configuration.SystemDataRegionConfiguration;
import org.apache.ignite.configuration.WALMode;
import org.apache.ignite.internal.IgniteEx;
import org.apache.ignite.internal.processors.cache.persistence.GridCacheDatabaseSharedManager;
import org.apache.ignite.internal.processors.cluster.GridClusterStateProcessor;
import org.apache.ignite.plugin.AbstractTestPluginProvider;
import org.apache.ignite.plugin.ExtensionRegistry;
import org.apache.ignite.plugin.PluginContext;
import org.apache.ignite.spi.communication.tcp.TcpCommunicationSpi;
import org.apache.ignite.spi.discovery.tcp.TcpDiscoverySpi;
import org.apache.ignite.spi.discovery.tcp.ipfinder.vm.TcpDiscoveryVmIpFinder;
import org.awaitility.Awaitility;

/**
 * Real nodes of one cluster with small persistent data regions, with the tier beside their page files, or without it. What a
 * node reports to its failure handler is kept: {@link #close} fails the test for it.
 */
public final class NodeHarness implements AutoCloseable {
    /** What {@link #settings} of a new harness allow the tier. */
    public static final long TIER_BYTES = 96L << 20;

    /** A machine that is busy, or whose disk is slow for a while, has not failed: {@link #close} would say so of a thread of a node that stands still for ten seconds. */
    private static final long PATIENCE_MILLIS = 300_000;

    private final Path directory;
    private final TcpDiscoveryVmIpFinder addresses = new TcpDiscoveryVmIpFinder(true);
    private final List<Ignite> nodes = new ArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final PageStoreSettings settings = defaultSettings();

    private boolean withTier = true;
    private long regionBytes = 40L << 20;
    private int pageBytes = 4096;
    private PageReplacementMode replacementMode = DataRegionConfiguration.DFLT_PAGE_REPLACEMENT_MODE;
    private Consumer<IgniteConfiguration> more = configuration -> { };

    /** @param directory of all nodes; what they store there stays for the next harness */
    public NodeHarness(Path directory) {
        this.directory = directory;
    }

    /** For nodes that are started later. */
    public PageStoreSettings settings() {
        return settings;
    }

    /** Nodes that are started later are stock Ignite. */
    public NodeHarness withoutTier() {
        withTier = false;
        return this;
    }

    public NodeHarness regionBytes(long bytes) {
        regionBytes = bytes;
        return this;
    }

    /**
     * Where caches or partitions go while others are at work: Ignite takes their pages out of a region some time before it frees their frames, and its CLOCK, if it
     * meets one of these meanwhile, fails (AssertionError in ClockPageReplacementPolicy.replace). Its other orders meet only pages that are there.
     */
    public NodeHarness destroysUnderLoad() {
        replacementMode = PageReplacementMode.RANDOM_LRU;
        return this;
    }

    public NodeHarness pageBytes(int bytes) {
        pageBytes = bytes;
        return this;
    }

    /** Gets the last word on the configuration of nodes that are started later. */
    public NodeHarness configure(Consumer<IgniteConfiguration> change) {
        more = change;
        return this;
    }

    /** Starts a node and activates the cluster. */
    public Ignite start(String name) {
        Ignite node = join(name);
        node.cluster().state(ClusterState.ACTIVE);
        awaitActive(node);
        return node;
    }

    /**
     * Waits until the node's cluster is active: nodes that come back activate it by themselves, soon after the last one has joined. A cluster says that it is active
     * before the end of the change is known, and until then Ignite restores no snapshot.
     */
    public static void awaitActive(Ignite node) {
        GridClusterStateProcessor state = ((IgniteEx)node).context().state();
        Awaitility.await().pollDelay(Duration.ZERO).atMost(Duration.ofMinutes(2)).until(() -> !state.clusterState().transition() && state.clusterState().state().active());
    }

    /** Starts a node and leaves the cluster as it is, which may have to wait for others. */
    public Ignite join(String name) {
        Ignite node = Ignition.start(configuration(name));
        nodes.add(node);
        return node;
    }

    /** Stops a node with its final checkpoint. */
    public void stop(Ignite node) {
        nodes.remove(node);
        Ignition.stop(node.name(), false);
    }

    public void stopAll() {
        for (Ignite node : new ArrayList<>(nodes))
            stop(node);
    }

    /** What the node's tier did; zeros on a stock node. */
    public static TierStats tierStats(Ignite node) {
        return IgniteInternals.tierStats(pageStoreManager(node));
    }

    /** Compares the node's tier with its files. @return how many pages are the same @throws AssertionError if anything is wrong */
    static long verify(Ignite node) {
        Verification found = ((ZsPageStoreManager)pageStoreManager(node)).coldTier().verify(null);
        if (found.problemCount > 0)
            throw new AssertionError(found.problemCount + " problems: " + found.problems);
        return found.comparedPages;
    }

    public static Object pageStoreManager(Ignite node) {
        return ((IgniteEx)node).context().cache().context().pageStore();
    }

    /** Writes all dirty pages to the stores and waits for the end of the checkpoint. */
    public static void checkpoint(Ignite node) throws IgniteCheckedException {
        database(node).waitForCheckpoint("test");
    }

    /** Asks for a checkpoint and does not wait. */
    public static void beginCheckpoint(Ignite node) {
        database(node).forceCheckpoint("test");
    }

    /** What nodes of this harness warned about. */
    public List<String> warnings() {
        return warnings;
    }

    /** Waits for a failure: who has asked for what fails may hear of it before the failure handler does. */
    public void awaitFailure(String part) {
        Awaitility.await().pollDelay(Duration.ZERO).atMost(Duration.ofMinutes(2)).until(() -> failures.stream().anyMatch(failure -> failure.contains(part)));
    }

    /** What nodes of this harness have failed with; {@link #close} does not mention it again. */
    public List<String> takeFailures() {
        List<String> taken = new ArrayList<>(failures);
        failures.removeAll(taken);
        return taken;
    }

    /** Where the node's page files are, one directory for a cache group. */
    public Path storage(String name) {
        return directory.resolve("work").resolve("db").resolve(name);
    }

    /** Stops all nodes. @throws AssertionError if a node has reported a failure */
    @Override public void close() {
        stopAll();
        if (!failures.isEmpty())
            throw new AssertionError("Nodes have failed: " + failures);
    }

    private static GridCacheDatabaseSharedManager database(Ignite node) {
        return (GridCacheDatabaseSharedManager)((IgniteEx)node).context().cache().context().database();
    }

    private PageStoreSettings defaultSettings() {
        PageStoreSettings settings = new PageStoreSettings();
        settings.limitBytes = TIER_BYTES;
        settings.chainLimit = 16;
        settings.codec = Codecs.parse("lz4");
        settings.checksum = true;
        settings.keepsTakenPages = true; // As ConfigurationCheck has it for every real node.
        settings.highWatermark = 0.95;
        settings.lowWatermark = 0.90;
        settings.includedGroup = group -> true;
        settings.warning = warnings::add;
        return settings;
    }

    private IgniteConfiguration configuration(String name) {
        IgniteConfiguration configuration = new IgniteConfiguration()
            .setIgniteInstanceName(name + "-of-" + System.identityHashCode(this))
            .setConsistentId(name)
            .setWorkDirectory(directory.resolve("work").toAbsolutePath().toString())
            .setDataStorageConfiguration(storage())
            .setDiscoverySpi(discovery())
            .setCommunicationSpi(new TcpCommunicationSpi().setLocalAddress("127.0.0.1"))
            .setLocalHost("127.0.0.1")
            .setConnectorConfiguration(null)
            .setClientConnectorConfiguration(null)
            .setMetricsLogFrequency(0)
            .setFailureDetectionTimeout(PATIENCE_MILLIS)
            .setSystemWorkerBlockedTimeout(PATIENCE_MILLIS)
            .setFailureHandler(new FailureRecorder(failures));
        // Also without the tier, because otherwise Ignite looks for providers on the class path.
        configuration.setPluginProviders(new StoreProvider(withTier ? settings : null));
        more.accept(configuration);
        return configuration;
    }

    private DataStorageConfiguration storage() {
        DataStorageConfiguration storage = new DataStorageConfiguration()
            .setPageSize(pageBytes)
            .setWalMode(WALMode.LOG_ONLY)
            .setWalSegmentSize(16 << 20)
            .setCheckpointFrequency(10_000)
            .setWriteThrottlingEnabled(true);
        storage.setSystemDataRegionConfiguration(new SystemDataRegionConfiguration()
            .setInitialSize(16L << 20).setMaxSize(32L << 20));
        storage.setDefaultDataRegionConfiguration(new DataRegionConfiguration()
            .setName("default")
            .setPersistenceEnabled(true)
            .setInitialSize(regionBytes)
            .setMaxSize(regionBytes)
            .setPageReplacementMode(replacementMode)
            .setMetricsEnabled(true));
        return storage;
    }

    /** A port of its own: other clusters may run on this machine. */
    private TcpDiscoverySpi discovery() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return new TcpDiscoverySpi().setIpFinder(addresses).setLocalPort(free.getLocalPort()).setLocalPortRange(20);
        }
        catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Puts the page store manager in place as the plugin does. */
    private static final class StoreProvider extends AbstractTestPluginProvider {
        private final PageStoreSettings settings;

        private StoreProvider(PageStoreSettings settings) {
            this.settings = settings;
        }

        @Override public String name() {
            return "page-store-under-test";
        }

        @Override public void initExtensions(PluginContext context, ExtensionRegistry registry) {
            if (settings != null)
                IgniteInternals.registerExtensions(registry, settings);
        }

        @Override public <T> T createComponent(PluginContext context, Class<T> component) {
            if (settings == null || !IgniteInternals.isPageStoreManagerClass(component))
                return null;
            return component.cast(IgniteInternals.createManager(context, settings));
        }
    }
}
