package io.ignitezs.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteException;
import org.apache.ignite.Ignition;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which nodes may be in one cluster; who is refused learns why, and so does the cluster. */
class JoinCheckIT {
    private final RecordingLogger log = new RecordingLogger();
    private final Nodes nodes = new Nodes();

    @TempDir
    private Path work;

    @AfterEach void stop() {
        Ignition.stopAll(true);
    }

    @Test void serversMustAgreeOnVolatileGroups() {
        Ignite first = startFirst(pooled("a", "sessions*", "carts*"));
        first.createCache("sessions-of-today");
        first.createCache("orders");
        String theirs = "clusterNode=a, clusterValue=[carts*, sessions*], differentCacheGroups=[sessions-of-today], allowed=the same";
        assertRefused(pooled("b", "carts*"), "joiningNode=b, joiningValue=[carts*], " + theirs);
        assertRefused(pooled("b"), "joiningNode=b, joiningValue=[], " + theirs);
        assertRefused(stock("b"), "joiningNode=b, joiningValue=none, ignite-zs is not on there, " + theirs);
        assertEquals(1, first.cluster().nodes().size());
        Ignition.start(pooled("b", "carts*", "sessions*", "carts*"));
        Ignition.start(nodes.client(work, "client"));
        assertEquals(3, first.cluster().nodes().size());
    }

    @Test void aNodeWithVolatileGroupsLeavesAClusterWhoseCoordinatorCannotRefuseIt() {
        Ignite first = startFirst(stock("a"));
        IgniteException failure = assertThrows(IgniteException.class, () -> Ignition.start(pooled("b", "sessions*")));
        assertTells(Nodes.messages(failure), "This node has left the cluster again: ignite-zs settings do not fit together"
            + " [property=volatileCacheGroups, joiningNode=b, joiningValue=[sessions*], clusterNode=a, clusterValue=none, ignite-zs is not on there,");
        Awaitility.await().until(() -> first.cluster().nodes().size() == 1);
        Ignition.start(pooled("c"));
        assertEquals(2, first.cluster().nodes().size());
    }

    @Test void aNodeWithoutPoolRefusesAsTheOthersDo() {
        startFirst(pooled("a"));
        assertRefused(pooled("b", "sessions*"), "joiningNode=b, joiningValue=[sessions*], clusterNode=a, clusterValue=[], differentCacheGroups=[],");
        Ignition.stopAll(true);
        startFirst(switchedOff("a"));
        assertRefused(pooled("b", "sessions*"), "joiningNode=b, joiningValue=[sessions*], clusterNode=a, clusterValue=none, ignite-zs is not on there,");
    }

    private Ignite startFirst(IgniteConfiguration node) {
        Ignite ignite = Ignition.start(node.setGridLogger(log));
        ignite.cluster().state(ClusterState.ACTIVE);
        return ignite;
    }

    private void assertRefused(IgniteConfiguration node, String differences) {
        String text = "node was refused: ignite-zs settings do not fit together [property=volatileCacheGroups, " + differences;
        IgniteException failure = assertThrows(IgniteException.class, () -> Ignition.start(node));
        assertTells(Nodes.messages(failure), "This " + text);
        Awaitility.await().until(() -> !log.linesWith("WARN A " + text).isEmpty());
    }

    private static void assertTells(List<String> messages, String text) {
        assertTrue(messages.stream().anyMatch(message -> message.contains(text)), messages::toString);
    }

    private IgniteConfiguration pooled(String name, String... volatileGroups) {
        ZsConfiguration bean = new ZsConfiguration().setMaxSize("16m").setVolatileCacheGroups(volatileGroups);
        return server(name).setPluginProviders(new ZsPluginProvider().setConfiguration(bean));
    }

    private IgniteConfiguration switchedOff(String name) {
        return server(name).setPluginProviders(new ZsPluginProvider().setConfiguration(new ZsConfiguration().setEnabled(false)));
    }

    private IgniteConfiguration stock(String name) {
        return server(name).setPluginProviders(new NoPlugin());
    }

    private IgniteConfiguration server(String name) {
        return nodes.server(work, name);
    }
}
