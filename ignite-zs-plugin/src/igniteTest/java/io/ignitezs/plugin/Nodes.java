package io.ignitezs.plugin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
    private static final int PORTS = 4;

    /** Of ports that the system does not give to outgoing connections by itself, and no standard of Ignite. */
    private static final int FIRST_PORT = 12_000;
    private static final int PORT_STRIDE = 2 * PORTS;
    private static final int PORT_RANGES = 2_500;

    /** Other processes that run the same tests begin elsewhere. */
    private static final AtomicInteger NEXT_PORTS = new AtomicInteger(ThreadLocalRandom.current().nextInt(PORT_RANGES));

    /** A machine that is busy, or stands still for a while, has not failed. */
    private static final long FAILURE_DETECTION_MILLIS = 300_000;
    private static final long REGION_BYTES = 64L << 20;
    private static final int WAL_SEGMENT_BYTES = 4 << 20;

    private final int discoveryPort;
    private final int communicationPort;

    Nodes() {
        this(freePort(), freePort());
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

    /**
     * Free a moment ago, as are {@link #PORTS} behind it for this process: a node that looks for others in its range must meet no client port of the
     * same test there.
     */
    static int freePort() {
        while (true) {
            int port = FIRST_PORT + Math.floorMod(NEXT_PORTS.getAndIncrement(), PORT_RANGES) * PORT_STRIDE;
            if (isFree(port))
                return port;
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        }
        catch (IOException e) {
            return false;
        }
    }

    /** Waits until no thread of a node is left; Ignite puts the node's name into theirs. */
    static void awaitNoThreads(String name) {
        Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> threads(name), List::isEmpty);
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
