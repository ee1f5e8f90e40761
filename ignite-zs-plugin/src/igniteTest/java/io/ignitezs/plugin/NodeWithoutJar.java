package io.ignitezs.plugin;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.ignite.Ignition;

/** A server in a process that does not have the plugin's classes; runs until it is ended. */
final class NodeWithoutJar {
    private static final int STOP_SECONDS = 60;

    private final Process process;

    private NodeWithoutJar(Process process) {
        this.process = process;
    }

    /** Begins to start it; its output goes to a file in {@code work}. @param nodes that it shall meet */
    static NodeWithoutJar start(Path work, String name, Nodes nodes) throws IOException, URISyntaxException {
        List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + Path.of("..", "config", "jvm.options").toAbsolutePath().normalize(), "-Xmx256m", "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC", "-Djava.net.preferIPv4Stack=true", "-cp", classPath(), NodeWithoutJar.class.getName(),
            work.toString(), name, String.valueOf(nodes.discoveryPort()), String.valueOf(nodes.communicationPort()));
        return new NodeWithoutJar(new ProcessBuilder(command)
            .redirectErrorStream(true).redirectOutput(work.resolve(name + ".log").toFile()).start());
    }

    /** The classes of the tests lie elsewhere. */
    private static String classPath() throws URISyntaxException {
        String separator = System.getProperty("path.separator");
        Path plugin = Path.of(ZsPluginProvider.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        return Stream.of(System.getProperty("java.class.path").split(separator))
            .filter(entry -> !Path.of(entry).toAbsolutePath().equals(plugin)).collect(Collectors.joining(separator));
    }

    /** The process. @param arguments work directory, name, ports for discovery and communication */
    public static void main(String[] arguments) throws IOException {
        checkNoPlugin();
        Nodes nodes = new Nodes(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        Ignition.start(nodes.server(Path.of(arguments[0]), arguments[1]));
        int read = 0;
        while (read >= 0)
            read = System.in.read();
        System.exit(0);
    }

    private static void checkNoPlugin() {
        try {
            Class.forName("io.ignitezs.plugin.ZsPluginProvider");
        }
        catch (ClassNotFoundException e) {
            return;
        }
        throw new IllegalStateException("The plugin is there");
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** With its last checkpoint, if it can. */
    void end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS))
            process.destroyForcibly().waitFor();
    }
}
