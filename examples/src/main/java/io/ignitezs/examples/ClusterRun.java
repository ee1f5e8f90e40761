package io.ignitezs.examples;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The whole run, on a cluster of its own. */
final class ClusterRun {
    private static final int THREADS = 2;
    private static final List<String> NAMES = List.of("alpha", "bravo", "charlie", "delta");

    private final Terminal terminal;
    private final ClusterServers servers;
    private final ClusterClient client;
    private final ClusterRows rows;
    private final Traffic traffic;

    /** Of all nodes that are in the cluster, or away for a while. */
    private final Map<String, ServerSettings> settings = new LinkedHashMap<>();
    private int comparisons;

    private ClusterRun(Terminal terminal, ClusterServers servers, ClusterClient client, ClusterRows rows, Traffic traffic) {
        this.terminal = terminal;
        this.servers = servers;
        this.client = client;
        this.rows = rows;
        this.traffic = traffic;
    }

    /** Prints the run. */
    static void run(ClusterSettings run, DataSet data, Terminal terminal) throws Exception {
        Map<String, ServerSettings> first = new LinkedHashMap<>();
        first.put("alpha", new ServerSettings("24m", "lz4", "WRITE_THROUGH"));
        first.put("bravo", new ServerSettings("16m", "lz4", "WRITE_THROUGH"));
        first.put("charlie", new ServerSettings("20m", "zstd:1", "WRITE_BACK"));
        try (ClusterServers servers = new ClusterServers(run, NAMES)) {
            start(terminal, servers, first);
            try (ClusterClient client = ClusterClient.start(run, servers, data.sources().get(0).table())) {
                ClusterRows rows = new ClusterRows(client, data);
                ClusterRun steps = new ClusterRun(terminal, servers, client, rows, new Traffic(rows, run.seed));
                steps.settings.putAll(first);
                steps.steps();
            }
            catch (Exception e) {
                servers.checkAllRun();
                throw e;
            }
        }
    }

    private static void start(Terminal terminal, ClusterServers servers, Map<String, ServerSettings> settings) throws Exception {
        try (Progress progress = terminal.progress("start " + String.join(", ", settings.keySet()), 1)) {
            servers.start(settings);
            progress.finish("");
        }
    }

    private void steps() throws Exception {
        load();
        killOne();
        bringItBack();
        addAFourth();
        removeOne();
        terminal.out.printf(Locale.ROOT, "PASSED: %,d rows were right in each of %d comparisons, and their copies alike.%n"
            + "While nodes came and went, %,d reads and %,d updates were made; none failed, each read was right, the slowest took %.1f s.%n",
            rows.count(), comparisons, traffic.reads(), traffic.updates(), traffic.longestSeconds());
    }

    private void load() throws Exception {
        Patience.await("activation of the cluster", client::isActive);
        client.createCache();
        client.logWrites(false);
        try (Progress progress = terminal.progress("load", rows.count())) {
            rows.load(progress);
            progress.finish(String.format(Locale.ROOT, "%,d rows, two copies of each", rows.count()));
        }
        client.logWrites(true);
        show("Three nodes", ClusterClient.COPIES);
    }

    private void killOne() throws Exception {
        step("kill -9 bravo", progress -> {
            servers.get("bravo").kill();
            Patience.await("departure of bravo", () -> !client.hasServer("bravo"));
        });
        show("Without bravo, which was killed; the others went on serving", 1);
    }

    private void bringItBack() throws Exception {
        step("start bravo, rebalance", progress -> {
            start(Map.of("bravo", new ServerSettings("12m", "zstd", "WRITE_BACK")));
            awaitBalance(Set.of("alpha", "bravo", "charlie"), progress);
        });
        show("Bravo is back, on its files, with another pool, and has what it had missed", ClusterClient.COPIES);
    }

    private void addAFourth() throws Exception {
        step("add delta, rebalance", progress -> {
            start(Map.of("delta", new ServerSettings("32m", "lz4", "WRITE_THROUGH")));
            client.setBaseline(NAMES);
            awaitBalance(Set.copyOf(NAMES), progress);
        });
        show("Delta has got its share", ClusterClient.COPIES);
    }

    private void removeOne() throws Exception {
        List<String> left = List.of("bravo", "charlie", "delta");
        step("remove alpha, rebalance", progress -> {
            servers.get("alpha").stop();
            Patience.await("departure of alpha", () -> !client.hasServer("alpha"));
            client.setBaseline(left);
            awaitBalance(Set.copyOf(left), progress);
        });
        settings.remove("alpha");
        show("Alpha is gone for good; the others have its share", ClusterClient.COPIES);
    }

    private void start(Map<String, ServerSettings> more) throws IOException, InterruptedException {
        settings.putAll(more);
        servers.start(more);
        for (String name : more.keySet())
            Patience.await("sight of node " + name, () -> client.hasServer(name));
    }

    private void step(String name, Step step) throws Exception {
        try (Progress progress = terminal.progress(name, client.partitionCopies())) {
            long reads = traffic.reads();
            long updates = traffic.updates();
            traffic.during(() -> step.run(progress));
            progress.finish(String.format(Locale.ROOT, "%,d reads and %,d updates meanwhile", traffic.reads() - reads, traffic.updates() - updates));
        }
    }

    private void awaitBalance(Set<String> holders, Progress progress) throws IOException, InterruptedException {
        Patience.await("rebalance to " + holders, () -> {
            int placed = client.placedCopies(holders);
            progress.advanceTo(placed);
            return placed == client.partitionCopies();
        });
    }

    private void show(String title, int leastCopies) throws Exception {
        servers.checkAllRun();
        compare();
        compareCopies(leastCopies);
        terminal.out.println();
        terminal.out.println("  " + title + ':');
        new PoolTable(terminal.out).print(settings, client.pools());
        terminal.out.println();
    }

    private void compare() throws Exception {
        try (Progress progress = terminal.progress("compare with the source", rows.count())) {
            rows.compare(THREADS, progress);
            comparisons++;
            progress.finish(String.format(Locale.ROOT, "%,d rows right, 0 wrong, 0 missing", rows.count()));
        }
    }

    private void compareCopies(int leastCopies) {
        try (Progress progress = terminal.progress("compare copies", 1)) {
            List<List<Long>> partitions = client.copyDigests();
            int copies = 0;
            for (int partition = 0; partition < partitions.size(); partition++) {
                check(partition, partitions.get(partition), leastCopies);
                copies += partitions.get(partition).size();
            }
            progress.finish(String.format(Locale.ROOT, "%d partitions in %d copies, all alike", partitions.size(), copies));
        }
    }

    /** Few rows may leave a partition without any. */
    private void check(int partition, Collection<Long> copies, int least) {
        boolean empty = copies.isEmpty() && rows.count() < client.partitionCopies();
        if (copies.size() < least && !empty || copies.size() > ClusterClient.COPIES || copies.stream().distinct().count() > 1)
            throw new WrongRowException("Partition " + partition + " has " + copies.size() + " copies with the digests " + copies
                + ", should have " + (least < ClusterClient.COPIES ? least + " or " : "") + ClusterClient.COPIES + " alike");
    }

    /** One step of the run. */
    private interface Step {
        void run(Progress progress) throws Exception;
    }
}
