package io.ignitezs.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.FreePorts;
import io.ignitezs.ignite.CacheModel;
import io.ignitezs.ignite.NodeHarness;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.Ignition;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.configuration.ClientConnectorConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A warm-up that is met at work is seen and ended by the control utility and by the bean, and metrics follow it. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ControlWarmUpIT {
    private static final String NODE = "warm";
    private static final long SEED = 20261128;
    private static final long REGION_BYTES = 18L << 20;

    private final Nodes nodes = new Nodes();
    private final int port = FreePorts.next();

    @TempDir
    private Path work;

    @AfterEach void stop() {
        Ignition.stopAll(true);
    }

    @Test void isSeenAndEnded() throws IgniteCheckedException, JMException {
        CacheModel model = new CacheModel(SEED, 28_000);
        try (Ignite ignite = start()) {
            Awaitility.await().atMost(5, TimeUnit.MINUTES).until(() -> "NONE".equals(status().get("state").text()));
            model.load(ignite, cache(ignite));
            NodeHarness.checkpoint(ignite);
            assertEquals(List.of(), model.differences(cache(ignite)));
        }
        Ignite ignite = start();
        Awaitility.await().atMost(5, TimeUnit.MINUTES).until(() -> status().get("readPages").number() > 1);
        assertRunning(status());
        awaitMetrics(2);
        assertTrue(bean().warmUp().startsWith("The warm-up goes on [pages="), bean()::warmUp);
        JsonValue stopped = run("stop", "--yes", "--json").json().get("nodes").list().get(0).get("result");
        assertEquals("STOPPED", stopped.get("state").text());
        assertTrue(stopped.get("donePages").number() < stopped.get("pages").number());
        assertEquals(stopped.get("readPages").number(), status().get("readPages").number());
        awaitMetrics(5);
        bean().stopWarmUp();
        assertTrue(bean().warmUp().startsWith("The warm-up was stopped [pages="), bean()::warmUp);
        assertEquals(List.of(), model.differences(cache(ignite)), "seed " + SEED);
    }

    private static void assertRunning(JsonValue status) {
        assertEquals("RUNNING", status.get("state").text());
        assertEquals(64 << 10, status.get("maxBytesPerSecond").number());
        assertTrue(status.get("pages").number() > 1000 && status.get("donePages").number() < status.get("pages").number());
        assertTrue(status.get("readPages").number() <= status.get("donePages").number());
        long bytes = status.get("readBytes").number();
        assertEquals(4096 * (bytes / 4096), bytes);
        assertTrue(bytes > 0 && status.get("bytesPerSecond").number() > 0);
    }

    /** An export may come between two pages. */
    private static void awaitMetrics(long state) {
        Awaitility.await().atMost(1, TimeUnit.MINUTES).untilAsserted(() -> assertMetrics(state));
    }

    private static void assertMetrics(long state) {
        Map<String, Long> values = PoolBeans.numbers(NODE);
        assertEquals(state, values.get("WarmUpState"), values::toString);
        assertTrue(values.get("WarmUpLeft") > 0 && values.get("WarmUpLeft") < values.get("WarmUpPages"), values::toString);
        assertEquals(4096 * values.get("WarmUpRead"), values.get("WarmUpBytes"), values::toString);
    }

    private JsonValue status() {
        return run("status", "--json").json().get("nodes").list().get(0).get("result");
    }

    private ControlUtility run(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "--zs";
        all[1] = "warm_up";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return ControlUtility.run(port, all);
    }

    private static ZsPoolMXBean bean() {
        try {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            ObjectName any = new ObjectName("org.apache:*,igniteInstanceName=" + NODE + ",group=zs,name=control");
            return JMX.newMXBeanProxy(server, server.queryNames(any, null).iterator().next(), ZsPoolMXBean.class);
        }
        catch (JMException e) {
            throw new AssertionError(e);
        }
    }

    private Ignite start() {
        IgniteConfiguration node = nodes.server(work, NODE).setPluginProviders(new ZsPluginProvider().setConfiguration(
                new ZsConfiguration().setMaxSize("64m").setWarmUpBytesPerSecond("64k")))
            .setClientConnectorConfiguration(new ClientConnectorConfiguration().setHost("127.0.0.1").setPort(port).setPortRange(0));
        node.getDataStorageConfiguration().setWriteThrottlingEnabled(true)
            .getDefaultDataRegionConfiguration().setInitialSize(REGION_BYTES).setMaxSize(REGION_BYTES);
        Ignite ignite = Ignition.start(node);
        ignite.cluster().state(ClusterState.ACTIVE);
        return ignite;
    }

    private static IgniteCache<Integer, byte[]> cache(Ignite ignite) {
        return ignite.getOrCreateCache(new CacheConfiguration<Integer, byte[]>("words").setAffinity(new RendezvousAffinityFunction(false, 8)));
    }
}
