package io.ignitezs.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.LoggedProcess;
import io.ignitezs.tier.PageIndex;
import io.ignitezs.tier.PageTier;
import io.ignitezs.tier.TestTiers;
import io.ignitezs.tier.TierConfiguration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.htmlunit.BrowserVersion;
import org.htmlunit.WebClient;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The estimator for stopped nodes, as its user runs it. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class EstimateMainIT {
    private static final int PAGE_BYTES = 2048;
    private static final int TRACED_PAGES = 1000;
    private static final int TRACED_READS = 20_000;

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();

    @Test void looksAtAStoppedNodeAndNotAtARunningOne() throws Exception {
        Path trace = directory.resolve("trace");
        Path storage;
        try (EstimatedNode node = EstimatedNode.start(directory, PAGE_BYTES, "lz4")) {
            node.fillWithOrders(8000, 3);
            node.settle();
            storage = node.storage();
            inItsOwnProcess(storage).assertEnd(1, "a node runs in this directory");
        }
        trace(trace);
        Map<String, Long> before = checksums(storage);
        inItsOwnProcess(storage.getParent(), "--sample", "500").assertEnd(0, "ALL, as one pool");
        looks(storage, trace);
        assertEquals(before, checksums(storage), "nothing has changed");
    }

    private void looks(Path storage, Path trace) throws IOException {
        Path html = directory.resolve("report.html");
        assertEquals(0, run(storage.toString(), "--sample", "20%", "--codec", "lz4,zstd:1,zstd:3", "--trace", trace.toString(), "--html", html.toString()));
        String text = out.toString(StandardCharsets.UTF_8);
        for (String part : List.of("pages of 2,048 bytes", "sql_orders", "orders", "SQL index", "key tree", "data", "zstd:3", "hit ratio %"))
            assertTrue(text.contains(part), () -> part + " in\n" + text);
        assertTrue(error.toString(StandardCharsets.UTF_8).endsWith("] 100 %" + System.lineSeparator()), error::toString);
        open(html);
        out.reset();
        assertEquals(0, run(storage.toString(), "--sample", "300", "--json"));
        assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("{\"pageBytes\":2048,"), out::toString);
        System.out.print(text);
    }

    /** In a browser without a screen, which fails for what it cannot read. */
    private static void open(Path html) throws IOException {
        try (WebClient browser = new WebClient(BrowserVersion.FIREFOX)) {
            HtmlPage page = browser.getPage(html.toUri().toURL());
            assertEquals("What a compressed pool would gain", page.getTitleText());
            assertTrue(page.getByXPath("//*[@id='groups']//*[local-name()='rect']").size() >= 4 * 2, "bars of cache groups");
            assertTrue(page.getByXPath("//*[@id='ratios']/*[local-name()='svg']").size() >= 3, "histograms");
            assertEquals(2, page.getByXPath("//*[@id='misses']//*[local-name()='path']").size(), "the curve and its band");
            assertTrue(page.getElementById("pages").getElementsByTagName("tr").getLength() > 9, "the table");
            assertTrue(page.getBody().asNormalizedText().contains("sql_orders"));
        }
    }

    /** Of a small tier that many pages are read from. */
    private static void trace(Path file) throws IOException {
        TierConfiguration configuration = TestTiers.ofBytes(1 << 20);
        ByteBuffer page = ByteBuffer.allocateDirect(configuration.pageBytes).order(ByteOrder.nativeOrder());
        Random random = new Random(1);
        try (PageTier tier = PageTier.open(configuration)) {
            tier.tracing().start(file, 1 << 20);
            PageIndex index = tier.openIndex("file");
            for (int read = 0; read < TRACED_READS; read++)
                tier.read(index, random.nextInt(TRACED_PAGES), page);
            tier.tracing().stop();
        }
    }

    private int run(String... words) {
        return new EstimateMain(new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(error, true, StandardCharsets.UTF_8))
            .run(Arrays.asList(words));
    }

    /** A node of this process would lose its lock to it. */
    private LoggedProcess inItsOwnProcess(Path storage, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("@" + Path.of("..", "config", "jvm.options").toAbsolutePath().normalize(),
            "-cp", System.getProperty("java.class.path"), EstimateMain.class.getName(), storage.toString()));
        arguments.addAll(List.of(options));
        return LoggedProcess.java(directory.resolve("output"), arguments);
    }

    private static Map<String, Long> checksums(Path storage) throws IOException {
        Map<String, Long> checksums = new TreeMap<>();
        try (Stream<Path> files = Files.walk(storage)) {
            for (Path file : (Iterable<Path>)files.filter(Files::isRegularFile)::iterator) {
                CRC32 crc = new CRC32();
                crc.update(Files.readAllBytes(file));
                checksums.put(file + " " + Files.getLastModifiedTime(file), crc.getValue());
            }
        }
        assertFalse(checksums.isEmpty());
        return checksums;
    }
}
