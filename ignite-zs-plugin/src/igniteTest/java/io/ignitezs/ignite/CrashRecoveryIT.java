package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.configuration.CacheConfiguration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A node in a process of its own is killed while it writes over its region and checkpoints run. Whatever it had acknowledged
 * must be there when a node starts on its files; the one step that was not may be there or not, key by key.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CrashRecoveryIT {
    private static final int KEYS = 40_000;
    private static final int STEPS_TO_CHECKPOINT = 100;

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {7, 8})
    void nothingAcknowledgedIsLost(long seed) throws IOException, InterruptedException {
        int acknowledged = runAndKill(seed, 350 + (int)seed * 10);
        CacheModel model = catchUp(seed, acknowledged);
        CacheModel withNext = catchUp(seed, acknowledged + 1);
        try (NodeHarness harness = new NodeHarness(directory)) {
            Ignite node = harness.start("one");
            assertEquals(List.of(), model.differences(cache(node), withNext), () -> "killed after step " + acknowledged);
            assertEquals(List.of(), model.differences(cache(node), withNext), "read again, now with the tier filled");
            assertTrue(NodeHarness.tierStats(node).hits > 0, "the tier should have answered");
        }
    }

    /** @return the last step that the process had acknowledged */
    private int runAndKill(long seed, int killAfterStep) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(seed)).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        int acknowledged = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                acknowledged = acknowledgedIn(line, acknowledged);
                if (acknowledged >= killAfterStep)
                    process.toHandle().destroyForcibly(); // Leaves open what the process had still written.
            }
        }
        finally {
            process.destroyForcibly().waitFor();
        }
        assertTrue(acknowledged >= killAfterStep, "the process ended early, after step " + acknowledged);
        return acknowledged;
    }

    private static int acknowledgedIn(String line, int before) {
        return line.startsWith("step ") ? Integer.parseInt(line.substring("step ".length())) : before;
    }

    private List<String> command(long seed) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> !argument.startsWith("-agentlib") && !argument.startsWith("-javaagent"))
            .collect(Collectors.toList()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Killed.class.getName()));
        command.addAll(List.of(directory.toString(), Long.toString(seed)));
        return command;
    }

    private static CacheModel catchUp(long seed, int steps) {
        CacheModel model = new CacheModel(seed, KEYS);
        model.load(null);
        while (model.steps() < steps)
            model.randomStep(null);
        return model;
    }

    private static IgniteCache<Integer, byte[]> cache(Ignite node) {
        IgniteCache<Integer, byte[]> cache = node.getOrCreateCache(
            new CacheConfiguration<Integer, byte[]>("words").setAffinity(new RendezvousAffinityFunction(false, 16)));
        assertNotNull(cache);
        return cache;
    }

    /** What runs in the process: it never ends by itself. */
    static final class Killed {
        private Killed() {
        }

        /** @param arguments directory and seed */
        @SuppressWarnings("resource")
        public static void main(String[] arguments) {
            Ignite node = new NodeHarness(Path.of(arguments[0])).start("one");
            CacheModel model = new CacheModel(Long.parseLong(arguments[1]), KEYS);
            model.load(cache(node));
            while (model.steps() < Integer.MAX_VALUE) {
                if (model.steps() % STEPS_TO_CHECKPOINT == 0)
                    NodeHarness.beginCheckpoint(node);
                model.randomStep(cache(node));
                System.out.println("step " + model.steps());
            }
        }
    }
}
