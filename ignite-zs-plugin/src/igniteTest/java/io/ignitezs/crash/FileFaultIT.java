package io.ignitezs.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.ignite.CacheModel;
import io.ignitezs.ignite.NodeHarness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.CacheException;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.IgniteException;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.configuration.CacheConfiguration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Disks that are full or broken: the node fails as stock Ignite does, and nothing is lost. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class FileFaultIT {
    private static final int KEYS = 14_000;

    @TempDir
    private Path directory;

    private final CacheModel model = new CacheModel(41, KEYS);

    /** The failure handler would end the process then: that is when the surviving bytes are taken. */
    @ParameterizedTest(name = "{0}, {1} fails")
    @CsvSource({"stock, CHECKPOINT_WRITE", "write-through, CHECKPOINT_WRITE", "write-back, CHECKPOINT_WRITE", "write-back, PAGE_SYNC"})
    void aFullDiskLosesNothing(String mode, IoEvent failing) throws Exception {
        PowerLossFiles files = files();
        try (NodeHarness harness = harness(files, mode)) {
            Ignite node = loaded(harness);
            model.randomStep(rows(node));
            AtomicInteger left = new AtomicInteger(10);
            files.hook((event, file) -> failIf(event == failing && left.decrementAndGet() <= 0, "No space left on device"));
            assertTrue(checkpointFails(node));
            files.power().cut();
            files.hook(FileHook.NONE);
            harness.awaitFailure("CRITICAL_ERROR");
            harness.stopAll();
            harness.takeFailures();
        }
        try (NodeHarness harness = new NodeHarness(directory.resolve("after"))) {
            CrashMode.parse(mode).apply(harness);
            harness.configure(new CrashConfiguration(new Random(1))::apply);
            assertEquals(List.of(), model.differences(rows(harness.start("one"))));
        }
    }

    /** What needs the file fails, and the failure handler hears of it; what is in memory is still served. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"stock", "write-through", "write-back"})
    void unreadablePagesFailAsInStockIgnite(String mode) throws Exception {
        PowerLossFiles files = files();
        try (NodeHarness harness = harness(files, mode)) {
            Ignite node = loaded(harness);
            assertEquals(List.of(), model.differences(rows(node)));
            long hits = NodeHarness.tierStats(node).hits;
            files.hook((event, file) -> failIf(event == IoEvent.PAGE_READ, "Input/output error"));
            int served = readUntilFailure(rows(node));
            files.hook(FileHook.NONE);
            assertTrue(served > 0, "what is in memory is served");
            assertTrue(served < KEYS || !mode.equals("stock"), "not all can be in the region");
            List<String> failures = harness.takeFailures();
            assertEquals(served < KEYS, failures.toString().contains("CRITICAL_ERROR"), failures::toString);
            assertTrue(mode.equals("stock") || NodeHarness.tierStats(node).hits > hits, "the tier should have answered");
            // Stock Ignite, too, may go on with a page that it failed to read; a node that has called its failure handler is at its end.
            if (failures.isEmpty())
                assertEquals(List.of(), model.differences(rows(node)), "the disk is well again");
        }
    }

    /** Backwards, because the last rows were read last. @return how many rows could be read before one could not */
    private static int readUntilFailure(IgniteCache<Integer, byte[]> rows) {
        for (int key = KEYS - 1; key >= 0; key--) {
            try {
                rows.get(key);
            }
            catch (CacheException | IgniteException e) {
                return KEYS - 1 - key;
            }
        }
        return KEYS;
    }

    private static void failIf(boolean failing, String message) throws IOException {
        if (failing)
            throw new IOException(message);
    }

    private static boolean checkpointFails(Ignite node) {
        try {
            NodeHarness.checkpoint(node);
            return false;
        }
        catch (IgniteCheckedException | IgniteException e) {
            return true;
        }
    }

    private Ignite loaded(NodeHarness harness) throws IgniteCheckedException {
        Ignite node = harness.start("one");
        model.load(node, rows(node));
        NodeHarness.checkpoint(node);
        return node;
    }

    private PowerLossFiles files() {
        return new PowerLossFiles(directory.resolve("before/work"), directory.resolve("after/work"), Survival.ALL, new Random(1));
    }

    private NodeHarness harness(PowerLossFiles files, String mode) {
        NodeHarness harness = new NodeHarness(directory.resolve("before")).regionBytes(10L << 20);
        CrashMode.parse(mode).apply(harness);
        CrashConfiguration configuration = new CrashConfiguration(new Random(1));
        return harness.configure(node -> {
            configuration.apply(node);
            node.getDataStorageConfiguration().setFileIOFactory(files).setCheckpointFrequency(TimeUnit.HOURS.toMillis(1));
        });
    }

    private static IgniteCache<Integer, byte[]> rows(Ignite node) {
        return node.getOrCreateCache(new CacheConfiguration<Integer, byte[]>("rows").setAffinity(new RendezvousAffinityFunction(false, 16)));
    }
}
