package io.ignitezs.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.FreePorts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ignite.Ignite;
import org.apache.ignite.Ignition;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.configuration.ClientConnectorConfiguration;
import org.apache.ignite.configuration.ThinClientConfiguration;
import org.apache.ignite.internal.processors.security.impl.TestSecurityData;
import org.apache.ignite.internal.processors.security.impl.TestSecurityPluginProvider;
import org.apache.ignite.plugin.security.SecurityPermission;
import org.apache.ignite.plugin.security.SecurityPermissionSet;
import org.apache.ignite.plugin.security.SecurityPermissionSetBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where security is on, whoever may run tasks may look, and only an administrator may change something or have the node work for the answer. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ControlSecurityIT {
    private static final String TASK = "io.ignitezs.plugin.control.ZsTask";

    private final int port = FreePorts.next();

    @TempDir
    private Path work;

    @AfterEach void stop() {
        Ignition.stopAll(true);
    }

    @Test void changesNeedThePermissionToAdminister() {
        Ignite ignite = start();
        ZsPlugin zs = ignite.plugin(ZsPluginProvider.NAME);
        assertEquals(0, run("reader", "stat").exitCode);
        assertEquals(0, run("admin", "resize", "16m", "--yes").exitCode);
        assertEquals(16 << 20, zs.stats().getLimitBytes());
        String settings = zs.settings().toString();
        for (String[] change : new String[][] {{"resize", "8m"}, {"evict", "50%"}, {"disable"}, {"enable"}, {"codec", "zstd"}, {"compact"},
            {"watermarks", "--low", "0.5"}, {"compaction", "--cpu", "0.5"}, {"trace", "start"}, {"trace", "stop"}, {"verify"}, {"estimate"},
            {"warm_up", "stop"}})
            assertDenied(change);
        for (String look : List.of("stat", "classes", "caches"))
            assertEquals(0, run("reader", look).exitCode, look);
        assertEquals(0, run("admin", "verify").exitCode);
        assertEquals(16 << 20, zs.stats().getLimitBytes());
        assertEquals(settings, zs.settings().toString());
    }

    @Test void whoIsNotKnownIsNotLetIn() {
        Ignite ignite = start();
        for (String[] credentials : new String[][] {{"reader", "guessed"}, {"nobody", "secret"}}) {
            ControlUtility run = ControlUtility.run(port, "--user", credentials[0], "--password", credentials[1], "--zs", "resize", "16m", "--yes");
            assertEquals(3, run.exitCode, run::toString);
            assertTrue(run.says("Authentication error."), run::toString);
        }
        assertEquals(32 << 20, ((ZsPlugin)ignite.plugin(ZsPluginProvider.NAME)).stats().getLimitBytes());
    }

    @Test void whereNoNodeAnswersThereIsNoConnection() {
        for (String[] command : new String[][] {{"stat"}, {"resize", "16m", "--yes"}}) {
            ControlUtility run = run("reader", command);
            assertEquals(2, run.exitCode, run::toString);
            assertTrue(run.says("Connection to cluster failed."), run::toString);
        }
    }

    private void assertDenied(String... change) {
        List<String> arguments = new ArrayList<>(List.of(change));
        arguments.add("--yes");
        ControlUtility run = run("reader", arguments.toArray(new String[0]));
        assertEquals(4, run.exitCode, run::toString);
        assertTrue(run.says("Authorization failed [perm=ADMIN_OPS"), run::toString);
    }

    private ControlUtility run(String user, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--user", user, "--password", "secret", "--zs"));
        all.addAll(List.of(arguments));
        return ControlUtility.run(port, all.toArray(new String[0]));
    }

    private Ignite start() {
        TestSecurityData admin = user("admin", permissions(SecurityPermission.ADMIN_OPS));
        TestSecurityData reader = user("reader", permissions());
        Ignite ignite = Ignition.start(new Nodes().server(work, "guarded")
            .setClientConnectorConfiguration(new ClientConnectorConfiguration().setHost("127.0.0.1").setPort(port).setPortRange(0)
                .setThinClientConfiguration(new ThinClientConfiguration().setMaxActiveComputeTasksPerConnection(2)))
            .setPluginProviders(new ZsPluginProvider().setConfiguration(new ZsConfiguration().setMaxSize("32m")),
                new TestSecurityPluginProvider("node", "secret", SecurityPermissionSetBuilder.create().build(), false, admin, reader)));
        ignite.cluster().state(ClusterState.ACTIVE);
        return ignite;
    }

    private static TestSecurityData user(String name, SecurityPermissionSet permissions) {
        return new TestSecurityData(name, "secret", permissions, null);
    }

    private static SecurityPermissionSet permissions(SecurityPermission... system) {
        return SecurityPermissionSetBuilder.create().defaultAllowAll(false)
            .appendTaskPermissions(TASK, SecurityPermission.TASK_EXECUTE).appendSystemPermissions(system).build();
    }
}
