package io.ignitezs.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.ignite.cluster.ClusterState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The estimator for stopped nodes is started from the plugin's jar, wherever the package lies, and finds Ignite there. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class EstimatorJarIT {
    private static final String CONFIG = "config/" + IgniteHome.PLUGIN + "/single-node.xml";
    private static final int EXIT_MINUTES = 5;

    @TempDir
    private Path directory;

    private IgniteHome home;
    private HomeNode node;

    @BeforeEach void install() throws IOException {
        home = IgniteHome.assemble(directory.resolve("home"));
        home.unpackPackage();
    }

    @AfterEach void kill() throws InterruptedException {
        node.kill();
    }

    @Test void looksAtTheNodesFiles() throws IOException, InterruptedException {
        node = HomeNode.start(home, home.classPath(), CONFIG, FreePorts.next(), FreePorts.next())
            .await(ClusterState.ACTIVE);
        node.loadRows();
        assertEquals(1, estimate("libs"), this::output);
        assertTrue(output().contains("a node runs in this directory"), this::output);
        node.stop();
        assertEquals(0, estimate("libs"), this::output);
        assertTrue(output().contains("ALL, as one pool"), this::output);
        home.move("libs/" + IgniteHome.PLUGIN, "libs/optional/" + IgniteHome.PLUGIN);
        assertEquals(0, estimate("libs/optional"), this::output);
    }

    /** @return its exit code */
    private int estimate(String parent) throws IOException, InterruptedException {
        Path jar = IgniteHome.files(home.resolve(parent).resolve(IgniteHome.PLUGIN), IgniteHome.PLUGIN + "-.*\\.jar").get(0);
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString(),
            "--sample", "1000", home.resolve("ignite-work/db").toString()).redirectErrorStream(true).redirectOutput(directory.resolve("output").toFile()).start();
        assertTrue(process.waitFor(EXIT_MINUTES, TimeUnit.MINUTES), this::output);
        return process.exitValue();
    }

    private String output() {
        try {
            return Files.readString(directory.resolve("output"));
        }
        catch (IOException e) {
            return e.toString();
        }
    }
}
