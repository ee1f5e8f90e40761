package io.ignitezs.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.ignite.NodeHarness;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.Ignition;
import org.apache.ignite.cluster.ClusterState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The bean of a pool: there from the node's start to its stop, and with the operations of {@link ZsPlugin}. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ControlBeanIT {
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    @TempDir
    private Path work;

    @AfterEach void stop() {
        Ignition.stopAll(true);
    }

    @Test void doesWhatThePluginDoes() throws JMException, IgniteCheckedException {
        Ignite ignite = Ignition.start(new Nodes().server(work, "bean").setPluginProviders(
            new ZsPluginProvider().setConfiguration(new ZsConfiguration().setMaxSize("32m").setResidency(ZsResidency.INCLUSIVE))));
        ignite.cluster().state(ClusterState.ACTIVE);
        ignite.getOrCreateCache("rows").put(1, "one");
        NodeHarness.checkpoint(ignite);
        Set<ObjectName> names = names();
        assertEquals(1, names.size(), names::toString);
        use(JMX.newMXBeanProxy(server, names.iterator().next(), ZsPoolMXBean.class), ignite.plugin(ZsPluginProvider.NAME));
        List<String> operations = List.of(server.getMBeanInfo(names.iterator().next()).getOperations()).stream().map(each -> each.getName())
            .collect(Collectors.toList());
        assertTrue(operations.containsAll(List.of("compact", "resize", "evict", "enable", "disable", "changeCodec", "verify", "estimate", "stopWarmUp", "startTrace")),
            operations::toString);
        ignite.close();
        assertEquals(Set.of(), names());
    }

    private static void use(ZsPoolMXBean bean, ZsPlugin zs) {
        assertEquals(32 << 20, bean.getLimitBytes());
        bean.resize("16m");
        assertEquals(16 << 20, zs.stats().getLimitBytes());
        bean.changeCodec("zstd:1");
        bean.changeWatermarks(0.9, 0.8);
        bean.changeCompaction(0.2, 0.1, 1);
        assertEquals(zs.settings().toString(), bean.getSettings());
        assertEquals("codec=zstd:1, watermarks=0.8..0.9, compaction=0.1..0.2 with 1.0 CPU", bean.getSettings());
        assertTrue(bean.verify().endsWith(" 0 problems"), bean::verify);
        assertEstimates(bean);
        bean.stopWarmUp();
        assertEquals(zs.warmUp().toString(), bean.warmUp());
        assertTrue(bean.compact().contains("objects"));
        assertTrue(bean.startTrace("", "").contains("zs-trace-"));
        assertTrue(bean.trace().equals(bean.trace()) && bean.stopTrace().contains("records="));
        assertTrue(bean.evict("100%").contains("pages dropped"));
        bean.disable();
        assertTrue(bean.isPassThrough() && bean.getUsedBytes() == 0);
        bean.enable();
        assertTrue(!bean.isPassThrough() && bean.getOperations().equals("[]"));
        assertThrows(RuntimeException.class, () -> bean.resize("much"));
        assertEquals(zs.stats().getPages(), bean.getPages());
        assertTrue(bean.stat().startsWith("0.0 MiB of pages held") && !bean.classes().contains("null") && bean.caches().contains("rows ["));
    }

    private static void assertEstimates(ZsPoolMXBean bean) {
        String usual = bean.estimate("", "", 0);
        assertTrue(usual.contains("rows") && usual.contains("lz4") && usual.contains("zstd:1"), usual);
        String other = bean.estimate("100", "zstd:3", 1);
        assertTrue(other.contains("zstd:3") && !other.contains("lz4"), other);
        assertThrows(RuntimeException.class, () -> bean.estimate("none", "", 0));
        assertThrows(RuntimeException.class, () -> bean.estimate("", "gzip", 0));
    }

    private Set<ObjectName> names() throws JMException {
        return server.queryNames(new ObjectName("org.apache:*,igniteInstanceName=bean,group=zs,name=control"), null);
    }
}
