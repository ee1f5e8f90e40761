package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.mem.FaultyMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.cache.CacheAtomicityMode;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.configuration.DiskPageCompression;
import org.apache.ignite.internal.IgniteEx;
import org.apache.ignite.internal.mem.IgniteOutOfMemoryException;
import org.apache.ignite.internal.processors.cache.CacheGroupContext;
import org.apache.ignite.internal.processors.cache.persistence.GridCacheDatabaseSharedManager;
import org.apache.ignite.internal.util.typedef.X;
import org.apache.ignite.internal.util.typedef.internal.CU;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cache group in memory only, beside one that is not. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class VolatileGroupIT {
    private static final int KEYS = 12_000;
    private static final long REGION_BYTES = 12L << 20;

    /** No table is so large. */
    private static final long SLAB_BYTES = 16 << 20;

    @TempDir
    private Path directory;

    @Test
    void whatDoesNotFitIntoTheRegionIsReadBackAndNothingIsOnDisk() throws Exception {
        try (NodeHarness harness = harness()) {
            Ignite node = harness.start("one");
            CacheModel model = new CacheModel(3, KEYS);
            CacheModel kept = new CacheModel(4, 1_000);
            kept.load(node, cache(node, "kept"));
            model.load(node, cache(node, "gone"));
            for (int step = 0; step < 100; step++)
                model.randomStep(cache(node, "gone"));
            NodeHarness.checkpoint(node);
            assertTrue(NodeHarness.tierStats(node).pinnedPages > REGION_BYTES / 4096, "all would fit into the region");
            assertEquals(List.of(), model.differences(cache(node, "gone")));
            assertEquals(0, NodeHarness.tierStats(node).overdrafts);
            assertEquals(List.of(), pageFiles("one", "cache-gone"));
            assertFalse(node.cluster().isWalEnabled("gone"));
            assertTrue(node.cluster().isWalEnabled("kept"));
            assertRefused(() -> node.snapshot().createSnapshot("all").get(), "volatile cache groups", "gone");
            destroyAndMakeAgain(node, model);
            assertDumped(node);
            harness.stop(node);
            Ignite again = harness.start("one");
            assertWarned(harness, "starts empty", "cacheGroup=gone");
            assertEquals(0, cache(again, "gone").size());
            assertEquals(List.of(), kept.differences(cache(again, "kept")));
            model.clear();
            model.randomStep(cache(again, "gone"));
            assertEquals(List.of(), model.differences(cache(again, "gone")));
            deactivate(harness, again, kept);
        }
    }

    private static void destroyAndMakeAgain(Ignite node, CacheModel model) {
        node.destroyCache("gone");
        assertEquals(0, NodeHarness.tierStats(node).pinnedPages);
        model.clear();
        model.randomStep(cache(node, "gone"));
        assertEquals(List.of(), model.differences(cache(node, "gone")));
    }

    private static void assertDumped(Ignite node) {
        node.snapshot().createDump("dump", List.of("gone")).get();
    }

    private static void deactivate(NodeHarness harness, Ignite node, CacheModel kept) {
        node.cluster().state(ClusterState.INACTIVE);
        assertWarned(harness, "deactivated", "gone");
        node.cluster().state(ClusterState.ACTIVE);
        assertEquals(0, cache(node, "gone").size());
        assertEquals(List.of(), kept.differences(cache(node, "kept")));
        cache(node, "gone").put(1, new byte[100]);
        assertNotNull(cache(node, "gone").get(1));
    }

    /** Also in no log: while a node makes checkpoints, changes rows and stops. Those of the other cache are found, so whoever looks does so. */
    @Test
    void noByteOfARowIsInAnyFile() throws Exception {
        String gone = "row that is gone with its node";
        String kept = "row that is on disk";
        try (NodeHarness harness = harness()) {
            Ignite node = harness.start("one");
            for (int round = 0; round < 2; round++) {
                for (int key = 0; key < 1_000; key++) {
                    cache(node, "gone").put(key, (gone + round + key).getBytes(StandardCharsets.ISO_8859_1));
                    cache(node, "kept").put(key, (kept + round + key).getBytes(StandardCharsets.ISO_8859_1));
                }
                NodeHarness.checkpoint(node);
            }
        }
        List<String> found = filesWith(kept);
        assertTrue(found.stream().anyMatch(file -> file.endsWith(".wal")) && found.stream().anyMatch(file -> file.endsWith(".bin")), found::toString);
        assertEquals(List.of(), filesWith(gone));
    }

    private List<String> filesWith(String text) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>)files.filter(Files::isRegularFile)::iterator)
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text))
                    found.add(file.toString());
        }
        return found;
    }

    @Test
    void whenThePoolIsFullPutsFailAndTheNodeGoesOn() throws Exception {
        try (NodeHarness harness = harness()) {
            harness.settings().limitBytes = 40L << 20;
            Ignite node = harness.start("one");
            CacheModel kept = new CacheModel(4, 1_000);
            kept.load(node, cache(node, "kept"));
            int rows = fill(node);
            assertTrue(rows > 1000, "only " + rows);
            NodeHarness.checkpoint(node);
            assertEquals(List.of(), kept.differences(cache(node, "kept")));
            assertRows(node, 0, rows);
            for (int key = 0; key < rows / 2; key++)
                cache(node, "gone").remove(key);
            NodeHarness.checkpoint(node);
            for (int key = 0; key < rows / 4; key++)
                cache(node, "gone").put(key, row(key));
            NodeHarness.checkpoint(node);
            assertRows(node, 0, rows / 4);
            assertRows(node, rows / 2, rows);
            assertEquals(0, NodeHarness.tierStats(node).overdrafts);
        }
    }

    /** The system refuses slabs, then everything, and then has memory again. */
    @Test
    void whenTheSystemHasNoMemoryPutsFailAndTheNodeGoesOn() throws Exception {
        FaultyMemory memory = new FaultyMemory();
        try (NodeHarness harness = harness()) {
            harness.settings().memory = memory;
            Ignite node = harness.start("one");
            CacheModel kept = new CacheModel(4, 1_000);
            kept.load(node, cache(node, "kept"));
            cache(node, "gone").put(0, row(0));
            memory.refuse(bytes -> bytes >= SLAB_BYTES);
            int rows = fill(node);
            assertTrue(rows < 40_000, rows + " rows: the pool was full");
            NodeHarness.checkpoint(node);
            assertRows(node, 0, rows);
            memory.refuse(bytes -> true);
            NodeHarness.beginCheckpoint(node);
            assertTrue(IntStream.range(rows, rows + 40).anyMatch(key -> !put(node, key)), "there are not so many pages that have space");
            kept.randomStep(cache(node, "kept"));
            memory.refuse(bytes -> false);
            NodeHarness.checkpoint(node);
            for (int key = rows; key < rows + 1_000; key++)
                cache(node, "gone").put(key, row(key));
            NodeHarness.checkpoint(node);
            assertRows(node, 0, rows + 1_000);
            assertEquals(List.of(), kept.differences(cache(node, "kept")));
            assertEquals(0, NodeHarness.tierStats(node).overdrafts);
        }
    }

    /** @return how many rows there are when no more fit */
    private static int fill(Ignite node) throws IgniteCheckedException {
        for (int key = 0; key < 100_000; key++) {
            if (!put(node, key))
                return key;
            if (key % 1000 == 0)
                NodeHarness.checkpoint(node);
        }
        throw new AssertionError("never full");
    }

    /** @return whether there is room */
    private static boolean put(Ignite node, int key) {
        try {
            cache(node, "gone").put(key, row(key));
            return true;
        }
        catch (CacheException e) {
            assertTrue(X.hasCause(e, IgniteOutOfMemoryException.class) || X.hasSuppressed(e, IgniteOutOfMemoryException.class), () -> X.getFullStackTrace(e));
            return false;
        }
    }

    private static void assertRows(Ignite node, int from, int to) {
        for (int key = from; key < to; key++)
            assertTrue(Arrays.equals(row(key), cache(node, "gone").get(key)), "row " + key);
    }

    /** Does not compress. */
    private static byte[] row(int key) {
        byte[] row = new byte[1500];
        new Random(key).nextBytes(row);
        return row;
    }

    @Test
    void aNodeThatComesBackIsFilledByTheOther() throws IgniteCheckedException {
        try (NodeHarness harness = harness()) {
            Ignite one = harness.start("one");
            Ignite two = harness.start("two");
            one.cluster().setBaselineTopology(one.cluster().topologyVersion());
            CacheModel model = new CacheModel(5, 2_000);
            model.load(one, one.getOrCreateCache(configuration("gone").setBackups(1)));
            Balance.await("gone", one, two);
            harness.stop(two);
            for (int step = 0; step < 20; step++)
                model.randomStep(one.cache("gone"));
            two = harness.start("two");
            Balance.await("gone", one, two);
            harness.stop(one);
            assertEquals(List.of(), model.differences(two.cache("gone")), "with the other node gone");
        }
    }

    @Test
    void changesOfTheSetting() throws Exception {
        CacheModel model = new CacheModel(6, 2_000);
        try (NodeHarness harness = new NodeHarness(directory).regionBytes(REGION_BYTES)) {
            Ignite node = harness.start("one");
            model.load(node, cache(node, "gone"));
            harness.stop(node);
            Ignite made = makeVolatile(harness).start("one");
            assertWarned(harness, "has become volatile", "cacheGroup=gone");
            assertEquals(0, cache(made, "gone").size());
            cache(made, "gone").put(1, row(1));
            harness.stop(made);
            assertEquals(List.of(), pageFiles("one", "cache-gone"));
            Ignite stock = harness.withoutTier().start("one");
            assertEquals(0, cache(stock, "gone").size());
            cache(stock, "gone").put(2, row(2));
            NodeHarness.checkpoint(stock);
        }
    }

    @Test
    void cachesOfOtherKindsDoNotStart() throws Exception {
        EncryptedGroupIT.makeKeyStore(directory);
        try (NodeHarness harness = harness().pageBytes(8192).configure(node -> node.setEncryptionSpi(EncryptedGroupIT.encryption(directory)))) {
            Ignite node = harness.start("one");
            assertDoesNotStart(node, configuration("gone-one").setDiskPageCompression(DiskPageCompression.ZSTD), "diskPageCompression=ZSTD");
            assertDoesNotStart(node, configuration("gone-two").setEncryptionEnabled(true), "encryptionEnabled=true");
            assertDoesNotStart(node, configuration("gone-three").setAtomicityMode(CacheAtomicityMode.TRANSACTIONAL), "atomicityMode=TRANSACTIONAL");
            cache(node, "gone").put(1, row(1));
            assertRows(node, 1, 2);
        }
    }

    private static void assertDoesNotStart(Ignite node, CacheConfiguration<Integer, byte[]> cache, String refused) {
        assertRefused(() -> node.createCache(cache), "volatileCacheGroups", "cache=" + cache.getName(), refused);
        assertFalse(node.cacheNames().contains(cache.getName()));
    }

    @Test
    void neitherTheLogIsTurnedOnNorThePoolOff() throws Exception {
        CacheModel model = new CacheModel(7, KEYS);
        try (NodeHarness harness = harness()) {
            Ignite node = harness.start("one");
            model.load(node, cache(node, "gone"));
            assertTurnsLogOff(node);
            ZsPageStoreManager manager = (ZsPageStoreManager)NodeHarness.pageStoreManager(node);
            assertRefused(manager.coldTier()::turnOff, TierSwitch.HAS_VOLATILE_GROUPS);
            assertRefused(manager.tier().onOff::turnOff, TierSwitch.HAS_VOLATILE_GROUPS);
            for (int failures = 0; failures < 2 * TierSwitch.MAX_FAILURES; failures++)
                manager.tier().failed("test", new IllegalStateException("not real"));
            assertTrue(manager.tier().onOff.isOn());
            assertEquals(List.of(), model.differences(cache(node, "gone")));
            assertEquals(0, NodeHarness.tierStats(node).turnOffs);
            node.destroyCache("gone");
            manager.coldTier().turnOff();
            assertTrue(NodeHarness.tierStats(node).passThrough, "nothing is in its way any more");
        }
    }

    @Test
    void aPoolThatIsNotTurnedOffForOneThatHasJustComeIsOnTheNextTimeToo() throws Exception {
        try (NodeHarness harness = new NodeHarness(directory)) {
            Ignite node = harness.start("one");
            ZsPageStoreManager manager = (ZsPageStoreManager)NodeHarness.pageStoreManager(node);
            manager.tier().volatileFiles.incrementAndGet(); // As the first partition has after the pool was asked whether there are any.
            assertRefused(manager.coldTier()::turnOff, TierSwitch.HAS_VOLATILE_GROUPS);
            manager.tier().volatileFiles.decrementAndGet();
            node.cluster().state(ClusterState.INACTIVE);
            node.cluster().state(ClusterState.ACTIVE);
            cache(node, "kept").put(1, new byte[1]);
            assertFalse(NodeHarness.tierStats(node).passThrough);
        }
    }

    /** Ignite says that there is a log until its next exchange, but there is none. */
    private static void assertTurnsLogOff(Ignite node) {
        assertTrue(node.cluster().enableWal("gone"));
        CacheGroupContext group = ((IgniteEx)node).context().cache().cacheGroup(CU.cacheId("gone"));
        Awaitility.await().atMost(2, TimeUnit.MINUTES).until(() -> !group.walEnabled());
        cache(node, "kept");
        Awaitility.await().atMost(2, TimeUnit.MINUTES).until(() -> !node.cluster().isWalEnabled("gone"));
    }

    @Test
    void aSnapshotIsNotRestoredIntoIt() throws Exception {
        try (NodeHarness harness = new NodeHarness(directory).regionBytes(REGION_BYTES)) {
            Ignite node = harness.start("one");
            cache(node, "gone").put(1, row(1));
            node.snapshot().createSnapshot("all").get();
            node.destroyCache("gone");
            harness.stop(node);
            Ignite made = makeVolatile(harness).start("one");
            assertRefused(() -> made.snapshot().restoreSnapshot("all", List.of("gone")).get(), "volatile", "gone");
            assertFalse(made.cacheNames().contains("gone"));
            assertEquals(List.of(), pageFiles("one", "cache-gone"));
        }
    }

    @Test
    void itIsNotDefragmentedButOthersAre() throws Exception {
        try (NodeHarness harness = harness()) {
            CacheModel kept = new CacheModel(8, 1_000);
            Ignite node = harness.start("one");
            kept.load(node, cache(node, "kept"));
            cache(node, "gone").put(1, row(1));
            for (List<String> refused : Arrays.asList(List.of("gone"), List.of("kept", "gone"), null))
                node = assertDefragmentationRefused(harness, node, refused);
            assertDefragmented(harness, node, "kept");
            assertEquals(List.of(), pageFiles("one", "cache-gone"));
            Ignite again = harness.start("one");
            assertEquals(List.of(), kept.differences(cache(again, "kept")));
            cache(again, "gone").put(1, row(1));
            assertRows(again, 1, 2);
        }
    }

    /** @param caches null for all @return the node, whose next start was a normal one */
    private static Ignite assertDefragmentationRefused(NodeHarness harness, Ignite node, List<String> caches) throws Exception {
        ((IgniteEx)node).context().defragmentation().schedule(caches);
        harness.stop(node);
        assertRefused(() -> harness.join("one"), "Defragmentation is refused", "volatileCacheGroups", "caches=[gone]");
        Ignite again = harness.start("one");
        assertFalse(((IgniteEx)again).context().maintenanceRegistry().isMaintenanceMode());
        return again;
    }

    private static void assertDefragmented(NodeHarness harness, Ignite node, String cache) throws Exception {
        ((IgniteEx)node).context().defragmentation().schedule(List.of(cache));
        harness.stop(node);
        Ignite maintained = harness.join("one");
        database(maintained).defragmentationManager().completionFuture().get(TimeUnit.MINUTES.toMillis(2));
        assertTrue(((IgniteEx)maintained).context().defragmentation().status().getCompletedCaches().containsKey(cache));
        harness.stop(maintained);
    }

    private static GridCacheDatabaseSharedManager database(Ignite node) {
        return (GridCacheDatabaseSharedManager)((IgniteEx)node).context().cache().context().database();
    }

    private NodeHarness harness() {
        return makeVolatile(new NodeHarness(directory).regionBytes(REGION_BYTES));
    }

    private static NodeHarness makeVolatile(NodeHarness harness) {
        harness.settings().hasVolatileGroups = true;
        harness.settings().volatileGroup = group -> group.startsWith("gone");
        return harness;
    }

    private interface Action {
        void run() throws Exception;
    }

    private static void assertRefused(Action action, String... texts) {
        Throwable refusal = assertThrows(Exception.class, action::run);
        String trace = X.getFullStackTrace(refusal);
        Stream.of(texts).forEach(text -> assertTrue(trace.contains(text), trace));
    }

    /** A cluster may say that it is deactivated before its nodes have stopped their stores. */
    private static void assertWarned(NodeHarness harness, String... texts) {
        Awaitility.await().untilAsserted(() -> assertTrue(
            harness.warnings().stream().anyMatch(warning -> Stream.of(texts).allMatch(warning::contains)), harness.warnings()::toString));
    }

    private List<String> pageFiles(String node, String group) throws IOException {
        try (Stream<Path> files = Files.list(new NodeHarness(directory).storage(node).resolve(group))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".bin")).collect(Collectors.toList());
        }
    }

    private static IgniteCache<Integer, byte[]> cache(Ignite node, String name) {
        return node.getOrCreateCache(configuration(name));
    }

    private static CacheConfiguration<Integer, byte[]> configuration(String name) {
        return new CacheConfiguration<Integer, byte[]>(name).setAffinity(new RendezvousAffinityFunction(false, 16));
    }
}
