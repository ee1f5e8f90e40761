package io.ignitezs.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.FreePorts;
import io.ignitezs.ignite.NodeHarness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.Ignition;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.configuration.ClientConnectorConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.internal.commandline.CommandHandler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code control.sh --zs} on a node whose pool is only tried out: what they tell is called what it is, and what makes no sense is refused. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ControlShadowIT {
    private static final String NODE = "tried";
    private static final long SEED = 20261128;
    private static final long MIB = 1L << 20;
    private static final int ROWS = 60_000;
    private static final int ROW_BYTES = 1000;
    private static final int READS = 80_000;
    private static final long REGION_BYTES = 18 * MIB;
    private static final long TRIED_BYTES = 64 * MIB;
    private static final int ONE_OF = 4;

    private final Nodes nodes = new Nodes();
    private final int port = FreePorts.next();
    private final RecordingLogger log = new RecordingLogger();
    private Ignite node;

    @BeforeAll void start(@TempDir Path work) throws IgniteCheckedException {
        IgniteConfiguration configuration = nodes.server(work, NODE).setGridLogger(log)
            .setPluginProviders(new ZsPluginProvider().setConfiguration(new ZsConfiguration().setMaxSize("64m").setMode(ZsMode.SHADOW)))
            .setClientConnectorConfiguration(new ClientConnectorConfiguration().setHost("127.0.0.1").setPort(port).setPortRange(0));
        configuration.getDataStorageConfiguration().setWriteThrottlingEnabled(true)
            .getDefaultDataRegionConfiguration().setInitialSize(REGION_BYTES).setMaxSize(REGION_BYTES);
        node = Ignition.start(configuration);
        node.cluster().state(ClusterState.ACTIVE);
        Random random = new Random(SEED);
        for (int key = 0; key < ROWS; key++) {
            cache().put(key, row(random));
            if (key % 5_000 == 0)
                NodeHarness.checkpoint(node);
        }
        NodeHarness.checkpoint(node);
        read(random, READS);
    }

    @AfterAll void stop() {
        Ignition.stopAll(true);
    }

    private IgniteCache<Integer, byte[]> cache() {
        return node.getOrCreateCache(new CacheConfiguration<Integer, byte[]>("rows").setAffinity(new RendezvousAffinityFunction(false, 8)));
    }

    private static byte[] row(Random random) {
        byte[] row = new byte[ROW_BYTES];
        for (int at = 0; at < ROW_BYTES; at += 2)
            row[at] = (byte)random.nextInt();
        return row;
    }

    private void read(Random random, int reads) {
        for (int i = 0; i < reads; i++)
            assertEquals(ROW_BYTES, cache().get((int)(ROWS * random.nextDouble() * random.nextDouble())).length);
    }

    @Test @Order(1) void statTellsWhatASizeWouldBring() {
        ControlUtility table = run("stat");
        System.out.println(table);
        assertTold(table);
        assertDocumented(table);
        assertLine(table, "health +ok: only tried out, nothing is served *");
        assertLine(table, "triedBytes +" + TRIED_BYTES + " *");
        assertLine(table, "limitBytes +" + TRIED_BYTES / ONE_OF + " *");
        for (String untrue : List.of("readsByPool", "readsByDisk", "savedBytes"))
            assertFalse(table.says(untrue), table::toString);
        JsonValue answer = run("stat", "--json").json().get("nodes").list().get(0);
        assertEquals(ONE_OF, answer.get("shadowOneOf").number());
        assertEquals(TRIED_BYTES, answer.get("triedBytes").number());
        assertFigures(answer.get("result"), plugin().stats());
    }

    /** The document shows what is printed: the same names in the same order. */
    private static void assertDocumented(ControlUtility table) {
        try {
            Matcher shown = Pattern.compile("```\\nOnly tried out[^`]*```").matcher(Files.readString(Path.of("docs", "control.md")));
            assertTrue(shown.find());
            assertEquals(names(table.lines()), names(List.of(shown.group().split("\\n"))));
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(List<String> lines) {
        return lines.stream().filter(line -> line.matches("[a-z]\\w+ {4,}.*")).map(line -> line.split(" ")[0]).collect(Collectors.toList());
    }

    private static void assertFigures(JsonValue told, ZsStats stats) {
        assertEquals(stats.getRatio(), told.get("ratio").real(), 1e-3);
        assertTrue(told.get("ratio").real() > 0.2 && told.get("ratio").real() < 0.95, stats::toString);
        assertTrue(told.get("ratioError").real() > 0 && told.get("ratioError").real() < 0.05, stats::toString);
        assertEquals(stats.getHitRatio(), told.get("hitRatio").real(), 1e-3);
        assertTrue(told.get("hitRatio").real() > 0.1 && told.get("hitRatio").real() < 1, stats::toString);
        assertEquals(told.get("hitRatioSameError").real(), told.get("hitRatioError").real(), 1e-3);
        assertTrue(told.get("hitRatioError").real() > 0 && told.get("hitRatioError").real() < 0.3, stats::toString);
        double before = 0;
        for (String size : List.of("Half", "Same", "Twice", "Fourfold")) {
            assertTrue(told.get("hitRatio" + size).real() >= before && told.get("hitRatio" + size + "Error").real() >= 0, stats::toString);
            before = told.get("hitRatio" + size).real();
        }
        assertTrue(told.get("hitRatioHalf").real() < told.get("hitRatioTwice").real() - 0.02, stats::toString);
        assertEquals(ONE_OF * told.get("heldBytes").number(), told.get("wouldHoldBytes").number());
        assertEquals(told.get("wouldHoldBytes").number() - ONE_OF * told.get("usedBytes").number(), told.get("wouldSaveBytes").number());
        assertTrue(told.get("wouldBeHits").number() > 0 && told.get("wouldBeHits").number() < told.get("shownReads").number(), stats::toString);
    }

    @Test @Order(2) void cachesCallNothingServed() {
        ControlUtility table = run("caches");
        assertTold(table);
        assertTrue(table.says("wouldBeHits    wouldBeMisses") && !table.says("readsBy"), table::toString);
        List<JsonValue> rows = run("caches", "--json").json().get("nodes").list().get(0).get("result").list();
        ZsStats stats = plugin().stats();
        assertEquals(stats.getHits(), rows.stream().mapToLong(row -> row.get("wouldBeHits").number()).sum());
        assertEquals(stats.getMisses(), rows.stream().mapToLong(row -> row.get("wouldBeMisses").number()).sum());
        assertTrue(rows.stream().anyMatch(row -> row.get("cacheGroup").text().equals("rows") && row.get("pages").number() > 100), rows::toString);
    }

    @Test @Order(3) void estimateIsOfTheSizeThatIsTried() {
        AtomicBoolean ended = new AtomicBoolean();
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> {
            for (Random random = new Random(SEED + 1); !ended.get(); )
                read(random, 100);
        });
        ControlUtility estimate = run("estimate", "--sample", "2000", "--codec", "lz4", "--seconds", "10", "--json");
        ended.set(true);
        reader.join();
        assertOk(estimate);
        JsonValue answer = estimate.json().get("nodes").list().get(0);
        assertEquals(TRIED_BYTES, answer.get("triedBytes").number());
        List<JsonValue> sizes = answer.get("result").get("sizes").list();
        assertEquals(List.of("x0.5", "x1.0", "x2.0", "x4.0"), List.of(sizes.get(0).get("poolSize").text(), sizes.get(1).get("poolSize").text(),
            sizes.get(2).get("poolSize").text(), sizes.get(3).get("poolSize").text()));
        assertEquals(TRIED_BYTES, sizes.get(1).get("bytes").real(), 0.1 * TRIED_BYTES);
        for (JsonValue size : sizes)
            assertTrue(size.get("hitRatio").real() >= 0 && size.get("hitRatio").real() <= 1 && size.get("hitRatioError").real() >= 0 && size.get("reads").number() > 0,
                estimate::toString);
        ControlUtility table = run("estimate", "--sample", "500", "--codec", "lz4", "--seconds", "0");
        assertTold(table);
        assertTrue(table.says("Counts and bytes are of all pages"), table::toString);
    }

    @Test @Order(4) void evictIsRefused() {
        long pages = plugin().stats().getPages();
        ControlUtility evict = run("evict", "50%", "--yes");
        assertEquals(CommandHandler.EXIT_CODE_UNEXPECTED_ERROR, evict.exitCode, evict::toString);
        assertTrue(evict.says("The compressed pool is only tried out (mode=SHADOW): "), evict::toString);
        assertEquals(pages, plugin().stats().getPages());
    }

    @Test @Order(5) void whatIsTriedCanBeCheckedAndChanged() {
        for (String[] command : new String[][] {{"classes"}, {"verify"}, {"compact", "--yes"}, {"codec", "zstd:1", "--yes"}, {"watermarks", "--low", "0.9", "--yes"},
            {"warm_up", "status"}})
            assertTold(run(command));
        JsonValue verified = run("verify", "--json").json().get("nodes").list().get(0).get("result");
        assertTrue(verified.get("comparedPages").number() > 100 && verified.get("problems").number() == 0);
        ControlUtility resize = run("resize", "32m", "--yes");
        assertTold(resize);
        assertLine(resize, "triedBytes +" + 32 * MIB + " *");
        assertLine(resize, "limitBytes +" + 32 * MIB / ONE_OF + " *");
        assertTrue(plugin().stats().toString().startsWith("Nothing is served. A pool of 32.0 MiB would answer "), () -> plugin().stats().toString());
    }

    @Test @Order(6) void beginsAnew() {
        assertOk(run("disable", "--yes"));
        assertLine(run("stat"), "health +off: page files are used instead *");
        assertOk(run("enable", "--yes"));
        assertEquals(0, plugin().stats().getHits());
        read(new Random(SEED + 2), 10_000);
        assertTrue(plugin().stats().getHits() > 0, () -> plugin().stats().toString());
    }

    @Test @Order(7) void theLogTellsInTheEnd() {
        Ignition.stop(NODE, true);
        List<String> told = log.linesWith("Compressed pool was tried out. Nothing is served. A pool of 32.0 MiB would answer ");
        assertEquals(1, told.size(), told::toString);
        assertTrue(told.get(0).matches(".* would answer [0-9.]+ \\+-[0-9.]+ % of the page reads, and hold [0-9.]+ MiB of pages at a ratio of [0-9.]+ \\+-[0-9.]+ .*"), told::toString);
    }

    private ControlUtility run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "--zs";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return ControlUtility.run(port, all);
    }

    private static void assertOk(ControlUtility run) {
        assertEquals(CommandHandler.EXIT_CODE_OK, run.exitCode, run::toString);
    }

    /** Whoever reads it is told that nothing is served, and of what pool the figures are. */
    private static void assertTold(ControlUtility run) {
        assertOk(run);
        assertTrue(run.says("Only tried out (mode=SHADOW), nothing is served: one of " + ONE_OF + " pages is shown to a pool of that part of "), run::toString);
    }

    private static void assertLine(ControlUtility run, String pattern) {
        assertEquals(1, run.lines().stream().filter(line -> line.matches(pattern)).count(), () -> pattern + " is not in " + run);
    }

    private ZsPlugin plugin() {
        return node.plugin(ZsPluginProvider.NAME);
    }
}
