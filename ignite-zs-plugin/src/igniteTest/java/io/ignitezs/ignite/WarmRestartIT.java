package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.tier.TierStats;
import io.ignitezs.tier.WarmUpState;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.configuration.CacheConfiguration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real nodes that are stopped, killed and deactivated, and have the pages in their pool again that they had before. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class WarmRestartIT {
    private static final int KEYS = 28_000;
    private static final long REGION_BYTES = 18L << 20;

    /** Slow enough to meet it at work. */
    private static final long SLOW = 64L << 10;

    /** Pages, while rows change. */
    private static final int LEAST_READ = 100;

    @TempDir
    private Path directory;
    private final List<String> told = new CopyOnWriteArrayList<>();

    @ParameterizedTest @ValueSource(booleans = {true, false})
    void thePoolHasItsPagesAgain(boolean exclusive) throws IgniteCheckedException {
        CacheModel model = new CacheModel(1, KEYS);
        Whereabouts before = runAndStop(model, exclusive);
        try (NodeHarness stock = new NodeHarness(directory).withoutTier().regionBytes(REGION_BYTES)) {
            assertTrue(Files.exists(list()));
            assertEquals(List.of(), model.differences(cache(stock.start("one"), "words")), "of a stock node beside the list");
        }
        try (NodeHarness harness = harness(exclusive)) {
            Ignite node = harness.start("one");
            TierStats stats = awaitEnd(node);
            assertTrue(stats.warmUpRead > 500 && stats.warmUpLeft == 0, this::told);
            assertEquals(WarmUpState.DONE, stats.warmUpState);
            Whereabouts after = Whereabouts.of(node, "words");
            assertTrue(after.distinct() > 0.9 * before.distinct(), () -> "before: " + before + ", after: " + after + ", " + told());
            assertEquals(List.of(), model.differences(cache(node, "words")));
            TierStats read = NodeHarness.tierStats(node);
            assertTrue(read.hits > 500 && read.misses < read.hits / 5, () -> read.hits + " hits, " + read.misses + " misses");
            assertEquals(0, read.corruptions);
            assertEquals(List.of(), harness.warnings());
        }
    }

    @ParameterizedTest @CsvSource({"true, false", "false, false", "true, true"})
    void rowsAreRightWhileItIsGoingOn(boolean exclusive, boolean writeBack) throws IgniteCheckedException {
        CacheModel model = new CacheModel(2, KEYS);
        runAndStop(model, exclusive);
        try (NodeHarness harness = harness(exclusive)) {
            harness.settings().writeBack = writeBack;
            harness.settings().warmUpBytesPerSecond = 1 << 20;
            Ignite node = harness.start("one");
            await(node, stats -> stats.warmUpRead > 0);
            int before = changeUntilPagesAreRead(node, model);
            for (int round = before; round < 1000 && (round < before + 20 || NodeHarness.tierStats(node).warmUpState == WarmUpState.RUNNING); round++) {
                change(node, model, round);
                if (round % 5 == 0)
                    assertEquals(List.of(), model.differences(cache(node, "words")), "round " + round);
            }
            TierStats stats = awaitEnd(node);
            assertTrue(stats.warmUpRead > LEAST_READ, this::told);
            assertEquals(List.of(), model.differences(cache(node, "words")));
            assertEquals(0, stats.corruptions);
            NodeHarness.checkpoint(node);
        }
        try (NodeHarness stock = new NodeHarness(directory).withoutTier().regionBytes(REGION_BYTES)) {
            assertEquals(List.of(), model.differences(cache(stock.start("one"), "words")), "of the files");
        }
    }

    /** Whoever compares all rows reads all pages: a machine that is fast leaves the warm-up hardly any then. @return rounds */
    private static int changeUntilPagesAreRead(Ignite node, CacheModel model) {
        int round = 0;
        while (isToReadMore(NodeHarness.tierStats(node)))
            change(node, model, round++);
        return round;
    }

    private static boolean isToReadMore(TierStats stats) {
        return stats.warmUpState == WarmUpState.RUNNING && stats.warmUpRead <= LEAST_READ;
    }

    private static void change(Ignite node, CacheModel model, int round) {
        for (int step = 0; step < 10; step++)
            model.randomStep(cache(node, "words"));
        NodeHarness.beginCheckpoint(node);
        CacheModel other = new CacheModel(round, 300);
        other.load(cache(node, "transient"));
        assertEquals(List.of(), other.differences(cache(node, "transient")));
        node.destroyCache("transient");
    }

    @Test void whatIsGoneIsPassedOverAndNothingIsMadeAgain() throws IgniteCheckedException, IOException {
        CacheModel model = new CacheModel(3, KEYS);
        runAndStop(new CacheModel(3, KEYS), true, "words");
        runAndStop(new CacheModel(3, KEYS), true, "gone");
        runAndStop(new CacheModel(3, KEYS), true, "excluded");
        model.load(null);
        byte[] before = Files.readAllBytes(list());
        try (NodeHarness off = harness(true)) {
            off.settings().warmRestart = false;
            Ignite node = off.start("one");
            node.destroyCache("gone");
            assertEquals(0, NodeHarness.tierStats(node).warmUpPages, "off");
        }
        assertArrayEquals(before, Files.readAllBytes(list()), "a list that was written though that is off");
        try (NodeHarness harness = harness(true)) {
            harness.settings().includedGroup = group -> !group.equals("excluded");
            Ignite node = harness.start("one");
            TierStats stats = awaitEnd(node);
            assertEquals(0, stats.warmUpLeft);
            assertTrue(stats.warmUpRead > 500 && stats.warmUpPages - stats.warmUpRead > 1000, this::told);
            assertEquals(0, manager(node).coldTier().groupStats().stream().filter(group -> List.of("gone", "excluded").contains(group.name)).mapToLong(group -> group.pages).sum());
            assertFalse(Files.exists(harness.storage("one").resolve("cache-gone").resolve("index.bin")));
            assertEquals(List.of(), model.differences(cache(node, "words")));
            assertEquals(List.of(), model.differences(cache(node, "excluded")));
            assertEquals(List.of(), harness.warnings());
        }
    }

    @Test void alsoAfterDeactivation() throws IgniteCheckedException {
        CacheModel model = new CacheModel(4, KEYS);
        try (NodeHarness harness = harness(true)) {
            Ignite node = harness.start("one");
            fill(node, model, "words");
            Whereabouts before = Whereabouts.of(node, "words");
            node.cluster().state(ClusterState.INACTIVE);
            node.cluster().state(ClusterState.ACTIVE);
            TierStats stats = awaitEnd(node);
            assertTrue(stats.warmUpRead > 500, this::told);
            assertTrue(Whereabouts.of(node, "words").distinct() > 0.9 * before.distinct(), this::told);
            assertEquals(List.of(), model.differences(cache(node, "words")));
        }
    }

    @Test void endsWhenItIsToldTo() throws IgniteCheckedException, IOException {
        CacheModel model = new CacheModel(5, KEYS);
        runAndStop(model, true);
        byte[] before = Files.readAllBytes(list());
        try (NodeHarness harness = slow()) {
            await(harness.start("one"), stats -> stats.warmUpState == WarmUpState.RUNNING && stats.warmUpRead > 1);
        }
        assertArrayEquals(before, Files.readAllBytes(list()), "a node that is stopped before it has read the list keeps it");
        try (NodeHarness harness = slow()) {
            Ignite node = harness.start("one");
            await(node, stats -> stats.warmUpRead > 1);
            manager(node).coldTier().turnOff();
            await(node, stats -> stats.warmUpState == WarmUpState.POOL_OFF);
            assertEquals(List.of(), model.differences(cache(node, "words")));
            assertEquals(List.of(), harness.warnings());
        }
        try (NodeHarness harness = slow()) {
            Ignite node = harness.start("one");
            await(node, stats -> stats.warmUpRead > 1);
            manager(node).coldTier().stopWarmUp();
            TierStats stats = NodeHarness.tierStats(node);
            assertTrue(stats.warmUpState == WarmUpState.STOPPED && stats.warmUpLeft > 0, this::told);
        }
    }

    @Test void endsWhenThePoolIsFull() throws IgniteCheckedException {
        CacheModel model = new CacheModel(6, KEYS);
        runAndStop(model, true);
        try (NodeHarness harness = harness(true)) {
            harness.settings().limitBytes = 2 << 20;
            TierStats stats = awaitEnd(harness.start("one"));
            assertTrue(stats.warmUpPages > 100 && stats.warmUpPages < 2000, this::told);
            assertEquals(stats.warmUpLeft == 0 ? WarmUpState.DONE : WarmUpState.FULL, stats.warmUpState);
            assertTrue(stats.evictions < 50 && stats.usedBytes <= 2 << 20, () -> stats.evictions + " evictions, " + told());
        }
    }

    @Test void aDamagedListIsIgnored() throws IgniteCheckedException, IOException {
        CacheModel model = new CacheModel(7, KEYS);
        runAndStop(model, true);
        byte[] damaged = Files.readAllBytes(list());
        damaged[damaged.length / 2] ^= 4;
        Files.write(list(), damaged);
        try (NodeHarness harness = harness(true)) {
            Ignite node = harness.start("one");
            Awaitility.await().atMost(5, TimeUnit.MINUTES).until(() -> !harness.warnings().isEmpty());
            assertEquals(1, harness.warnings().size(), harness.warnings()::toString);
            assertTrue(harness.warnings().get(0).startsWith("Ignored the list of pages"), harness.warnings().get(0));
            assertEquals(List.of(), model.differences(cache(node, "words")));
        }
        assertFalse(Arrays.equals(damaged, Files.readAllBytes(list())), "the next list takes its place");
    }

    @Test void aKilledNodeHasTheListOfItsLastPeriod() throws Exception {
        Process process = new ProcessBuilder(command()).redirectErrorStream(true).redirectOutput(directory.resolve("killed.log").toFile()).start();
        try {
            Awaitility.await().atMost(10, TimeUnit.MINUTES).until(() -> Files.exists(directory.resolve("filled")) && Files.exists(list()) || !process.isAlive());
            assertTrue(process.isAlive(), () -> "see " + directory.resolve("killed.log"));
        }
        finally {
            process.destroyForcibly().waitFor();
        }
        try (NodeHarness harness = harness(true)) {
            Ignite node = harness.start("one");
            assertTrue(awaitEnd(node).warmUpRead > 500, this::told);
            CacheModel model = new CacheModel(8, KEYS);
            model.load(null);
            assertEquals(List.of(), model.differences(cache(node, "words")));
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> !argument.startsWith("-agentlib") && !argument.startsWith("-javaagent"))
            .collect(Collectors.toList()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Killed.class.getName(), directory.toString()));
        return command;
    }

    /** What runs in the process: it never ends by itself. */
    static final class Killed {
        private Killed() {
        }

        /** @param arguments directory */
        @SuppressWarnings("resource")
        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            NodeHarness harness = new NodeHarness(directory).regionBytes(REGION_BYTES).destroysUnderLoad();
            harness.settings().warmRestart = true;
            harness.settings().warmListPeriodMillis = 1000;
            Ignite node = harness.start("one");
            CacheModel model = new CacheModel(8, KEYS);
            model.load(node, cache(node, "words"));
            model.differences(cache(node, "words"));
            Files.deleteIfExists(directory.resolve("work").resolve("db").resolve("one").resolve(WarmList.FILE));
            Files.createFile(directory.resolve("filled"));
            Thread.currentThread().join();
        }
    }

    private Whereabouts runAndStop(CacheModel model, boolean exclusive) throws IgniteCheckedException {
        return runAndStop(model, exclusive, "words");
    }

    private Whereabouts runAndStop(CacheModel model, boolean exclusive, String cache) throws IgniteCheckedException {
        try (NodeHarness harness = harness(exclusive)) {
            Ignite node = harness.start("one");
            fill(node, model, cache);
            return Whereabouts.of(node, cache);
        }
    }

    private static void fill(Ignite node, CacheModel model, String cache) throws IgniteCheckedException {
        model.load(node, cache(node, cache));
        NodeHarness.checkpoint(node);
        assertEquals(List.of(), model.differences(cache(node, cache)));
    }

    private NodeHarness harness(boolean exclusive) {
        told.clear();
        NodeHarness harness = new NodeHarness(directory).regionBytes(REGION_BYTES).destroysUnderLoad();
        harness.settings().warmRestart = true;
        harness.settings().exclusive = exclusive;
        harness.settings().info = told::add;
        return harness;
    }

    private NodeHarness slow() {
        NodeHarness harness = harness(true);
        harness.settings().warmUpBytesPerSecond = SLOW;
        return harness;
    }

    private String told() {
        return String.join("; ", told);
    }

    private static ZsPageStoreManager manager(Ignite node) {
        return (ZsPageStoreManager)NodeHarness.pageStoreManager(node);
    }

    private Path list() {
        return directory.resolve("work").resolve("db").resolve("one").resolve(WarmList.FILE);
    }

    private TierStats awaitEnd(Ignite node) {
        await(node, stats -> stats.warmUpPages > 0 && stats.warmUpState != WarmUpState.RUNNING);
        return NodeHarness.tierStats(node);
    }

    private static void await(Ignite node, Predicate<TierStats> condition) {
        Awaitility.await().atMost(10, TimeUnit.MINUTES).until(() -> condition.test(NodeHarness.tierStats(node)));
    }

    private static IgniteCache<Integer, byte[]> cache(Ignite node, String name) {
        return node.getOrCreateCache(new CacheConfiguration<Integer, byte[]>(name).setAffinity(new RendezvousAffinityFunction(false, 8)));
    }
}
