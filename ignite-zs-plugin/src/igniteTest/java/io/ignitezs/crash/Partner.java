package io.ignitezs.crash;

import io.ignitezs.ignite.Balance;
import io.ignitezs.ignite.NodeHarness;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.ignite.Ignite;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.spi.discovery.tcp.TcpDiscoverySpi;
import org.apache.ignite.spi.discovery.tcp.ipfinder.vm.TcpDiscoveryVmIpFinder;
import org.awaitility.Awaitility;

/** The other node of a cluster: it lives on when the one in a process of its own is killed, and has the backups of its rows. */
final class Partner implements AutoCloseable {
    private static final int MINUTES = 4;

    private final NodeHarness harness;
    private final Ignite node;

    Partner(CrashMode mode, Path directory, Random random) {
        harness = mode.harness(directory, random, configuration -> { });
        node = harness.start("two");
    }

    int port() {
        return ((TcpDiscoverySpi)node.configuration().getDiscoverySpi()).getLocalPort();
    }

    /** Before that, the next life would be refused for having the name of the last. */
    void awaitDeath() {
        Awaitility.await().atMost(MINUTES, TimeUnit.MINUTES).until(() -> node.cluster().nodes().size() == 1);
    }

    @Override public void close() {
        harness.close();
    }

    /** Has the killed node look for its partner. */
    static void seek(IgniteConfiguration configuration, int port) {
        ((TcpDiscoverySpi)configuration.getDiscoverySpi()).setIpFinder(new TcpDiscoveryVmIpFinder().setAddresses(List.of("127.0.0.1:" + port)));
    }

    /** What has no backups was lost for the partner; it is back with its files. Returns when the killed node has a copy of everything else. */
    static void meet(Ignite killed) {
        killed.cluster().setBaselineTopology(killed.cluster().topologyVersion());
        killed.resetLostPartitions(killed.cacheNames());
        killed.cacheNames().forEach(cache -> Balance.await(cache, killed));
    }
}
