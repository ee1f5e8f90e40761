package io.ignitezs.home;

import io.ignitezs.FreePorts;
import io.ignitezs.LoggedProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
        estimate("libs").assertEnd(1, "a node runs in this directory");
        node.stop();
        estimate("libs").assertEnd(0, "ALL, as one pool");
        home.move("libs/" + IgniteHome.PLUGIN, "libs/optional/" + IgniteHome.PLUGIN);
        estimate("libs/optional").assertEnd(0, "ALL, as one pool");
    }

    private LoggedProcess estimate(String parent) throws IOException {
        Path jar = IgniteHome.files(home.resolve(parent).resolve(IgniteHome.PLUGIN), IgniteHome.PLUGIN + "-.*\\.jar").get(0);
        return LoggedProcess.java(directory.resolve("output"),
            List.of("-jar", jar.toString(), "--sample", "1000", home.resolve("ignite-work/db").toString()));
    }
}
