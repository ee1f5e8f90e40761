package io.ignitezs.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.codec.Codecs;
import io.ignitezs.ignite.NodeDirectory;
import io.ignitezs.tier.TierStats;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.ignite.IgniteCheckedException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the estimator says of files against what the pool of the node that wrote them really took: within 3 % on the ratio. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class EstimateAccuracyIT {
    private static final double TOLERANCE = 0.03;

    /** One page in two to one in four is looked at. */
    private static final String SAMPLE = "8000";

    @TempDir
    private Path directory;

    /** Where rows come to lie differs from run to run, so each pool has other zspages that are partly filled: there are so many rows that this makes a percent at most. */
    @ParameterizedTest(name = "{0}, pageBytes={1}, codec={2}, seed={4}")
    @CsvSource({"orders, 4096, lz4, 60000, 1", "measurements, 8192, zstd:1, 100000, 2"})
    void agreesWithThePool(String data, int pageBytes, String codec, int rows, long seed) throws IgniteCheckedException, IOException {
        TierStats pool;
        Map<String, Double> groups;
        Path storage;
        try (EstimatedNode node = EstimatedNode.start(directory, pageBytes, codec)) {
            if (data.equals("orders"))
                node.fillWithOrders(rows, seed);
            else
                node.fillWithMeasurements(rows, seed);
            pool = node.settle();
            groups = node.groupRatios(pageBytes);
            storage = node.storage();
        }
        Estimate estimate = estimate(storage, codec, seed);
        assertTrue(pool.evictions == 0 && pool.refusals() == 0, "all pages are in the pool");
        assertEquals(1, estimate.total().pages() / pool.pages, 0.03, "pages, in the pool " + pool.pages);
        CodecEstimate total = estimate.total().codec(codec);
        double heldBytes = (double)pool.pages * pageBytes;
        // Frames that are free again, because pages were written more than once, are room for others.
        long freeBytes = pool.pool.freeFrames * pool.pool.frameBytes;
        System.out.println(data + ": " + pool.pages + " pages, used " + pool.usedBytes + ", free frames " + freeBytes + ", zspages " + pool.pool.zspageBytes()
            + ", objects " + pool.pool.costBytes + ", holes " + pool.pool.holeBytes + ", tables " + pool.pool.tableBytes);
        assertNear((pool.usedBytes - freeBytes) / heldBytes, total.poolRatio(), "the pool with all its tables");
        assertNear(pool.storedBytes / heldBytes, total.storedRatio(), "stored bytes");
        assertEquals((double)pool.rawPages / pool.pages, total.raw().value(), 0.03, "raw pages");
        assertNear(groups.get(data), estimate.groups().stream().filter(group -> group.name().equals(data)).findFirst().orElseThrow()
            .all().codec(codec).poolRatio(), "the cache group, but for tables");
    }

    private static Estimate estimate(Path storage, String codec, long seed) throws IOException {
        EstimateSettings settings = new EstimateSettings();
        settings.sample = SampleSize.parse(SAMPLE);
        settings.codecs = List.of(Codecs.parse(codec));
        settings.seed = seed;
        try (Estimator estimator = new Estimator(NodeDirectory.in(storage).get(0).files(), settings, 400L << 20, 16)) {
            return estimator.run();
        }
    }

    private static void assertNear(double real, Interval estimated, String what) {
        System.out.println(what + ": real " + real + ", estimated " + estimated);
        assertEquals(1, estimated.value() / real, TOLERANCE, what + ": real " + real + ", estimated " + estimated);
    }
}
