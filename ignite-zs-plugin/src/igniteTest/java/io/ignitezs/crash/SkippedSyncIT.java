package io.ignitezs.crash;

import static org.apache.ignite.internal.processors.cache.persistence.GridCacheDatabaseSharedManager.IGNITE_PDS_CHECKPOINT_TEST_SKIP_SYNC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.ignite.CacheModel;
import io.ignitezs.ignite.NodeHarness;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.configuration.CacheConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checkpoints that Ignite was told not to sync: pages that wait for the sync would be lost with the process, though the checkpoint is finished. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class SkippedSyncIT {
    private static final int STEPS = 20;

    @TempDir
    private Path directory;

    private final CacheModel model = new CacheModel(51, 4_000);

    @BeforeEach
    void skipSync() {
        System.setProperty(IGNITE_PDS_CHECKPOINT_TEST_SKIP_SYNC, "true");
    }

    @AfterEach
    void leaveSync() {
        System.clearProperty(IGNITE_PDS_CHECKPOINT_TEST_SKIP_SYNC);
    }

    @ParameterizedTest(name = "{0}, {1} warnings")
    @CsvSource({"stock, 0", "write-through, 0", "write-back, 1"})
    void aKilledProcessLosesNothing(String mode, int warnings) throws Exception {
        PowerLossFiles files = new PowerLossFiles(directory.resolve("before/work"), directory.resolve("after/work"), Survival.ALL, new Random(1));
        try (NodeHarness harness = harness("before", mode, files)) {
            Ignite node = harness.start("one");
            model.load(node, rows(node));
            for (int step = 0; step < STEPS; step++)
                model.randomStep(rows(node));
            NodeHarness.checkpoint(node);
            files.power().cut();
            assertTrue(files.power().count(IoEvent.CHECKPOINT_WRITE) > 0, "pages were written");
            assertEquals(0, NodeHarness.tierStats(node).dirtyPages, "pages wait for a sync that does not come");
            assertEquals(warnings, harness.warnings().stream().filter(line -> line.contains(IGNITE_PDS_CHECKPOINT_TEST_SKIP_SYNC)).count());
        }
        try (NodeHarness harness = harness("after", mode, null)) {
            assertEquals(List.of(), model.differences(rows(harness.start("one"))));
        }
    }

    /** @param files null for those of the real disk */
    private NodeHarness harness(String place, String mode, PowerLossFiles files) {
        NodeHarness harness = new NodeHarness(directory.resolve(place));
        CrashMode.parse(mode).apply(harness);
        CrashConfiguration configuration = new CrashConfiguration(new Random(1));
        return harness.configure(node -> {
            configuration.apply(node);
            node.getDataStorageConfiguration().setCheckpointFrequency(TimeUnit.HOURS.toMillis(1));
            if (files != null)
                node.getDataStorageConfiguration().setFileIOFactory(files);
        });
    }

    private static IgniteCache<Integer, byte[]> rows(Ignite node) {
        return node.getOrCreateCache(new CacheConfiguration<Integer, byte[]>("rows").setAffinity(new RendezvousAffinityFunction(false, 16)));
    }
}
