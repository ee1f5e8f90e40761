package io.ignitezs.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.FreePorts;
import io.ignitezs.documents.ControlCommands;
import io.ignitezs.documents.Documents;
import io.ignitezs.ignite.NodeHarness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.Ignition;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.configuration.ClientConnectorConfiguration;
import org.apache.ignite.internal.commandline.CommandHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every command of {@code control.sh} in the text of the documents is accepted and ends well, at a node; those with their answers are {@link ControlIT}'s. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DocumentedControlIT {
    private static final int ROWS = 5_000;

    private final int port = FreePorts.next();

    @TempDir
    private Path work;

    @BeforeEach void start() throws IgniteCheckedException {
        Ignite node = Ignition.start(new Nodes().server(work, "node")
            .setClientConnectorConfiguration(new ClientConnectorConfiguration().setHost("127.0.0.1").setPort(port).setPortRange(0))
            .setPluginProviders(new ZsPluginProvider().setConfiguration(new ZsConfiguration().setMaxSize("16m").setResidency(ZsResidency.INCLUSIVE))));
        node.cluster().state(ClusterState.ACTIVE);
        for (int key = 0; key < ROWS; key++)
            node.getOrCreateCache("rows").put(key, "row " + key);
        NodeHarness.checkpoint(node);
    }

    @AfterEach void stop() {
        Ignition.stopAll(true);
    }

    @TestFactory Stream<DynamicTest> commands() throws IOException {
        Set<String> commands = new LinkedHashSet<>();
        for (Path document : Documents.all())
            commands.addAll(ControlCommands.inText(document));
        assertTrue(commands.contains("--zs resize 2g") && commands.contains("--metric zs.pool.Hits"), commands::toString);
        return commands.stream().map(command -> DynamicTest.dynamicTest(command, () -> run(command)));
    }

    private void run(String command) {
        ControlUtility run = ControlUtility.run(port, (shortened(command) + " --yes").split(" +"));
        assertEquals(CommandHandler.EXIT_CODE_OK, run.exitCode, run::toString);
    }

    /** Nobody reads pages here: an estimate need not look on for a minute. */
    private static String shortened(String command) {
        return command.startsWith("--zs estimate") ? command.replaceFirst(" --seconds \\d+", "") + " --seconds 1" : command;
    }
}
