package io.ignitezs.examples;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The server processes of a cluster on this machine. None of them is left when this is closed, or when this process ends. */
final class ClusterServers implements AutoCloseable {
    private final Map<String, ServerProcess> servers = new LinkedHashMap<>();
    private final Ports ports = new Ports();
    private final Thread whenTheRunIsInterrupted = new Thread(this::endInterrupted, "end-servers");

    ClusterServers(ClusterSettings settings, List<String> names) {
        for (String name : names)
            servers.put(name, new ServerProcess(name, ports.take(), ports.take(), settings));
        Runtime.getRuntime().addShutdownHook(whenTheRunIsInterrupted);
    }

    ServerProcess get(String name) {
        return servers.get(name);
    }

    /** Of all that there may be, whether they run or not. */
    List<String> addresses() {
        return servers.values().stream().map(ServerProcess::address).collect(Collectors.toList());
    }

    /** @return one that no server has */
    int takePort() {
        return ports.take();
    }

    /** Starts nodes side by side, and returns when all have joined. */
    void start(Map<String, ServerSettings> settings) throws IOException, InterruptedException {
        for (String name : settings.keySet())
            servers.get(name).start(settings.get(name), String.join(",", addresses()));
        for (String name : settings.keySet())
            Patience.await("join of node " + name, servers.get(name)::hasJoined);
    }

    /** @throws IOException if one has ended that should run */
    void checkAllRun() throws IOException {
        for (ServerProcess server : servers.values())
            server.checkRuns();
    }

    @Override public void close() {
        endAll();
        Runtime.getRuntime().removeShutdownHook(whenTheRunIsInterrupted);
    }

    private void endInterrupted() {
        System.err.println();
        System.err.println("Interrupted; the nodes of the cluster are ended.");
        endAll();
    }

    private void endAll() {
        servers.values().forEach(ServerProcess::close);
    }
}
