package io.ignitezs.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing that was acknowledged is lost when the process is killed, whatever it is doing. {@code crash.sh --kill} does the same for hours. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class KillIT {
    @TempDir
    private Path directory;

    /** The last cycle only compares. The seed of the mixed one draws write-back, stock, write-back, write-through. */
    @ParameterizedTest(name = "{0}, {1} nodes, {2} kills, seed={3}")
    @CsvSource({"write-through, 1, 2, 21", "write-back, 1, 3, 22", "mixed, 1, 3, 30", "volatile, 1, 1, 23", "volatile, 2, 1, 24"})
    void nothingAcknowledgedIsLost(String mode, int nodes, int kills, long seed) throws IOException, InterruptedException {
        try (KillCycles chain = new KillCycles(CrashMode.parse(mode), nodes, seed, directory)) {
            for (int cycle = 0; cycle <= kills; cycle++) {
                int number = cycle;
                CycleResult result = chain.next();
                System.out.println(mode + " seed " + seed + " cycle " + cycle + ": " + result);
                assertEquals(List.of(), result.differences, () -> "seed " + seed + ", cycle " + number);
            }
        }
    }
}
