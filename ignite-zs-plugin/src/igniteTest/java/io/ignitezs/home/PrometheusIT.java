package io.ignitezs.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.FreePorts;
import io.ignitezs.documents.Documents;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.ignite.cluster.ClusterState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Both exporters for Prometheus, with the files of the package: what the dashboard and the alert rules ask for is there when a node is scraped, as a number. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class PrometheusIT {
    private static final Path CONFIG = Path.of("config", IgniteHome.PLUGIN);
    private static final String NODE = "zs-single-node";
    private static final Pattern SERIES = Pattern.compile("zs_pool_\\w+");
    private static final Pattern SAMPLE = Pattern.compile("(zs_pool_\\w+)\\{(.*)} (\\S+)");

    @TempDir
    private Path directory;

    private IgniteHome home;
    private HomeNode node;
    private int port;

    @BeforeEach void install() throws IOException {
        home = IgniteHome.assemble(directory.resolve("home"));
        home.unpackPackage();
        port = FreePorts.next();
    }

    @AfterEach void kill() throws InterruptedException {
        node.kill();
    }

    @Test void byTheJmxExporter() throws Exception {
        String agent = "-javaagent:" + home.addJmxExporter() + "=127.0.0.1:" + port + ':' + home.resolve(monitoring("jmx-exporter.yml"));
        start(CONFIG.resolve("single-node.xml").toString(), agent);
        assertScraped(relabelling("target_label: (\\w+)"), name -> true);
        assertEquals(Set.of("Lz4", "Zstd", "Raw", "SameFilled"), labels("zs_pool_ReadLatency", "codec"));
        assertTrue(labels("zs_pool_WriteBackLatency", "to").contains("inf"));
    }

    /** Each bucket of a histogram is a metric of its own there: panels with latencies need the other exporter. What is below 0, as savings of an empty pool, is left out. */
    @Test void byOpenCensus() throws Exception {
        home.addOpenCensus();
        start(withOpenCensus(), "-ea");
        Awaitility.await().atMost(5, TimeUnit.MINUTES).until(() -> scrape().containsKey("zs_pool_Hits"));
        assertScraped(relabelling("source_labels: \\[(\\w+)]"), name -> !name.endsWith("Latency") && !name.equals("zs_pool_SavedBytes"));
        assertTrue(scrape().containsKey("zs_pool_ReadLatencyLz4_2000_4000"), () -> scrape().keySet().toString());
    }

    /** What Prometheus is told in the document: the label of the one exporter becomes that of the other, by which the dashboard selects. */
    private static String relabelling(String pattern) {
        String told = Documents.examples(Documents.DOCUMENTS.resolve("metrics.md"), "yaml").get(0);
        Matcher found = Pattern.compile(pattern).matcher(told);
        assertTrue(found.find(), told);
        return found.group(1);
    }

    private void start(String config, String option) throws IOException {
        node = HomeNode.start(home, home.classPath(), config, FreePorts.next(), FreePorts.next(), option).await(ClusterState.ACTIVE);
        node.loadRows();
    }

    /** The package's configuration as an operator edits a copy of it, and the monitoring file with another port. @return its path */
    private String withOpenCensus() throws IOException {
        String exporters = Files.readString(home.resolve(monitoring("opencensus.xml")));
        assertTrue(exporters.contains("\"9404\"") && exporters.contains("\"0.0.0.0\""), exporters);
        Path edited = Files.writeString(home.resolve("opencensus.xml"), exporters.replace("9404", Integer.toString(port)).replace("0.0.0.0", "127.0.0.1"));
        String node = "<bean id=\"ignite.cfg\" class=\"org.apache.ignite.configuration.IgniteConfiguration\">";
        String text = Files.readString(home.resolve(CONFIG.resolve("single-node.xml").toString()));
        assertTrue(text.contains(node), text);
        return Files.writeString(home.resolve("edited.xml"), text.replace(node,
            "<import resource='" + edited.toUri() + "'/>" + node + "<property name='metricExporterSpi' ref='zs.metric.exporters'/>")).toString();
    }

    /** @param label that has the node's name. @param isExported which of the names there must be */
    private void assertScraped(String label, Predicate<String> isExported) throws IOException {
        Map<String, Map<String, String>> scraped = scrape();
        for (String file : new String[] {"grafana-dashboard.json", "alerts.yml"}) {
            Set<String> missing = names(file).stream().filter(isExported).filter(name -> !scraped.containsKey(name)).collect(Collectors.toCollection(TreeSet::new));
            assertEquals(Set.of(), missing, () -> file + " asks for more than " + scraped.keySet());
        }
        scraped.forEach((name, samples) -> samples.forEach((labels, value) -> {
            assertTrue(labels.contains(label + "=\"" + NODE + '"'), () -> name + labels);
            assertTrue(Double.isFinite(Double.parseDouble(value)), () -> name + labels + ' ' + value);
        }));
        assertEquals(64 << 20, value(scraped, "zs_pool_LimitBytes"));
        assertEquals(0, value(scraped, "zs_pool_PassThrough"));
    }

    private static double value(Map<String, Map<String, String>> scraped, String name) {
        assertEquals(1, scraped.get(name).size());
        return Double.parseDouble(scraped.get(name).values().iterator().next());
    }

    private Set<String> names(String file) throws IOException {
        Matcher names = SERIES.matcher(Files.readString(home.resolve(monitoring(file))));
        Set<String> found = new TreeSet<>();
        while (names.find())
            found.add(names.group());
        assertTrue(found.size() > 10, found::toString);
        return found;
    }

    private Set<String> labels(String name, String label) {
        Pattern labels = Pattern.compile("\\b" + label + "=\"([^\"]*)\"");
        return scrape().get(name).keySet().stream().map(labels::matcher).filter(Matcher::find).map(found -> found.group(1)).collect(Collectors.toSet());
    }

    /** As Prometheus does. @return by name and labels; empty as long as nobody listens */
    private Map<String, Map<String, String>> scrape() {
        Map<String, Map<String, String>> samples = new TreeMap<>();
        Matcher sample = SAMPLE.matcher(read());
        while (sample.find())
            samples.computeIfAbsent(sample.group(1), name -> new TreeMap<>()).put(sample.group(2), sample.group(3));
        return samples;
    }

    private String read() {
        try {
            HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build(), HttpResponse.BodyHandlers.ofString());
            assertEquals(200, response.statusCode());
            return response.body();
        }
        catch (ConnectException e) {
            return "";
        }
        catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String monitoring(String file) {
        return CONFIG.resolve("monitoring").resolve(file).toString();
    }
}
