package io.ignitezs.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.LoggedProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.ignite.Ignition;
import org.apache.ignite.client.ClientCache;
import org.apache.ignite.client.ClientConnectionException;
import org.apache.ignite.client.IgniteClient;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.configuration.ClientConfiguration;
import org.awaitility.Awaitility;

/** A node of an Ignite home, in its own process, with ports of its own; worked with as users do, by a thin client and by the control utility. */
final class HomeNode {
    private static final String CACHE = "rows";
    private static final int ROWS = 30_000;
    private static final int BATCH = 100;
    private static final String TEXT = "A row of a table that is larger than the data region. ".repeat(20);

    private final IgniteHome home;
    private final String classPath;
    private final int clientPort;
    private final LoggedProcess process;

    private HomeNode(IgniteHome home, String classPath, int clientPort, LoggedProcess process) {
        this.home = home;
        this.classPath = classPath;
        this.clientPort = clientPort;
        this.process = process;
    }

    /** Begins to start it. @param config below the home, or absolute. @param settings name=value of what the file lets be set; options of Java begin with a dash */
    static HomeNode start(IgniteHome home, String classPath, String config, int discoveryPort, int clientPort, String... settings) throws IOException {
        List<String> options = new ArrayList<>(List.of("-Xmx512m", "-Dzs.discovery.port=" + discoveryPort, "-Dzs.client.port=" + clientPort,
            "-Dzs.pool.size=64m"));
        for (String setting : settings)
            options.add(setting.startsWith("-") ? setting : "-D" + setting);
        LoggedProcess process = home.java(classPath, options, home.resolve("node.log"),
            "org.apache.ignite.startup.cmdline.CommandLineStartup", config);
        return new HomeNode(home, classPath, clientPort, process);
    }

    /** Until it answers, and its cluster is in this state. */
    HomeNode await(ClusterState state) {
        Awaitility.await().atMost(10, TimeUnit.MINUTES).pollInterval(500, TimeUnit.MILLISECONDS).until(() -> isIn(state));
        return this;
    }

    private boolean isIn(ClusterState state) throws IOException {
        assertTrue(process.isAlive(), process::outputOrReason);
        try (IgniteClient client = connect()) {
            return client.cluster().state() == state;
        }
        catch (ClientConnectionException e) {
            return false;
        }
    }

    /** The lines of its log that contain this. */
    List<String> logged(String text) throws IOException {
        List<String> found = new ArrayList<>();
        for (String line : process.output().split("\n"))
            if (line.contains(text))
                found.add(line);
        return found;
    }

    void loadRows() {
        try (IgniteClient client = connect()) {
            ClientCache<Integer, String> cache = client.getOrCreateCache(CACHE);
            for (int first = 0; first < ROWS; first += BATCH)
                cache.putAll(rows(first));
        }
    }

    /** Reads all of them: of a node whose region is smaller, every page is dropped from there and faulted back. */
    void compareRows() {
        try (IgniteClient client = connect()) {
            ClientCache<Integer, String> cache = client.cache(CACHE);
            assertEquals(ROWS, cache.size());
            for (int first = 0; first < ROWS; first += BATCH) {
                Map<Integer, String> expected = rows(first);
                assertEquals(expected, new TreeMap<>(cache.getAll(expected.keySet())));
            }
        }
    }

    private static Map<Integer, String> rows(int first) {
        Map<Integer, String> rows = new TreeMap<>();
        for (int key = first; key < first + BATCH; key++)
            rows.put(key, key + TEXT + Integer.toHexString(key * 0x9E3779B9));
        return rows;
    }

    /** Runs the control utility against this node, with the same class path, as {@code control.sh} does. @return what it printed */
    String control(String... arguments) throws IOException, InterruptedException {
        return controlWith(classPath, arguments);
    }

    /** As {@link #control}, with another class path than the node's. */
    String controlWith(String classPath, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--host", "127.0.0.1", "--port", String.valueOf(clientPort)));
        Path output = home.resolve("control.log");
        LoggedProcess control = home.java(classPath, List.of("-Xmx256m"), output,
            "org.apache.ignite.internal.commandline.CommandHandler", all.toArray(new String[0]));
        assertEquals(0, control.exitCode(), control::outputOrReason);
        return control.output();
    }

    /** For a node that is not to start. @return what it printed */
    String refusal() throws IOException, InterruptedException {
        assertTrue(process.exitCode() != 0, "The node has started");
        return process.output();
    }

    void stop() throws IOException, InterruptedException {
        process.stop();
    }

    void kill() throws InterruptedException {
        process.kill();
    }

    private IgniteClient connect() {
        return Ignition.startClient(new ClientConfiguration().setAddresses("127.0.0.1:" + clientPort).setTimeout(300_000));
    }
}
