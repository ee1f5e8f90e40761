package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.ignitezs.tier.PoolList;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.IgniteSystemProperties;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.internal.IgniteEx;
import org.apache.ignite.internal.pagemem.FullPageId;
import org.apache.ignite.internal.processors.cache.persistence.pagemem.PageMemoryImpl;
import org.apache.ignite.internal.processors.cache.persistence.pagemem.RegionPages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What going over the pages of a real node costs: no garbage for a page. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class WarmListIT {
    private static final int PAGE_BYTES = 4096;
    private static final int FEW_KEYS = 2_000;
    private static final int MANY_KEYS = 40_000;

    /** Of buffers, names of files, and the like. */
    private static final long MAX_GARBAGE_BYTES = 100_000;

    @TempDir
    private Path directory;
    private final List<String> warnings = new ArrayList<>();
    private final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();

    @Test void aListMakesNoGarbageForAPage() throws IgniteCheckedException, IOException {
        try (NodeHarness harness = harness()) {
            Ignite node = harness.start("one");
            WarmList list = new WarmList(directory, PAGE_BYTES, new DataRegionPages(() -> List.of(region(node)), groupId -> null), FileOutputStream::new, warnings::add);
            long few = load(node, FEW_KEYS, list);
            long fewBytes = garbage(() -> write(list, node));
            long many = load(node, MANY_KEYS, list);
            long manyBytes = garbage(() -> write(list, node));
            System.out.printf("%,d pages: %,d bytes of garbage, %,d pages: %,d bytes%n", few, fewBytes, many, manyBytes);
            assertTrue(many > 10_000 && many > 4 * few, () -> few + " and " + many + " pages");
            assertTrue(fewBytes < MAX_GARBAGE_BYTES && manyBytes < MAX_GARBAGE_BYTES && manyBytes < fewBytes + MAX_GARBAGE_BYTES / 4,
                () -> fewBytes + " and " + manyBytes + " bytes");
            assertEquals(List.of(), warnings);
        }
    }

    /** Ignite has two kinds of tables. */
    @ParameterizedTest @ValueSource(booleans = {true, false})
    void allPagesOfARegionAreSeen(boolean newTable) throws IgniteCheckedException {
        System.setProperty(IgniteSystemProperties.IGNITE_LOADED_PAGES_BACKWARD_SHIFT_MAP, Boolean.toString(newTable));
        try (NodeHarness harness = harness()) {
            Ignite node = harness.start("one");
            fill(node, FEW_KEYS);
            RegionPages pages = new RegionPages(region(node));
            Set<FullPageId> seen = new HashSet<>();
            pages.forEach((groupId, pageId) -> seen.add(new FullPageId(pageId, groupId)));
            assertEquals(region(node).loadedPages(), seen.size());
            seen.forEach(page -> assertTrue(region(node).hasLoadedPage(page), page::toString));
            if (newTable)
                assertEquals(0, garbage(() -> pages.forEach((groupId, pageId) -> { })), "bytes of garbage");
        }
        finally {
            System.clearProperty(IgniteSystemProperties.IGNITE_LOADED_PAGES_BACKWARD_SHIFT_MAP);
        }
    }

    private NodeHarness harness() {
        NodeHarness harness = new NodeHarness(directory).regionBytes(96L << 20);
        harness.settings().limitBytes = 32 << 20;
        return harness;
    }

    /** @return pages of the list, which was written twice: it has all memory that it needs */
    private long load(Ignite node, int keys, WarmList list) throws IgniteCheckedException, IOException {
        fill(node, keys);
        write(list, node);
        write(list, node);
        try (PoolList written = PoolList.open(directory.resolve(WarmList.FILE), PAGE_BYTES)) {
            return written.pages();
        }
    }

    private static void fill(Ignite node, int keys) throws IgniteCheckedException {
        IgniteCache<Integer, byte[]> cache = node.getOrCreateCache(new CacheConfiguration<Integer, byte[]>("rows")
            .setAffinity(new RendezvousAffinityFunction(false, 8)));
        for (int key = 0; key < keys; key++)
            cache.put(key, new byte[1500]);
        NodeHarness.checkpoint(node);
    }

    private static void write(WarmList list, Ignite node) {
        list.write(((ZsPageStoreManager)NodeHarness.pageStoreManager(node)).tier());
    }

    private static PageMemoryImpl region(Ignite node) {
        try {
            return (PageMemoryImpl)((IgniteEx)node).context().cache().context().database().dataRegion("default").pageMemory();
        }
        catch (IgniteCheckedException e) {
            throw new AssertionError(e);
        }
    }

    /** The least of some runs: what is measured is not what the virtual machine does for the first calls. */
    private long garbage(Runnable work) {
        long least = Long.MAX_VALUE;
        for (int run = 0; run < 5; run++) {
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            work.run();
            least = Math.min(least, threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before);
        }
        return least;
    }
}
