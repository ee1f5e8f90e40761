package io.ignitezs.soak;

import io.ignitezs.plugin.ZsConfiguration;
import io.ignitezs.plugin.ZsPluginProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.Ignition;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.configuration.DataStorageConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.configuration.SystemDataRegionConfiguration;
import org.apache.ignite.configuration.WALMode;
import org.apache.ignite.spi.communication.tcp.TcpCommunicationSpi;
import org.apache.ignite.spi.discovery.tcp.TcpDiscoverySpi;
import org.apache.ignite.spi.discovery.tcp.ipfinder.vm.TcpDiscoveryVmIpFinder;

/** One node, with or without pool. */
final class SoakNode {
    private static final int PARTITIONS = 32;
    private static final long CHECKPOINT_BUFFER_BYTES = 16L << 20;

    private SoakNode() {
    }

    /** @param pool null for a node without pool */
    static Ignite start(Path directory, SoakSizes sizes, ZsConfiguration pool) throws IOException {
        ZsConfiguration bean = pool == null ? new ZsConfiguration().setEnabled(false) : pool;
        IgniteConfiguration node = configuration(directory)
            .setDataStorageConfiguration(storage(sizes))
            .setPluginProviders(new ZsPluginProvider().setConfiguration(bean));
        Ignite ignite = Ignition.start(node);
        ignite.cluster().state(ClusterState.ACTIVE);
        return ignite;
    }

    static IgniteCache<Integer, byte[]> cache(Ignite ignite) {
        return ignite.getOrCreateCache(
            new CacheConfiguration<Integer, byte[]>("rows").setAffinity(new RendezvousAffinityFunction(false, PARTITIONS)));
    }

    /** The pool's background is never content and never rests. */
    static ZsConfiguration pool(SoakSizes sizes) {
        return new ZsConfiguration()
            .setMaxSize(Long.toString(sizes.mostLimitBytes))
            .setCompactionStartShare(0.001)
            .setCompactionStopShare(0)
            .setCompactionCpuShare(1);
    }

    /** Ignite's own buffers are small, because it touches them when it needs them first: that is resident size that comes late. */
    private static DataStorageConfiguration storage(SoakSizes sizes) {
        DataStorageConfiguration storage = new DataStorageConfiguration()
            .setWalSegmentSize(16 << 20)
            .setWalMode(WALMode.LOG_ONLY)
            .setSystemDataRegionConfiguration(
                new SystemDataRegionConfiguration().setInitialSize(16L << 20).setMaxSize(16L << 20))
            .setCheckpointFrequency(sizes.checkpointMillis)
            .setWriteThrottlingEnabled(true);
        storage.getDefaultDataRegionConfiguration()
            .setPersistenceEnabled(true)
            .setInitialSize(sizes.regionBytes)
            .setMaxSize(sizes.regionBytes)
            .setCheckpointPageBufferSize(CHECKPOINT_BUFFER_BYTES);
        return storage;
    }

    private static IgniteConfiguration configuration(Path directory) throws IOException {
        int port = freePort();
        TcpDiscoveryVmIpFinder alone = new TcpDiscoveryVmIpFinder().setAddresses(List.of("127.0.0.1:" + port));
        return new IgniteConfiguration()
            .setIgniteInstanceName("soak")
            .setConsistentId("soak")
            .setWorkDirectory(directory.toAbsolutePath().toString())
            .setLocalHost("127.0.0.1")
            .setMetricsLogFrequency(0)
            .setConnectorConfiguration(null)
            .setClientConnectorConfiguration(null)
            .setDiscoverySpi(new TcpDiscoverySpi().setLocalPort(port).setLocalPortRange(0).setIpFinder(alone))
            .setCommunicationSpi(new TcpCommunicationSpi().setLocalPort(freePort()));
    }

    /** Free a moment ago; the system seldom gives the same again soon. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
