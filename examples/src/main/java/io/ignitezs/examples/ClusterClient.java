package io.ignitezs.examples;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteDataStreamer;
import org.apache.ignite.Ignition;
import org.apache.ignite.binary.BinaryObject;
import org.apache.ignite.binary.BinaryObjectBuilder;
import org.apache.ignite.cache.CacheWriteSynchronizationMode;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.cluster.ClusterNode;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.lang.IgniteCallable;
import org.apache.ignite.spi.communication.tcp.TcpCommunicationSpi;
import org.apache.ignite.spi.discovery.tcp.TcpDiscoverySpi;
import org.apache.ignite.spi.discovery.tcp.ipfinder.vm.TcpDiscoveryVmIpFinder;

/** The client node of this process. */
final class ClusterClient implements AutoCloseable {
    static final int COPIES = 2;

    private static final int PARTITIONS = 32;

    private final Ignite ignite;
    private final Table table;

    private ClusterClient(Ignite ignite, Table table) {
        this.ignite = ignite;
        this.table = table;
    }

    static ClusterClient start(ClusterSettings settings, ClusterServers servers, Table table) {
        return new ClusterClient(Ignition.start(new IgniteConfiguration()
            .setClientMode(true)
            .setIgniteInstanceName("client")
            .setWorkDirectory(settings.work.resolve("client").toString())
            .setLocalHost("127.0.0.1")
            .setMetricsLogFrequency(0)
            .setDiscoverySpi(new TcpDiscoverySpi().setIpFinder(new TcpDiscoveryVmIpFinder().setAddresses(servers.addresses())))
            .setCommunicationSpi(new TcpCommunicationSpi().setLocalPort(servers.takePort()))), table);
    }

    /** When a put returns, both copies are changed: whichever node is killed then, the other has it. */
    void createCache() {
        ignite.createCache(table.cacheConfiguration()
            .setBackups(COPIES - 1)
            .setAffinity(new RendezvousAffinityFunction(false, PARTITIONS))
            .setWriteSynchronizationMode(CacheWriteSynchronizationMode.FULL_SYNC));
    }

    IgniteCache<Object, BinaryObject> cache() {
        return ignite.cache(table.name()).withKeepBinary();
    }

    IgniteDataStreamer<Object, BinaryObject> streamer() {
        return ignite.dataStreamer(table.name());
    }

    BinaryObjectBuilder binaryBuilder() {
        return ignite.binary().builder(table.name());
    }

    boolean isActive() {
        return ignite.cluster().state() == ClusterState.ACTIVE;
    }

    void logWrites(boolean on) {
        if (on)
            ignite.cluster().enableWal(table.name());
        else
            ignite.cluster().disableWal(table.name());
    }

    boolean hasServer(String name) {
        return servers().stream().anyMatch(node -> name.equals(node.consistentId()));
    }

    /** From now on these nodes hold the data. */
    void setBaseline(Collection<String> names) {
        List<ClusterNode> nodes = new ArrayList<>(servers());
        nodes.removeIf(node -> !names.contains(node.consistentId().toString()));
        ignite.cluster().setBaselineTopology(nodes);
    }

    Collection<NodePool> pools() {
        return onServers(new PoolReport(table.name()));
    }

    int partitionCopies() {
        return PARTITIONS * COPIES;
    }

    /**
     * Complete copies that are where they shall be, as the server that knows of the fewest says.
     * @param names of the nodes that shall have them, and no others
     */
    int placedCopies(Set<String> names) {
        Set<String> holders = servers().stream().filter(node -> names.contains(node.consistentId().toString()))
            .map(node -> node.id().toString()).collect(Collectors.toSet());
        return onServers(new PartitionCopies(table.name())).stream().mapToInt(copies -> placedCopies(copies, holders)).min().orElse(0);
    }

    /** What is still being removed from elsewhere counts against it. */
    private int placedCopies(Map<String, Long> copies, Set<String> holders) {
        long placed = 0;
        Set<String> seen = new HashSet<>(holders);
        for (Map.Entry<String, Long> node : copies.entrySet())
            placed += holders.contains(node.getKey()) ? node.getValue() : -node.getValue();
        seen.removeAll(copies.keySet());
        return (int)Math.max(0, seen.isEmpty() ? placed : Math.min(placed, partitionCopies() - 1));
    }

    /** @return for each partition the numbers that its copies have; different ones mean that copies differ */
    List<List<Long>> copyDigests() {
        Collection<long[]> nodes = onServers(new CopyDigests(table.name()));
        List<List<Long>> partitions = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            int number = partition;
            partitions.add(nodes.stream().map(digests -> digests[number]).filter(digest -> digest != CopyDigests.NONE).collect(Collectors.toList()));
        }
        return partitions;
    }

    @Override public void close() {
        Ignition.stop(ignite.name(), true);
    }

    private <T> Collection<T> onServers(IgniteCallable<T> job) {
        return ignite.compute(ignite.cluster().forServers()).broadcast(job);
    }

    private Collection<ClusterNode> servers() {
        return ignite.cluster().forServers().nodes();
    }
}
