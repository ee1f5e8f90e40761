package io.ignitezs.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.ignite.Ignition;
import org.apache.ignite.internal.IgniteEx;
import org.apache.ignite.spi.metric.ReadOnlyMetricRegistry;
import org.apache.ignite.spi.metric.RegexpMetricFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What config/monitoring names is what a live node exports. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class MonitoringFilesIT {
    private static final Path FILES = Path.of("..", "config", "monitoring");
    private static final String NODE = "monitored";

    private static final Pattern SERIES = Pattern.compile("zs_pool_\\w+");
    private static final Pattern EXPRESSION = Pattern.compile("\"expr\": \"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern RULE = Pattern.compile("- pattern: '([^']*)'\\s+name: (\\S+)\\s+labels:\\s+((?:\\w+: \"[^\"]*\"\\s+)*)type: UNTYPED");
    /** Metrics that other ones in the dashboard say, or their settings. */
    private static final Set<String> NOT_SHOWN = Set.of("PageBytes", "HoleBytes", "FreeableBytes", "Offers", "Refusals", "Corruptions", "MovedObjects", "MigratedFrames",
        "FreedZspages", "ReturnedSlabs", "WriteBackRuns", "WarmUpRead");
    private static final Pattern PANEL = Pattern.compile("\"id\": (\\d+),\\s+\"type\": \"(\\w[\\w-]*)\"(?s:.*?)\"x\": (\\d+),\\s+\"y\": (\\d+),\\s+\"w\": (\\d+),\\s+\"h\": (\\d+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+): \"([^\"]*)\"");

    private final Nodes nodes = new Nodes();

    @TempDir
    private Path work;

    @BeforeEach void start() {
        Ignition.start(nodes.server(work, NODE).setPluginProviders(new ZsPluginProvider().setConfiguration(new ZsConfiguration().setMaxSize("16m"))));
    }

    @AfterEach void stop() {
        Ignition.stopAll(true);
    }

    /** Each attribute becomes one series, each bucket one of the series of its histogram, and no two are the same. */
    @Test void jmxRulesFitEachAttribute() throws IOException {
        Set<String> attributes = PoolBeans.metrics(NODE).keySet();
        assertTrue(attributes.size() > 100, attributes::toString);
        Set<String> series = new TreeSet<>();
        for (String attribute : attributes)
            series.add(seriesOf(attribute));
        assertEquals(attributes.size(), series.size());
        assertTrue(series.contains("zs_pool_Hits{ignite=" + NODE + "}"), series::toString);
        assertTrue(series.contains("zs_pool_ReadLatency{ignite=" + NODE + ", codec=Lz4, from=2000, to=4000}"), series::toString);
        assertTrue(series.contains("zs_pool_ReadLatency{ignite=" + NODE + ", codec=SameFilled, from=100000000, to=inf}"), series::toString);
        assertTrue(series.contains("zs_pool_StoreLatency{ignite=" + NODE + ", from=0, to=1000}"), series::toString);
    }

    @Test void jmxRulesSelectTheBean() throws IOException, MalformedObjectNameException {
        Matcher selected = Pattern.compile("includeObjectNames: \\[\"([^\"]+)\"]").matcher(read("jmx-exporter.yml"));
        assertTrue(selected.find());
        assertTrue(new ObjectName(selected.group(1)).apply(PoolBeans.metricsName(NODE)));
    }

    @Test void dashboardShowsWhatThereIs() throws IOException {
        List<String> expressions = new ArrayList<>();
        for (Matcher expression = EXPRESSION.matcher(read("grafana-dashboard.json")); expression.find(); )
            expressions.add(expression.group(1));
        assertTrue(expressions.size() > 50, expressions::toString);
        for (String expression : expressions)
            assertExported(expression);
        assertExported("label_values(zs_pool_LimitBytes, ignite)");
        assertTrue(read("grafana-dashboard.json").contains("\"label_values(zs_pool_LimitBytes, ignite)\""));
    }

    /** A metric that is new needs a panel, or a word that it needs none. */
    @Test void dashboardShowsEachMetric() throws IOException {
        String dashboard = read("grafana-dashboard.json");
        Set<String> missing = new TreeSet<>();
        for (PoolMetric metric : PoolMetrics.all()) {
            String series = "zs_pool_" + metric.name.replaceFirst("^(ReadLatency).+", "$1");
            boolean isShown = Pattern.compile(series + "\\b").matcher(dashboard).find();
            if (isShown == NOT_SHOWN.contains(metric.name))
                missing.add(metric.name);
        }
        assertEquals(Set.of(), missing);
    }

    @Test void panelsHaveTheirOwnPlaces() throws IOException {
        Set<String> ids = new TreeSet<>();
        Set<String> places = new TreeSet<>();
        for (Matcher panel = PANEL.matcher(read("grafana-dashboard.json")); panel.find(); ) {
            assertTrue(ids.add(panel.group(1)), panel::group);
            for (int x = number(panel, 3); x < number(panel, 3) + number(panel, 5); x++)
                for (int y = number(panel, 4); y < number(panel, 4) + number(panel, 6); y++)
                    assertTrue(x < 24 && places.add(x + "," + y), panel::group);
        }
        assertTrue(ids.size() > 50, ids::toString);
    }

    private static int number(Matcher panel, int group) {
        return Integer.parseInt(panel.group(group));
    }

    @Test void alertsAskForWhatThereIs() throws IOException {
        String alerts = read("alerts.yml");
        List<String> names = new ArrayList<>();
        for (Matcher alert = Pattern.compile("- alert: (\\w+)").matcher(alerts); alert.find(); )
            names.add(alert.group(1));
        assertEquals(List.of("ZsPoolThrashing", "ZsPoolRatioFalling", "ZsPoolRefusing", "ZsPoolVolatileOverLimit", "ZsPoolWarmUpFailed", "ZsPoolDecodeFailures",
            "ZsPoolLostRoom", "ZsPoolPassThrough", "ZsPoolFailures"), names);
        assertExported(alerts);
        String document = Files.readString(Path.of("docs", "operation.md"));
        for (String name : names)
            assertTrue(document.contains("| `" + name + "` |"), name + " is not explained");
    }

    /** Its classes need not be here; the filter is Ignite's own, and what it lets through is compared with what there is. */
    @Test void openCensusExportsTheRegistry() throws Exception {
        Document file = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(FILES.resolve("opencensus.xml").toFile());
        NodeList arguments = file.getElementsByTagName("constructor-arg");
        RegexpMetricFilter filter = new RegexpMetricFilter(((Element)arguments.item(0)).getAttribute("value"));
        List<String> exported = new ArrayList<>();
        for (ReadOnlyMetricRegistry registry : ((IgniteEx)Ignition.ignite(NODE)).context().metric())
            if (filter.test(registry))
                exported.add(registry.name());
        assertTrue(exported.contains(PoolMetrics.REGISTRY) && exported.contains("io.dataregion.default"), exported::toString);
    }

    /** As the JMX exporter does: the first rule that fits the bean and the attribute, anywhere in the line. */
    private static String seriesOf(String attribute) throws IOException {
        String bean = PoolBeans.metricsName(NODE).toString();
        String properties = bean.substring(bean.indexOf(':') + 1).replace(",", ", ");
        String line = "org.apache<" + properties + "><>" + attribute + ": 12";
        for (Map.Entry<Pattern, String> rule : rules().entrySet()) {
            Matcher matcher = rule.getKey().matcher(line);
            if (matcher.find())
                return matcher.replaceFirst(rule.getValue()).substring(matcher.start()).replaceFirst("} ?12$", "}");
        }
        throw new AssertionError("no rule for " + line);
    }

    private static Map<Pattern, String> rules() throws IOException {
        Map<Pattern, String> rules = new LinkedHashMap<>();
        for (Matcher rule = RULE.matcher(read("jmx-exporter.yml")); rule.find(); ) {
            List<String> labels = new ArrayList<>();
            for (Matcher label = LABEL.matcher(rule.group(3)); label.find(); )
                labels.add(label.group(1) + '=' + label.group(2));
            rules.put(Pattern.compile(rule.group(1)), rule.group(2) + '{' + String.join(", ", labels) + '}');
        }
        assertEquals(3, rules.size());
        return rules;
    }

    private static void assertExported(String text) throws IOException {
        Set<String> series = new TreeSet<>();
        for (String attribute : PoolBeans.metrics(NODE).keySet())
            series.add(seriesOf(attribute).replaceFirst("\\{.*", ""));
        Matcher names = SERIES.matcher(text);
        assertTrue(names.find(), text);
        do
            assertTrue(series.contains(names.group()), names.group() + " is not exported, but in: " + text);
        while (names.find());
    }

    private static String read(String file) throws IOException {
        return Files.readString(FILES.resolve(file));
    }
}
