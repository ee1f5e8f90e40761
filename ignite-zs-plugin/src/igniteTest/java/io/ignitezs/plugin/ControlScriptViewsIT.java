package io.ignitezs.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.FreePorts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.Ignition;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.configuration.ClientConnectorConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.internal.commandline.CommandHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ignite's own control script shows the pool's metrics and views. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ControlScriptViewsIT {
    private static final String NODE = "controlled";

    private final Nodes nodes = new Nodes();
    private final int port = FreePorts.next();

    @TempDir
    private Path work;

    @BeforeEach void start() {
        ZsConfiguration bean = new ZsConfiguration().setMaxSize("16m").setResidency(ZsResidency.INCLUSIVE);
        IgniteConfiguration node = nodes.server(work, NODE).setPluginProviders(new ZsPluginProvider().setConfiguration(bean))
            .setClientConnectorConfiguration(new ClientConnectorConfiguration().setHost("127.0.0.1").setPort(port).setPortRange(0));
        Ignite ignite = Ignition.start(node);
        ignite.cluster().state(ClusterState.ACTIVE);
        IgniteCache<Integer, String> rows = ignite.getOrCreateCache("rows");
        for (int key = 0; key < 1000; key++)
            rows.put(key, "row " + key);
    }

    @AfterEach void stop() {
        Ignition.stopAll(true);
    }

    @Test void metrics() {
        String all = run("--metric", "zs.pool");
        for (PoolMetric metric : PoolMetrics.all())
            assertTrue(all.contains("zs.pool." + metric.name), () -> metric.name + " is not in " + all);
        assertTrue(run("--metric", "zs.pool.LimitBytes").contains(String.valueOf(16 << 20)));
        assertTrue(run("--metric", "zs.pool.StoreLatency_0_1000").contains("zs.pool.StoreLatency_0_1000"));
    }

    @Test void views() {
        for (String view : List.of("zs.pool", "ZS_POOL"))
            assertTrue(run("--system-view", view).contains(String.valueOf(16 << 20)), view);
        assertTrue(run("--system-view", "zs.caches").contains("rows"));
        for (String column : List.of("slabNumber", "usedFrames", "isRetiring"))
            assertTrue(run("--system-view", "zs.slabs").contains(column), column);
        assertTrue(run("--system-view", "zs.classes").contains("slotBytes"));
    }

    /** @return what it prints */
    private String run(String... command) {
        RecordingLogger log = new RecordingLogger();
        List<String> arguments = new ArrayList<>(List.of("--host", "127.0.0.1", "--port", String.valueOf(port)));
        arguments.addAll(List.of(command));
        assertEquals(0, new CommandHandler(log).execute(arguments), () -> log.linesWith("").toString());
        return String.join("\n", log.linesWith(""));
    }
}
