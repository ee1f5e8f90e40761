package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.internal.IgniteEx;
import org.apache.ignite.internal.processors.cache.persistence.file.FilePageStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A running node's files are looked at: all of them, within a budget, and none that is deleted meanwhile comes back. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class LiveNodeIT {
    private static final long SEED = 20261128;
    private static final int KEYS = 10_000;
    private static final int PARTITIONS = 8;
    private static final int PAGE_BYTES = 4096;

    private final ByteBuffer page = ByteBuffer.allocateDirect(PAGE_BYTES).order(ByteOrder.nativeOrder());

    @TempDir
    private Path directory;

    /** "stock" does not go through the tier, "gone" has no files. */
    private NodeHarness harness(boolean writeBack) {
        NodeHarness harness = new NodeHarness(directory);
        harness.settings().writeBack = writeBack;
        harness.settings().includedGroup = group -> !group.equals("stock");
        harness.settings().volatileGroup = "gone"::equals;
        harness.settings().hasVolatileGroups = true;
        return harness;
    }

    @Test void allFilesAreSeenAlsoAfterARestart() throws Exception {
        try (NodeHarness harness = harness(true)) {
            Ignite node = harness.start("one");
            load(node, "pooled", "stock", "gone");
            NodeHarness.checkpoint(node);
            for (String group : List.of("pooled", "stock", "gone"))
                assertTrue(pagesFound(node, group) > 50, group);
            harness.stop(node);
            node = harness.start("one");
            assertTrue(pagesFound(node, "pooled") > 50 && pagesFound(node, "stock") > 50);
            assertEquals(PARTITIONS + 1, files(node, "pooled").size());
            assertEquals(PARTITIONS + 1, files(node, "stock").size());
        }
    }

    @Test void filesOfADestroyedCacheDoNotComeBack() throws Exception {
        try (NodeHarness harness = harness(false)) {
            Ignite node = harness.start("one");
            load(node, "pooled", "stock", "gone");
            NodeHarness.checkpoint(node);
            for (String group : List.of("pooled", "stock", "gone")) {
                List<PageSource> files = files(node, group);
                assertFalse(files.isEmpty(), group);
                node.destroyCache(group);
                assertEquals(0, pagesFound(files), group);
                assertEquals(List.of(), pageFiles(harness.storage("one").resolve("cache-" + group)));
            }
            assertEquals(List.of(), harness.warnings().stream().filter(line -> line.contains("failed")).collect(Collectors.toList()));
        }
    }

    private static List<Path> pageFiles(Path cacheDirectory) throws IOException {
        if (!Files.exists(cacheDirectory))
            return List.of();
        try (Stream<Path> files = Files.list(cacheDirectory)) {
            return files.filter(file -> LiveFiles.isPageFile(file.getFileName().toString())).collect(Collectors.toList());
        }
    }

    /** So much time must pass, on any machine. */
    @Test void readsWithinTheBudget() throws Exception {
        try (NodeHarness harness = harness(false)) {
            harness.settings().warmUpBytesPerSecond = 64 << 10;
            Ignite node = harness.start("one");
            load(node, "pooled", "stock");
            NodeHarness.checkpoint(node);
            for (String group : List.of("pooled", "stock")) {
                PageSource file = files(node, group).get(0);
                long begun = System.nanoTime();
                for (int read = 0; read < 32; read++)
                    file.read(read % file.pages(), page);
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
                assertTrue(millis > 1_500, () -> group + ": 128 KiB in " + millis + " ms");
                file.close();
            }
        }
    }

    @Test void endsWithTheTierThatItBeganWith() throws Exception {
        try (NodeHarness harness = harness(false)) {
            harness.settings().hasVolatileGroups = false;
            Ignite node = harness.start("one");
            load(node, "pooled");
            ZsPageStoreManager manager = (ZsPageStoreManager)NodeHarness.pageStoreManager(node);
            LiveNode live = manager.liveNode();
            live.checkOpen();
            manager.coldTier().turnOff();
            assertThrows(PoolEnding.class, live::checkOpen);
            LiveNode withoutTier = manager.liveNode();
            withoutTier.checkOpen();
            assertTrue(withoutTier.files().size() > PARTITIONS);
            withoutTier.whileWaiting(() -> {
                throw new PoolEnding("enough");
            });
            LiveFile held = new LiveFile("pooled", 0, anyStore(manager, node), (pageIndex, page) -> null, withoutTier);
            assertEquals("enough", assertThrows(PoolEnding.class, () -> held.read(0, page)).getMessage());
        }
    }

    private static FilePageStore anyStore(ZsPageStoreManager manager, Ignite node) throws IgniteCheckedException {
        return (FilePageStore)manager.getStores(((IgniteEx)node).cachex("pooled").context().groupId()).iterator().next();
    }

    private static List<PageSource> files(Ignite node, String group) throws IgniteCheckedException, IOException {
        return ((ZsPageStoreManager)NodeHarness.pageStoreManager(node)).liveNode().files().stream()
            .filter(file -> file.group().equals(group)).collect(Collectors.toList());
    }

    private int pagesFound(Ignite node, String group) throws IgniteCheckedException, IOException {
        return pagesFound(files(node, group));
    }

    private int pagesFound(List<PageSource> files) throws IOException {
        int found = 0;
        for (PageSource file : files) {
            for (int pageIndex = 0; pageIndex < Math.max(file.pages(), 3); pageIndex++)
                found += file.read(pageIndex, page) == PageRead.PAGE ? 1 : 0;
            file.close();
        }
        return found;
    }

    private static void load(Ignite node, String... caches) throws IgniteCheckedException {
        for (String name : caches) {
            IgniteCache<Integer, byte[]> cache = node.getOrCreateCache(
                new CacheConfiguration<Integer, byte[]>(name).setAffinity(new RendezvousAffinityFunction(false, PARTITIONS)));
            new CacheModel(SEED, KEYS).load(node, cache);
        }
    }
}
