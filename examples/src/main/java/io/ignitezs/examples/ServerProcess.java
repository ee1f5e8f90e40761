package io.ignitezs.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One server of the cluster in a process of its own, started from {@code config/cluster-node.xml}; may be killed and started again. */
final class ServerProcess {
    private static final int STOP_SECONDS = 300;

    private final String name;
    private final int discoveryPort;
    private final int communicationPort;
    private final ClusterSettings cluster;

    /** The last one that was started. */
    private volatile Process process;
    private volatile boolean closed;

    /** Whether it is to run now. */
    private volatile boolean wanted;

    ServerProcess(String name, int discoveryPort, int communicationPort, ClusterSettings cluster) {
        this.name = name;
        this.discoveryPort = discoveryPort;
        this.communicationPort = communicationPort;
        this.cluster = cluster;
    }

    String name() {
        return name;
    }

    String address() {
        return "127.0.0.1:" + discoveryPort;
    }

    Path log() {
        return cluster.work.resolve(name + ".log");
    }

    /** Begins to start it. @param addresses of all servers of the cluster */
    synchronized void start(ServerSettings settings, String addresses) throws IOException {
        if (closed)
            throw new IOException("The cluster is being ended");
        Files.createDirectories(directory());
        Files.deleteIfExists(joined());
        process = new ProcessBuilder(command(settings, addresses))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
        wanted = true;
    }

    /** @throws IOException if it has ended, and nobody wanted that */
    void checkRuns() throws IOException {
        if (wanted && !process.isAlive())
            throw new IOException("Node " + name + " has ended by itself with status " + process.exitValue() + ". Its log: " + log());
    }

    /** Whether it has joined the cluster. */
    boolean hasJoined() throws IOException {
        checkRuns();
        return Files.exists(joined());
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        wanted = false;
        process.destroyForcibly().waitFor();
    }

    /** Lets it write its last checkpoint and end. */
    void stop() throws IOException, InterruptedException {
        wanted = false;
        process.getOutputStream().close();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS))
            throw new IOException("Node " + name + " has not stopped after " + STOP_SECONDS + " s. Its log: " + log());
    }

    /** It ends now, if it runs, and does not start again. */
    synchronized void close() {
        closed = true;
        if (process != null)
            process.destroyForcibly();
    }

    private List<String> command(ServerSettings settings, String addresses) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + cluster.config.resolve("jvm.options"), "-Xms128m", "-Xmx256m", "-XX:MaxDirectMemorySize=128m",
            // Nodes that live for a minute only: nothing that takes long to pay off.
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
            "-Djava.net.preferIPv4Stack=true", "-DIGNITE_QUIET=false", "-DIGNITE_UPDATE_NOTIFIER=false"));
        properties(settings, addresses).forEach(property -> command.add("-Dzs." + property));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ClusterServer.class.getName(),
            cluster.config.resolve("cluster-node.xml").toString(), joined().toString()));
        return command;
    }

    private List<String> properties(ServerSettings settings, String addresses) {
        return List.of("node=" + name, "cluster.servers=" + ClusterSettings.FIRST_SERVERS, "cluster.addresses=" + addresses,
            "discovery.port=" + discoveryPort, "communication.port=" + communicationPort, "work.directory=" + directory(),
            "region.bytes=" + cluster.regionBytes, "checkpoint.millis=" + ClusterSettings.CHECKPOINT_MILLIS,
            "wal.segment.bytes=" + ClusterSettings.WAL_SEGMENT_BYTES,
            "pool.size=" + settings.poolSize, "codec=" + settings.codec, "mode=" + settings.mode);
    }

    private Path directory() {
        return cluster.work.resolve(name);
    }

    private Path joined() {
        return directory().resolve("joined");
    }
}
