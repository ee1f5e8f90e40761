package io.ignitezs.plugin;

import io.ignitezs.FreePorts;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.ignite.configuration.DataStorageConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.spi.communication.tcp.TcpCommunicationSpi;
import org.apache.ignite.spi.discovery.tcp.TcpDiscoverySpi;
import org.apache.ignite.spi.discovery.tcp.ipfinder.vm.TcpDiscoveryVmIpFinder;
import org.awaitility.Awaitility;

/** Configurations of small nodes of one test that meet nobody but each other, even if the same test runs beside it. */
final class Nodes {
    /** A node that looks for others in its range must meet no client port of the same test there. */
    private static final int PORTS = FreePorts.STRIDE / 2;

    /** A machine that is busy, or stands still for a while, has not failed. */
    private static final long FAILURE_DETECTION_MILLIS = 300_000;
    private static final long REGION_BYTES = 64L << 20;
    private static final int WAL_SEGMENT_BYTES = 4 << 20;

    private final int discoveryPort;
    private final int communicationPort;

    Nodes() {
        this(FreePorts.next(), FreePorts.next());
    }

    /** For nodes that meet those of another process. */
    Nodes(int discoveryPort, int communicationPort) {
        this.discoveryPort = discoveryPort;
        this.communicationPort = communicationPort;
    }

    int discoveryPort() {
        return discoveryPort;
    }

    int communicationPort() {
        return communicationPort;
    }

    /** A server with one persistent region. @param name also of its directory */
    IgniteConfiguration server(Path work, String name) {
        // Ignite makes all ten segments of its log at once.
        DataStorageConfiguration storage = new DataStorageConfiguration().setWalSegmentSize(WAL_SEGMENT_BYTES);
        storage.getDefaultDataRegionConfiguration().setPersistenceEnabled(true)
            .setInitialSize(REGION_BYTES).setMaxSize(REGION_BYTES);
        return isolated(work, name).setDataStorageConfiguration(storage);
    }

    IgniteConfiguration client(Path work, String name) {
        return isolated(work, name).setClientMode(true);
    }

    private IgniteConfiguration isolated(Path work, String name) {
        TcpDiscoveryVmIpFinder addresses = new TcpDiscoveryVmIpFinder()
            .setAddresses(List.of("127.0.0.1:" + discoveryPort + ".." + (discoveryPort + PORTS)));
        return new IgniteConfiguration()
            .setIgniteInstanceName(name)
            .setConsistentId(name)
            .setWorkDirectory(work.toString())
            .setLocalHost("127.0.0.1")
            .setMetricsLogFrequency(0)
            .setFailureDetectionTimeout(FAILURE_DETECTION_MILLIS)
            .setClientFailureDetectionTimeout(FAILURE_DETECTION_MILLIS)
            .setConnectorConfiguration(null)
            .setClientConnectorConfiguration(null)
            .setDiscoverySpi(new TcpDiscoverySpi().setLocalPort(discoveryPort).setLocalPortRange(PORTS).setIpFinder(addresses))
            .setCommunicationSpi(new TcpCommunicationSpi().setLocalPort(communicationPort).setLocalPortRange(PORTS));
    }

    /** Waits until no thread of a node is left; Ignite puts the node's name into theirs. */
    static void awaitNoThreads(String name) {
        Awaitility.await().until(() -> threads(name), List::isEmpty);
    }

    static List<String> threads(String name) {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
            .filter(thread -> thread.contains('%' + name + '%')).collect(Collectors.toList());
    }

    /** Of a failure and all its causes. */
    static List<String> messages(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).map(String::valueOf).collect(Collectors.toList());
    }
}
