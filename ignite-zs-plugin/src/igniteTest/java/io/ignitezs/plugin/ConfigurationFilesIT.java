package io.ignitezs.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.FreePorts;
import io.ignitezs.ignite.NodeHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteException;
import org.apache.ignite.Ignition;
import org.apache.ignite.cluster.ClusterState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files in {@code config} start nodes as they are; only ports and the directory are set, to be alone. */
class ConfigurationFilesIT {
    private static final Path CONFIG = Path.of("..", "config").toAbsolutePath().normalize();

    private final String port = String.valueOf(FreePorts.next());
    private final String otherPort = String.valueOf(FreePorts.next());

    @TempDir
    private Path work;

    @BeforeEach void set() {
        System.setProperty("zs.work.directory", work.toString());
        System.setProperty("zs.cluster.addresses", "127.0.0.1:" + port + ",127.0.0.1:" + otherPort);
    }

    @AfterEach void stop() {
        Ignition.stopAll(true);
        for (String name : List.of("work.directory", "cluster.addresses", "discovery.port", "node", "pool.size", "codec",
            "region.bytes"))
            System.clearProperty("zs." + name);
    }

    @Test void singleNode() {
        Ignite ignite = start("single-node.xml", Map.of("discovery.port", port));
        assertEquals(ClusterState.ACTIVE, ignite.cluster().state());
        assertEquals(256 << 20, stats(ignite).getLimitBytes());
        ignite.getOrCreateCache("rows").put(1, "one");
        ignite.close();
        ignite = start("single-node.xml", Map.of("pool.size", "32m", "codec", "zstd", "region.bytes", "67108864"));
        NodeHarness.awaitActive(ignite);
        assertEquals(32 << 20, stats(ignite).getLimitBytes());
        assertEquals("one", ignite.cache("rows").get(1));
    }

    @Test void clusterOfTwo() {
        Ignite first = start("cluster-node.xml", Map.of("node", "a", "discovery.port", port, "pool.size", "16m"));
        assertEquals(ClusterState.INACTIVE, first.cluster().state());
        Ignite second = start("cluster-node.xml", Map.of("node", "b", "discovery.port", otherPort, "pool.size", "24m"));
        assertEquals(ClusterState.ACTIVE, first.cluster().state());
        assertEquals(2, second.cluster().currentBaselineTopology().size());
        assertEquals(16 << 20, stats(first).getLimitBytes());
        assertEquals(24 << 20, stats(second).getLimitBytes());
        first.getOrCreateCache("rows").put(1, "one");
        assertEquals("one", second.cache("rows").get(1));
    }

    @Test void springSaysWhatAModeMayBe() throws IOException {
        Path file = work.resolve("wrong-mode.xml");
        Files.writeString(file, Files.readString(CONFIG.resolve("single-node.xml")).replace("WRITE_THROUGH", "WRITE_BEHIND"));
        IgniteException failure = assertThrows(IgniteException.class, () -> Ignition.start(file.toString()));
        String messages = Nodes.messages(failure).toString();
        assertTrue(messages.contains("[property=mode, value=WRITE_BEHIND, allowed=WRITE_THROUGH | WRITE_BACK | SHADOW]"), messages);
    }

    private static Ignite start(String file, Map<String, String> properties) {
        properties.forEach((name, value) -> System.setProperty("zs." + name, value));
        return Ignition.start(CONFIG.resolve(file).toString());
    }

    private static ZsStats stats(Ignite ignite) {
        return ignite.<ZsPlugin>plugin(ZsPluginProvider.NAME).stats();
    }
}
