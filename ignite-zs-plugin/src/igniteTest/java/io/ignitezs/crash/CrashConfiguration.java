package io.ignitezs.crash;

import io.ignitezs.ignite.NodeHarness;
import java.util.Random;
import org.apache.ignite.configuration.DataStorageConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;

/** Small nodes that start quickly, and whose checkpoints come when the load begins them. */
final class CrashConfiguration {
    private static final long REGION_BYTES = 16L << 20;
    private static final long[] TIER_BYTES = {8L << 20, 16L << 20, 64L << 20};
    private static final int WAL_SEGMENT_BYTES = 2 << 20;
    private static final int CHECKPOINT_MILLIS = 10_000;

    /** Tests hold threads up, and the machine may be busy. */
    private static final long PATIENCE_MILLIS = 120_000;

    private final long tierBytes;

    CrashConfiguration(Random random) {
        tierBytes = TIER_BYTES[random.nextInt(TIER_BYTES.length)];
    }

    void apply(NodeHarness harness) {
        harness.regionBytes(REGION_BYTES);
        harness.settings().limitBytes = tierBytes;
    }

    void apply(IgniteConfiguration configuration) {
        DataStorageConfiguration storage = configuration.getDataStorageConfiguration();
        storage.setWalSegmentSize(WAL_SEGMENT_BYTES)
            .setWalSegments(3)
            .setCheckpointFrequency(CHECKPOINT_MILLIS)
            .setCheckpointThreads(2);
        configuration.setSystemWorkerBlockedTimeout(PATIENCE_MILLIS)
            .setFailureDetectionTimeout(PATIENCE_MILLIS)
            .setSystemThreadPoolSize(4)
            .setPublicThreadPoolSize(2)
            .setStripedPoolSize(2)
            .setDataStreamerThreadPoolSize(1)
            .setQueryThreadPoolSize(2)
            .setRebalanceThreadPoolSize(2)
            .setManagementThreadPoolSize(2)
            .setPeerClassLoadingEnabled(false);
    }
}
