package io.ignitezs.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ignite.IgniteSystemProperties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing that was acknowledged is lost when the power fails, whatever the node is doing. {@code crash.sh} does the same for hours. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class PowerLossIT {
    private static final String PROPERTY = IgniteSystemProperties.IGNITE_DISABLE_WAL_DURING_REBALANCING;

    @TempDir
    private Path directory;

    /** Otherwise Ignite asks for maintenance when the power fails while partitions come to a node that had none. */
    @BeforeAll
    static void keepWal() {
        System.setProperty(PROPERTY, "false");
    }

    @AfterAll
    static void leaveWal() {
        System.clearProperty(PROPERTY);
    }

    /** The seed of the mixed one draws write-back, stock, write-back, write-through. */
    @ParameterizedTest(name = "{0}, {1} nodes, {2} cycles, seed={3}")
    @CsvSource({"stock, 1, 2, 11", "write-through, 1, 3, 12", "write-back, 1, 4, 13", "write-back, 2, 2, 14", "mixed, 1, 4, 30", "volatile, 1, 2, 15"})
    void nothingAcknowledgedIsLost(String mode, int nodes, int cycles, long seed) throws IOException, InterruptedException {
        PowerLossCycles chain = new PowerLossCycles(CrashMode.parse(mode), nodes, seed, directory);
        for (int cycle = 0; cycle < cycles; cycle++) {
            int number = cycle;
            CycleResult result = chain.next();
            System.out.println(mode + " seed " + seed + " cycle " + cycle + ": " + result);
            assertEquals(List.of(), result.differences, () -> "seed " + seed + ", cycle " + number);
        }
    }
}
