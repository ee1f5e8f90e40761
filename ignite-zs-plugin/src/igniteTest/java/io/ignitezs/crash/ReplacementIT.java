package io.ignitezs.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.ignite.CacheModel;
import io.ignitezs.ignite.NodeHarness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.configuration.WALMode;
import org.apache.ignite.internal.util.typedef.X;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Pages that are replaced while a checkpoint runs belong to it, but it neither waits for their writes nor lists their stores for its fsync. A cache
 * whose pages come first in the checkpoint, and which is not pooled, holds the checkpoint up while readers of a large cache replace dirty pages of
 * a small one.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ReplacementIT {
    private static final String HOLDS_UP = "zeroth"; // Its number is below those of the others.
    private static final String SMALL = "small";
    private static final String LARGE = "large";
    private static final int SMALL_KEYS = 1_000;
    private static final int LARGE_KEYS = 14_000;
    private static final int PARTITIONS = 32;
    private static final int STEPS = 5;
    private static final int PASSES = 2;
    private static final int LATE_REPLACEMENT = 20;
    private static final int CHECKPOINT_SECONDS = 3;

    /** All rows of the large cache are compared while the checkpoint is held up. */
    private static final int MOST_MINUTES = 10;

    @TempDir
    private Path directory;

    private final CacheModel small = new CacheModel(31, SMALL_KEYS);
    private final CacheModel large = new CacheModel(32, LARGE_KEYS);
    private final WriteOrder order = new WriteOrder();
    private final CountDownLatch heldUp = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    /** Stock Ignite leaves such stores unsynced, and loses rows when the power fails right after the checkpoint. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"write-through", "write-back"})
    void storesThatOnlyReplacementWroteAreSynced(String mode) throws Exception {
        PowerLossFiles files = files(Survival.NONE);
        try (NodeHarness harness = harness(files, mode)) {
            Ignite node = loaded(harness);
            files.hook(this::holdUp);
            CompletableFuture<Void> checkpoint = checkpointHeldUp(node);
            for (int pass = 0; pass < PASSES; pass++)
                assertEquals(List.of(), large.differences(cache(node, LARGE)));
            goOn.countDown();
            checkpoint.get();
            files.power().cut();
        }
        Set<Path> onlyReplaced = order.onlyReplaced();
        assertFalse(onlyReplaced.isEmpty(), () -> "nothing was shown: pages of " + order.replacedFiles() + " files were replaced");
        assertEquals(Set.of(), order.unsyncedAtEnd());
        assertSurvived(mode);
    }

    /** The write of a replaced page that comes late: the checkpoint must not end before, or the page is lost when the process is killed. */
    @ParameterizedTest(name = "{0}, {1} survives")
    @CsvSource({"write-through, ALL", "write-back, ALL", "write-back, NONE"})
    void lateReplacementsAreNotLost(String mode, Survival survival) throws Exception {
        PowerLossFiles files = files(survival);
        try (NodeHarness harness = harness(files, mode)) {
            Ignite node = loaded(harness);
            CountDownLatch late = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            AtomicInteger replacements = new AtomicInteger();
            files.hook((event, file) -> {
                holdUp(event, file);
                if (event == IoEvent.REPLACEMENT_WRITE && replacements.incrementAndGet() == LATE_REPLACEMENT) {
                    late.countDown();
                    await(end);
                }
            });
            CompletableFuture<Void> checkpoint = checkpointHeldUp(node);
            CompletableFuture<List<String>> reader = CompletableFuture.supplyAsync(() -> large.differences(cache(node, LARGE)));
            await(late);
            goOn.countDown();
            awaitEnd(checkpoint);
            files.power().cut();
            end.countDown();
            assertEquals(List.of(), reader.get());
            checkpoint.get();
        }
        assertSurvived(mode);
    }

    /** The disk is full when pages are replaced: who wanted their room fails, as in stock Ignite. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"stock", "write-through", "write-back"})
    void aFullDiskLosesNothing(String mode) throws Exception {
        PowerLossFiles files = files(Survival.ALL);
        try (NodeHarness harness = harness(files, mode)) {
            Ignite node = loaded(harness);
            files.hook((event, file) -> {
                holdUp(event, file);
                if (event == IoEvent.REPLACEMENT_WRITE)
                    throw new IOException("No space left on device");
            });
            CompletableFuture<Void> checkpoint = checkpointHeldUp(node);
            Throwable failure = assertThrows(RuntimeException.class, () -> readUntilFull(node));
            files.power().cut();
            files.hook(FileHook.NONE);
            goOn.countDown();
            assertTrue(X.getFullStackTrace(failure).contains("No space left on device"), failure::toString);
            checkpoint.handle((nothing, alsoFailed) -> nothing).get();
            harness.awaitFailure("CRITICAL_ERROR");
            harness.stopAll();
            harness.takeFailures();
        }
        assertSurvived(mode);
    }

    private void readUntilFull(Ignite node) {
        for (int pass = 0; pass < PASSES; pass++)
            assertEquals(List.of(), large.differences(cache(node, LARGE)));
    }

    private void holdUp(IoEvent event, Path file) {
        order.before(event, file);
        if (event != IoEvent.CHECKPOINT_WRITE || !file.getParent().endsWith("cache-" + HOLDS_UP))
            return;
        heldUp.countDown();
        await(goOn);
    }

    private CompletableFuture<Void> checkpointHeldUp(Ignite node) {
        CompletableFuture<Void> checkpoint = CompletableFuture.runAsync(() -> {
            try {
                NodeHarness.checkpoint(node);
            }
            catch (IgniteCheckedException e) {
                throw new AssertionError(e);
            }
        });
        await(heldUp);
        return checkpoint;
    }

    /** If it ends: it may wait for the late write instead. */
    private static void awaitEnd(CompletableFuture<Void> checkpoint) throws Exception {
        try {
            checkpoint.get(CHECKPOINT_SECONDS, TimeUnit.SECONDS);
        }
        catch (TimeoutException e) {
            assertFalse(checkpoint.isDone());
        }
    }

    private void assertSurvived(String mode) {
        try (NodeHarness harness = new NodeHarness(directory.resolve("after"))) {
            CrashMode.parse(mode).apply(harness);
            harness.configure(new CrashConfiguration(new Random(1))::apply);
            Ignite node = harness.start("one");
            assertEquals(List.of(), small.differences(cache(node, SMALL)));
            assertEquals(List.of(), large.differences(cache(node, LARGE)));
        }
    }

    /** Dirty are then the first cache and some pages of each partition of the small one. */
    private Ignite loaded(NodeHarness harness) throws IgniteCheckedException {
        Ignite node = harness.start("one");
        cache(node, HOLDS_UP).put(0, new byte[1]);
        large.load(node, cache(node, LARGE));
        small.load(cache(node, SMALL));
        NodeHarness.checkpoint(node);
        cache(node, HOLDS_UP).put(0, new byte[2]);
        for (int step = 0; step < STEPS; step++)
            small.randomStep(cache(node, SMALL));
        return node;
    }

    private PowerLossFiles files(Survival survival) {
        return new PowerLossFiles(directory.resolve("before/work"), directory.resolve("after/work"), survival, new Random(1));
    }

    private NodeHarness harness(PowerLossFiles files, String mode) {
        NodeHarness harness = new NodeHarness(directory.resolve("before")).regionBytes(10L << 20);
        CrashMode.parse(mode).apply(harness);
        harness.settings().includedGroup = group -> !group.equals(HOLDS_UP);
        return harness.configure(configuration -> configure(configuration, files));
    }

    private static void configure(IgniteConfiguration configuration, PowerLossFiles files) {
        new CrashConfiguration(new Random(1)).apply(configuration);
        configuration.getDataStorageConfiguration().setFileIOFactory(files)
            .setWalMode(WALMode.FSYNC)
            .setCheckpointFrequency(TimeUnit.HOURS.toMillis(1))
            .setCheckpointThreads(1);
    }

    private static IgniteCache<Integer, byte[]> cache(Ignite node, String name) {
        return node.getOrCreateCache(
            new CacheConfiguration<Integer, byte[]>(name).setAffinity(new RendezvousAffinityFunction(false, PARTITIONS)));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(MOST_MINUTES, TimeUnit.MINUTES));
        }
        catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
