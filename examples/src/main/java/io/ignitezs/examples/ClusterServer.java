package io.ignitezs.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.apache.ignite.Ignition;

/** What a server process of the cluster example runs: a node, for as long as its standard input is open, so that it ends with who started it. */
public final class ClusterServer {
    private ClusterServer() {
    }

    /** @param arguments the Spring file, and a file to make when the node has joined */
    public static void main(String[] arguments) throws IOException {
        Ignition.start(arguments[0]);
        Path joined = Paths.get(arguments[1]);
        Files.createFile(joined);
        int read = 0;
        while (read >= 0)
            read = System.in.read();
        Ignition.stopAll(false);
        System.exit(0);
    }
}
