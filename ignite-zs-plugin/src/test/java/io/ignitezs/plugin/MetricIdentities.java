package io.ignitezs.plugin;

import io.ignitezs.tier.TierStats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What docs/metrics.md says that metrics add up to. */
public final class MetricIdentities {
    static final Path DOCUMENT = Path.of("docs", "metrics.md");

    private static final Pattern IDENTITY = Pattern.compile("(?m)^(\\w[\\w +-]*?) +(=|<=) (\\w[\\w +-]*)$");
    private static final Pattern TERM = Pattern.compile("([+-]?) *(\\w+)");

    private MetricIdentities() {
    }

    /** @return those that do not hold, with their values */
    public static List<String> broken(TierStats stats) {
        Map<String, Number> values = new TreeMap<>();
        for (PoolMetric metric : PoolMetrics.all())
            if (metric.value(stats) instanceof Long)
                values.put(metric.name, (Long)metric.value(stats));
        return broken(values);
    }

    /** @param values by the name of the metric */
    static List<String> broken(Map<String, ? extends Number> values) {
        List<String> broken = new ArrayList<>();
        for (String identity : all()) {
            Matcher sides = IDENTITY.matcher(identity);
            sides.matches();
            long left = sum(sides.group(1), values);
            long right = sum(sides.group(3), values);
            if (sides.group(2).equals("=") ? left != right : left > right)
                broken.add(identity + " [left=" + left + ", right=" + right + ']');
        }
        return broken;
    }

    static List<String> all() {
        List<String> all = new ArrayList<>();
        Matcher identities = IDENTITY.matcher(document());
        while (identities.find())
            all.add(identities.group());
        return all;
    }

    static String document() {
        try {
            return Files.readString(DOCUMENT);
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long sum(String terms, Map<String, ? extends Number> values) {
        long sum = 0;
        for (Matcher term = TERM.matcher(terms); term.find(); ) {
            Number value = values.get(term.group(2));
            if (value == null)
                throw new AssertionError("no metric " + term.group(2));
            sum += term.group(1).equals("-") ? -value.longValue() : value.longValue();
        }
        return sum;
    }
}
