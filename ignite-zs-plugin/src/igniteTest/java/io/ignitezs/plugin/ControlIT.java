package io.ignitezs.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.FreePorts;
import io.ignitezs.ignite.NodeHarness;
import io.ignitezs.tier.PageTraceReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.Ignition;
import org.apache.ignite.cache.CacheMode;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.configuration.ClientConnectorConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.internal.commandline.CommandHandler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands of {@code control.sh --zs} on a cluster of two nodes with a pool, one without the plugin and a client. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ControlIT {
    private static final int ROWS = 20_000;
    private static final long MIB = 1L << 20;
    private static final int PAGE_BYTES = 4096;

    /** Commands that the document only mentions. */
    private static final int NOT_SHOWN = 1;

    private final Nodes nodes = new Nodes();
    private final int port = FreePorts.next();

    private Path work;
    private Ignite first;
    private Ignite second;
    private Ignite plain;
    private Ignite client;

    @BeforeAll void start(@TempDir Path directory) throws IgniteCheckedException {
        work = directory;
        first = Ignition.start(server("a").setClientConnectorConfiguration(
            new ClientConnectorConfiguration().setHost("127.0.0.1").setPort(port).setPortRange(0)));
        second = Ignition.start(server("b"));
        plain = Ignition.start(nodes.server(work, "plain").setPluginProviders(new NoPlugin()));
        first.cluster().state(ClusterState.ACTIVE);
        client = Ignition.start(nodes.client(work, "client"));
        fill();
    }

    @AfterAll void stop() {
        Ignition.stopAll(true);
    }

    @BeforeEach void reset() {
        assertOk(run("resize", "32m", "--yes"));
        assertOk(run("codec", "lz4", "--yes"));
        assertOk(run("watermarks", "--high", "0.98", "--low", "0.97", "--yes"));
        assertOk(run("compaction", "--cpu", "0.2", "--yes"));
    }

    private IgniteConfiguration server(String name) {
        return nodes.server(work, name).setPluginProviders(new ZsPluginProvider().setConfiguration(
            new ZsConfiguration().setMaxSize("32m").setResidency(ZsResidency.INCLUSIVE)));
    }

    private void fill() throws IgniteCheckedException {
        IgniteCache<Integer, String> cache = first.getOrCreateCache(new CacheConfiguration<Integer, String>("rows")
            .setCacheMode(CacheMode.REPLICATED).setAffinity(new RendezvousAffinityFunction(false, 16)));
        for (int key = 0; key < ROWS; key++)
            cache.put(key, "row " + key + " of a cache with a long name, again and again of a cache with a long name");
        checkpoint();
    }

    private void checkpoint() throws IgniteCheckedException {
        NodeHarness.checkpoint(first);
        NodeHarness.checkpoint(second);
    }

    private ControlUtility run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "--zs";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return ControlUtility.run(port, all);
    }

    @Test void statAsksAllNodesWithAPool() {
        ControlUtility stat = run("stat");
        assertOk(stat);
        for (Ignite node : List.of(first, second))
            assertTrue(stat.says("Results from node with ID: " + id(node) + " [consistentId='" + node.name() + "']"), stat::toString);
        assertTrue(stat.says("No compressed pool on node with ID: " + id(plain)), stat::toString);
        assertFalse(stat.says(id(client)), stat::toString);
        assertEquals(2, stat.lines().stream().filter(line -> line.matches("health +ok *")).count(), stat::toString);
        assertEquals(2, stat.lines().stream().filter(line -> line.matches("limitBytes +" + 32 * MIB + " *")).count(), stat::toString);
    }

    @Test void jsonSaysTheSame() {
        JsonValue document = run("stat", "--json").json();
        List<JsonValue> found = document.get("nodes").list();
        assertEquals(List.of("a", "b"), found.stream().map(node -> node.get("consistentId").text()).collect(Collectors.toList()));
        JsonValue figures = found.get(0).get("result");
        ZsStats stats = plugin(first).stats();
        assertEquals(id(first), found.get(0).get("nodeId").text());
        assertEquals(stats.getLimitBytes(), figures.get("limitBytes").number());
        assertEquals(stats.getPages(), figures.get("pages").number());
        assertEquals(stats.getRatio(), figures.get("ratio").real(), 1e-3);
        assertEquals("lz4", figures.get("codec").text());
        assertEquals(String.join(", ", plugin(first).libraries()), figures.get("codecLibraries").text());
        assertTrue(figures.get("codecLibraries").text().contains("lz4-java"), () -> figures.get("codecLibraries").text());
        assertEquals("plain", document.get("nodesWithoutPool").list().get(0).get("consistentId").text());
    }

    @Test void nodesAreNamedByEitherId() {
        assertEquals(List.of("b"), namesIn(run("stat", "--json", "--node-id", id(second))));
        assertEquals(List.of("b"), namesIn(run("stat", "--json", "--nodes", "b")));
        assertEquals(List.of("a", "b"), namesIn(run("stat", "--json", "--nodes", "b," + id(first))));
        assertEquals(List.of("a", "b"), namesIn(run("stat", "--json", "--all-nodes")));
    }

    private static List<String> namesIn(ControlUtility run) {
        return run.json().get("nodes").list().stream().map(node -> node.get("consistentId").text()).collect(Collectors.toList());
    }

    @Test void nodesThatCannotBeAskedAreRefused() {
        UUID nobody = UUID.randomUUID();
        assertRefused(run("stat", "--node-id", nobody.toString()), "Node with id=" + nobody + " not found.");
        assertRefused(run("stat", "--nodes", "a,nobody"), "Node with id=nobody not found.");
        assertRefused(run("stat", "--node-id", id(client)), "Node with id=" + id(client) + " is a client node, which has no compressed pool.");
        assertRefused(run("disable", "--yes", "--nodes", "plain"),
            "Node with id=" + id(plain) + " has no compressed pool: ignite-zs-plugin is not there, or not enabled.");
        assertRefused(run("stat", "--node-id", id(first), "--all-nodes"), "Only one of ");
        assertRefused(run("stat", "--node-id", "a"), "Failed to parse --node-id command argument.");
    }

    @Test void classesAreTheKernelsTable() {
        refill();
        ControlUtility classes = run("classes", "--nodes", "a");
        assertOk(classes);
        String titles = classes.lines().stream().filter(line -> line.startsWith("slotBytes")).findFirst().orElseThrow();
        assertEquals("slotBytes 0% 10% 20% 30% 40% 50% 60% 70% 80% 90% 99% 100% zspages slots objects frames objectsPerZspage framesPerZspage freeableFrames",
            titles.strip().replaceAll(" +", " "));
        List<JsonValue> rows = run("classes", "--json", "--nodes", "a").json().get("nodes").list().get(0).get("result").list();
        JsonValue total = rows.get(rows.size() - 1);
        assertEquals("Total", total.get("slotBytes").text());
        List<JsonValue> each = rows.subList(0, rows.size() - 1);
        assertEquals(total.get("objects").number(), each.stream().mapToLong(row -> row.get("objects").number()).sum());
        assertTrue(total.get("objects").number() > 0, () -> rows.size() + " rows");
        for (JsonValue row : each)
            assertEquals(row.get("slots").number(), row.get("zspages").number() * row.get("objectsPerZspage").number());
    }

    @Test void cachesAddUp() {
        refill();
        List<JsonValue> rows = run("caches", "--json", "--nodes", "a").json().get("nodes").list().get(0).get("result").list();
        JsonValue cache = rows.stream().filter(row -> row.get("cacheGroup").text().equals("rows")).findFirst().orElseThrow();
        ZsStats stats = plugin(first).stats();
        assertTrue(cache.get("pages").number() > 0 && cache.get("storedBytes").number() > 0 && cache.get("ratio").real() < 1);
        assertEquals(stats.getPages(), rows.stream().mapToLong(row -> row.get("pages").number()).sum());
        assertEquals(stats.getStoredBytes(), rows.stream().mapToLong(row -> row.get("storedBytes").number()).sum());
        assertEquals(stats.getRawPages(), rows.stream().mapToLong(row -> row.get("rawPages").number()).sum());
        assertEquals(stats.getSameFilledPages(), rows.stream().mapToLong(row -> row.get("sameFilledPages").number()).sum());
        assertEquals(stats.getHits(), rows.stream().mapToLong(row -> row.get("readsByPool").number()).sum());
    }

    @Test void resizeChangesTheNodesThatAreNamed() {
        ControlUtility resize = run("resize", "24m", "--yes", "--nodes", "a");
        assertOk(resize);
        assertTrue(resize.lines().stream().anyMatch(line -> line.matches("limitBytes +" + 24 * MIB + " *")), resize::toString);
        assertEquals(24 * MIB, plugin(first).stats().getLimitBytes());
        assertEquals(32 * MIB, plugin(second).stats().getLimitBytes());
    }

    /** What no node can be told is refused before anybody is asked for confirmation, and no node hears of it. */
    @ParameterizedTest
    @CsvSource({"resize 12q, Bad size of the compressed pool [value=12q", "resize much, Bad size of the compressed pool [value=much",
        "resize 0, Bad size of the compressed pool [value=0", "resize 1k, Bad size of the compressed pool [value=1k",
        "resize 101%, Bad size of the compressed pool [value=101%", "evict 12q, Bad amount", "evict 101%, Bad amount", "evict 0, Bad amount",
        "codec snappy, Unknown codec", "codec zstd:99, Unknown codec", "codec lz4 --level 3, Unknown codec", "watermarks --high 1.5, Bad watermarks",
        "watermarks --low NaN, Bad watermarks", "watermarks --high 0.5 --low 0.6, Bad watermarks", "watermarks, 'Nothing to change: give --high, --low or both'",
        "compaction, 'Nothing to change: give --start, --stop or --cpu'", "compaction --cpu 0, Bad compaction",
        "compaction --start 0.1 --stop 0.2, Bad compaction", "trace start --max-bytes 12q, Bad size of a page trace",
        "trace start --max-bytes 9000000t, Bad size of a page trace", "estimate --sample none, Bad sample", "estimate --codec gzip, Unknown codec",
        "estimate --seconds -1, Bad time to look at page reads [seconds=-1", "estimate --seconds 3601, Bad time to look at page reads [seconds=3601",
        "disable --nodes nobody, Node with id=nobody not found."})
    void whatCannotBeAnywhereIsRefusedBeforeThePrompt(String command, String refusal) {
        ControlUtility run = answered("n", command.split(" "));
        assertRefused(run, "Check arguments. " + refusal);
        assertFalse(run.says("Operation cancelled.") || run.says("started") || run.says("Node ID: "), run::toString);
        assertRefused(run((command + " --yes").split(" ")), "Check arguments. " + refusal);
        assertEquals(32 * MIB, plugin(first).stats().getLimitBytes());
        assertEquals("lz4", plugin(first).settings().getCodec());
    }

    @Test void aSizeThatANodeCannotHaveIsRefusedByIt() {
        ControlUtility resize = run("resize", "9000t", "--yes");
        assertRefused(resize, "Failed on 2 of 2 nodes: Bad size of the compressed pool [value=9000t, allowed=bytes, 512m, 4g or 25%, from ");
        assertTrue(resize.says("Node ID: " + id(first)) && resize.says("Node ID: " + id(second)), resize::toString);
        assertEquals(32 * MIB, plugin(first).stats().getLimitBytes());
    }

    @Test void missingAndUnknownArgumentsAreRefused() {
        assertRefused(run("resize", "--yes"), "Argument size required.");
        assertRefused(run("stat", "--loud"), "Unexpected argument: --loud");
        assertRefused(run(), "Command zs can't be executed");
        assertRefused(run("nonsense"), "Command zs can't be executed");
        assertRefused(run("trace"), "Command zs-trace can't be executed");
        assertRefused(run("warm_up"), "Command zs-warm-up can't be executed");
    }

    @Test void changesAskForConfirmation() {
        for (String[] change : new String[][] {{"resize", "8m"}, {"evict", "50%"}, {"disable"}, {"enable"}, {"codec", "zstd"}, {"compact"},
            {"watermarks", "--low", "0.5"}, {"compaction", "--cpu", "0.5"}, {"trace", "start"}, {"trace", "stop"}, {"warm_up", "stop"}})
            assertTrue(answered("n", change).says("Operation cancelled."), change[0]);
        assertEquals(32 * MIB, plugin(first).stats().getLimitBytes());
        assertFalse(plugin(first).stats().isPassThrough());
        assertOk(answered("y", "resize", "8m"));
        assertEquals(8 * MIB, plugin(first).stats().getLimitBytes());
    }

    /** What the operator types. */
    private ControlUtility answered(String answer, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream((answer + "\n").getBytes(StandardCharsets.UTF_8)));
        try {
            return run(arguments);
        }
        finally {
            System.setIn(before);
        }
    }

    @Test void evictFreesSoMuch() {
        refill();
        long before = plugin(first).stats().getPages();
        JsonValue done = run("evict", "50%", "--yes", "--json", "--nodes", "a").json().get("nodes").list().get(0).get("result");
        assertTrue(done.get("droppedPages").number() >= before / 4, () -> before + " pages before");
        assertTrue(done.get("freedBytes").number() > 0);
        assertOk(run("evict", "100%", "--yes", "--nodes", "a"));
        ZsStats after = plugin(first).stats();
        assertTrue(after.getPages() - after.getSameFilledPages() < before / 10, after::toString);
    }

    /** A pool that is off has nothing; one that is on again begins empty. */
    @Test void disableEmptiesAndEnableBeginsAnew() {
        assertOk(run("disable", "--yes"));
        for (Ignite node : List.of(first, second))
            assertTrue(plugin(node).stats().isPassThrough() && plugin(node).stats().getUsedBytes() == 0);
        assertTrue(run("stat").says("off: page files are used instead"));
        for (String command : List.of("verify", "compact", "evict"))
            assertOk(command.equals("evict") ? run(command, "1m", "--yes") : run(command, "--yes"));
        assertOk(run("codec", "zstd", "--level", "2", "--yes"));
        assertOk(run("enable", "--yes"));
        assertEquals("zstd:2", plugin(first).settings().getCodec());
        refill();
        assertTrue(plugin(first).stats().getPages() > 0);
    }

    @Test void codecWatermarksAndCompactionChange() {
        assertOk(run("codec", "zstd", "--level", "3", "--yes"));
        assertOk(run("watermarks", "--high", "0.9", "--low", "0.8", "--yes"));
        assertOk(run("compaction", "--cpu", "0.5", "--yes", "--nodes", "b"));
        assertEquals("codec=zstd:3, watermarks=0.8..0.9, compaction=0.01..0.02 with 0.2 CPU", plugin(first).settings().toString());
        assertEquals("codec=zstd:3, watermarks=0.8..0.9, compaction=0.01..0.02 with 0.5 CPU", plugin(second).settings().toString());
        assertRefused(run("watermarks", "--high", "0.7", "--yes"), "Bad watermarks of the compressed pool [highWatermark=0.7, lowWatermark=0.8");
        assertRefused(run("compaction", "--cpu", "2", "--yes"), "Bad compaction of the compressed pool");
        refill();
        assertOk(run("verify"));
    }

    @Test void compactSaysWhatItDid() {
        refill();
        ControlUtility compact = run("compact", "--yes");
        assertOk(compact);
        assertEquals(2, compact.lines().stream().filter(line -> line.matches("movedObjects +[0-9]+ *")).count(), compact::toString);
    }

    @Test void verifyComparesPagesWithTheirFiles() {
        refill();
        List<JsonValue> found = run("verify", "--json").json().get("nodes").list();
        for (JsonValue node : found) {
            JsonValue result = node.get("result");
            assertEquals(0, result.get("problems").number());
            assertTrue(result.get("comparedPages").number() > 100, () -> node.get("consistentId").text());
            assertTrue(result.get("decodedPages").number() >= result.get("comparedPages").number());
        }
    }

    /** Somebody has written into a file: the pool still has what was there. */
    @Test void verifyFindsAPageThatIsNotAsInItsFile() throws IOException {
        refill();
        Path file = work.resolve("db").resolve("b").resolve("cache-rows").resolve("part-3.bin");
        flipEachPage(file);
        try {
            ControlUtility verify = run("verify");
            assertEquals(CommandHandler.EXIT_CODE_UNEXPECTED_ERROR, verify.exitCode, verify::toString);
            assertTrue(verify.says("Failed on 1 of 2 nodes: The compressed pool is damaged: "), verify::toString);
            assertTrue(verify.says("part-3.bin is not in the file, or the file's CRC of it is wrong"), verify::toString);
        }
        finally {
            flipEachPage(file);
        }
        assertOk(run("verify"));
    }

    private static void flipEachPage(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            for (long offset = 2 * PAGE_BYTES + PAGE_BYTES / 2; offset < bytes.length(); offset += PAGE_BYTES) {
                bytes.seek(offset);
                int before = bytes.read();
                bytes.seek(offset);
                bytes.write(before ^ 0xFF);
            }
        }
    }

    @Test void traceIsWrittenAndBounded() throws IOException {
        assertOk(run("trace", "start", "--file", "pages.bin", "--max-bytes", "2415", "--yes", "--nodes", "a"));
        ControlUtility again = run("trace", "start", "--file", "more.bin", "--yes", "--nodes", "a");
        assertEquals(CommandHandler.EXIT_CODE_UNEXPECTED_ERROR, again.exitCode, again::toString);
        assertTrue(again.says("A page trace is being written already"), again::toString);
        refill();
        assertOk(run("trace", "status", "--nodes", "a"));
        JsonValue done = run("trace", "stop", "--yes", "--json", "--nodes", "a").json().get("nodes").list().get(0).get("result");
        assertEquals(197, done.get("records").number());
        assertTrue(done.get("dropped").number() > 0);
        assertEquals(0, done.get("missed").number());
        assertEquals(done.get("fileBytes").number(), Files.size(work.resolve("pages.bin")));
        assertEquals(work.resolve("pages.bin").toString(), done.get("file").text());
        try (PageTraceReader reader = PageTraceReader.open(work.resolve("pages.bin"))) {
            int records = 0;
            while (reader.next())
                records++;
            assertEquals(197, records);
        }
        assertRefused(run("trace", "start", "--file", "pages.bin", "--yes", "--nodes", "a"), "A page trace does not overwrite files");
        assertRefused(run("trace", "start", "--max-bytes", "9000000t", "--yes", "--nodes", "a"), "Bad size of a page trace");
        assertRefused(run("trace", "start", "--max-bytes", "51%", "--yes", "--nodes", "a"), "half of what is free on its disk");
        assertRefused(run("trace", "start", "--file", "no/such/place.bin", "--yes", "--nodes", "a"), "The directory of a page trace must be there");
        assertTrue(run("trace", "stop", "--yes", "--nodes", "a").says("No page trace is being written"));
    }

    @Test void helpListsAllCommands() {
        ControlUtility help = ControlUtility.run(List.of("--help"));
        assertOk(help);
        for (String command : List.of("stat", "classes", "caches", "compact", "resize size", "evict amount", "enable", "disable", "codec codec",
            "watermarks", "compaction", "verify", "estimate", "trace start", "trace status", "trace stop", "warm_up status", "warm_up stop"))
            assertTrue(help.says("control.(sh|bat) --zs " + command), command + " is not in " + help);
    }

    /** Each command of the document, with the exit code and the names in what it prints that the document shows. */
    @Test void theDocumentIsRight() throws IOException {
        refill();
        String document = Files.readString(Path.of("docs/control.md"));
        Matcher blocks = Pattern.compile("```text\\n\\$ control\\.sh --zs (.*)\\n([^`]*)```").matcher(document);
        int commands = 0;
        for (; blocks.find(); commands++) {
            ControlUtility run = run(blocks.group(1).replace("node-1", "a").replace("node-2", "b").replace("node-3", "plain").split(" "));
            assertEquals(blocks.group(2).contains("finished with code: 1") ? 1 : 0, run.exitCode, run::toString);
            Set<String> names = run.lines().stream().map(ControlIT::firstWord).collect(Collectors.toSet());
            for (String line : blocks.group(2).split("\\n"))
                assertTrue(!firstWord(line).matches("[a-z]\\w+") || names.contains(firstWord(line)) || line.startsWith("orders") || line.startsWith("users"),
                    () -> line + " is not in " + run);
        }
        assertEquals(commands, document.split("control\\.sh --zs ").length - 1 - NOT_SHOWN, "commands in the document that are not shown with what they print");
    }

    private static String firstWord(String line) {
        return line.strip().split(" ")[0];
    }

    @Test void worksOnAnInactiveCluster() throws IgniteCheckedException {
        first.cluster().state(ClusterState.INACTIVE);
        try {
            assertOk(run("stat"));
            assertOk(run("verify"));
            assertOk(run("resize", "16m", "--yes"));
        }
        finally {
            first.cluster().state(ClusterState.ACTIVE);
        }
        assertEquals(16 * MIB, plugin(first).stats().getLimitBytes());
    }

    /** Writes so many rows, of all partitions, that most pages come into the pools. */
    private void refill() {
        try {
            IgniteCache<Integer, String> cache = first.cache("rows");
            for (int key = 0; key < ROWS; key += 7)
                cache.put(key, "row " + key + " of a cache with a long name, once more and once more with a long name");
            checkpoint();
        }
        catch (IgniteCheckedException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertOk(ControlUtility run) {
        assertEquals(CommandHandler.EXIT_CODE_OK, run.exitCode, run::toString);
    }

    private static void assertRefused(ControlUtility run, String line) {
        assertEquals(CommandHandler.EXIT_CODE_INVALID_ARGUMENTS, run.exitCode, run::toString);
        assertTrue(run.says(line), () -> line + " is not in " + run);
    }

    private static String id(Ignite node) {
        return node.cluster().localNode().id().toString();
    }

    private static ZsPlugin plugin(Ignite node) {
        return node.plugin(ZsPluginProvider.NAME);
    }
}
