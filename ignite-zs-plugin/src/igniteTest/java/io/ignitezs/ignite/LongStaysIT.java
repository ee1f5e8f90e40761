package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.tier.PageEvent;
import io.ignitezs.tier.PageTrace;
import io.ignitezs.tier.PageTraceReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.cache.query.ScanQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node tells its tier how large its regions are, and which pages came to them: those that stay and are used come into the pool as such, by what traces say. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LongStaysIT {
    private static final long REGION_BYTES = 11L << 20;
    private static final long POOL_BYTES = 8L << 20;
    private static final int ROWS = 40_000;
    private static final int ROW_BYTES = 900;
    private static final int HOT_ROWS = 200;
    private static final int BATCH = 2_000;
    private static final long MAX_RECORDS = 1_000_000;

    @TempDir
    private Path directory;

    private int traces;

    @Test void pagesOfALoadAndOfAScanAreNewAndPagesInUseAreNot() throws Exception {
        Random random = new Random(1);
        try (NodeHarness harness = new NodeHarness(directory).regionBytes(REGION_BYTES)) {
            harness.settings().limitBytes = POOL_BYTES;
            Ignite node = harness.start("one");
            assertMostAreNew(trace(node, () -> new HalfRows(random, ROW_BYTES).fill(node, ROWS, BATCH)));
            IgniteCache<Integer, byte[]> cache = node.cache("rows");
            for (int row = 0; row < ROWS; row++) {
                cache.get(row);
                cache.get(random.nextInt(HOT_ROWS));
            }
            Map<PageEvent, Integer> scan = trace(node, () -> cache.query(new ScanQuery<Integer, byte[]>()).forEach(row -> { }));
            assertTrue(count(scan, PageEvent.FILL_USED) > 20, scan::toString);
            assertTrue(count(scan, PageEvent.FILL) > 2_000, scan::toString);
        }
    }

    private static void assertMostAreNew(Map<PageEvent, Integer> events) {
        assertTrue(count(events, PageEvent.FILL) > 0 && count(events, PageEvent.FILL) > 5 * count(events, PageEvent.FILL_USED), events::toString);
    }

    private static int count(Map<PageEvent, Integer> events, PageEvent event) {
        return events.getOrDefault(event, 0);
    }

    private interface Work {
        void run() throws Exception;
    }

    /** @return how often each event came while something was done */
    private Map<PageEvent, Integer> trace(Ignite node, Work work) throws Exception {
        ColdTier tier = ((ZsPageStoreManager)NodeHarness.pageStoreManager(node)).coldTier();
        Path file = directory.resolve("trace" + traces++);
        tier.startTrace(file, MAX_RECORDS);
        work.run();
        PageTrace trace = tier.stopTrace();
        assertEquals(0, trace.dropped());
        return events(file);
    }

    private static Map<PageEvent, Integer> events(Path file) throws IOException {
        Map<PageEvent, Integer> counts = new EnumMap<>(PageEvent.class);
        try (PageTraceReader trace = PageTraceReader.open(file)) {
            while (trace.next())
                counts.merge(trace.event(), 1, Integer::sum);
        }
        return counts;
    }
}
