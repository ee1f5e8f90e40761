package io.ignitezs.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.pool.LatencyHistogram;
import io.ignitezs.tier.TierStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PoolMetricsTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `\\w+` \\| (gauge|counter|histogram) \\|.*$");

    /** Names that are promised: who changes one changes the document, and sees what that means. */
    @Test void areAsDocumented() {
        List<String> rows = new ArrayList<>();
        for (PoolMetric metric : PoolMetrics.all())
            rows.add("| `" + metric.name + "` | " + metric.kind.name().toLowerCase(Locale.ROOT) + " | " + metric.unit + " | " + metric.meaning + " |");
        List<String> documented = new ArrayList<>();
        for (Matcher row = ROW.matcher(MetricIdentities.document()); row.find(); )
            documented.add(row.group());
        assertEquals(rows, documented);
        assertEquals(PoolMetrics.all().size(), new TreeSet<>(PoolMetrics.all().stream().map(metric -> metric.name).collect(Collectors.toList())).size());
    }

    @Test void viewsAreAsDocumented() {
        assertColumnsDocumented(PoolViews.POOL, PoolViews.pool());
        assertColumnsDocumented(PoolViews.CLASSES, PoolViews.classes());
        assertColumnsDocumented(PoolViews.CACHES, PoolViews.caches());
        assertColumnsDocumented(PoolViews.SLABS, PoolViews.slabs());
    }

    private static void assertColumnsDocumented(String view, ViewColumns<?> columns) {
        List<String> names = new ArrayList<>();
        columns.visitAll(new ViewColumns.AttributeVisitor() {
            @Override public <T> void accept(int place, String name, Class<T> type) {
                assertEquals(names.size(), place);
                names.add('`' + name + '`');
            }
        });
        assertEquals(columns.count(), names.size());
        Matcher row = Pattern.compile("(?m)^\\| `SYS\\.\\w+`, `" + view + "` \\| [^|]+ \\| (.*) \\|$").matcher(MetricIdentities.document());
        assertTrue(row.find(), view + " is not documented");
        assertEquals(String.join(", ", names), row.group(1));
    }

    @Test void areZeroWithoutPool() {
        TierStats none = new TierStats();
        for (PoolMetric metric : PoolMetrics.all())
            if (metric.kind == PoolMetric.Kind.HISTOGRAM)
                assertArrayEquals(new long[LatencyHistogram.BUCKETS], (long[])metric.value(none), metric.name);
            else if (!metric.unit.equals("flag"))
                assertEquals(0, ((Number)metric.value(none)).doubleValue(), metric.name);
        assertEquals(List.of(), MetricIdentities.broken(none));
    }

    @Test void brokenIdentitiesAreFound() {
        assertEquals(22, MetricIdentities.all().size());
        TierStats stats = new TierStats();
        stats.misses = 1;
        stats.stores = 1;
        stats.storedBytes = 1;
        List<String> broken = MetricIdentities.broken(stats);
        assertEquals(3, broken.size(), broken::toString);
        assertTrue(broken.get(0).startsWith("Stores      = Pages + Evictions"), broken::toString);
        assertTrue(broken.get(1).startsWith("UsedBytes   = StoredBytes"), broken::toString);
        assertTrue(broken.get(2).endsWith("[left=1, right=0]"), broken::toString);
    }

    @Test void oneSnapshotServesAMoment() {
        AtomicLong nanos = new AtomicLong(5);
        RecentStats recent = new RecentStats(TierStats::new, nanos::get);
        TierStats first = recent.get();
        nanos.addAndGet(RecentStats.MOMENT_NANOS);
        assertSame(first, recent.get());
        nanos.incrementAndGet();
        TierStats second = recent.get();
        assertNotSame(first, second);
        assertSame(second, recent.get());
    }
}
