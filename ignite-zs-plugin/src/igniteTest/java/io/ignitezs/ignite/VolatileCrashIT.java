package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node with volatile cache groups is killed while checkpoints run, and while somebody turns the log of such a group on and off: it starts again, with these groups
 * empty and all others as they were. Two caches share a group, because Ignite looks at their files in another way. Of one group that is not volatile the log was off
 * while it was loaded, which Ignite's own interface does.
 */
@Timeout(value = 25, unit = TimeUnit.MINUTES)
class VolatileCrashIT {
    private static final int STEPS = 20;
    private static final int SWITCHES = 6;
    private static final int KEYS = 500;

    @TempDir
    private Path directory;

    @Test
    void aNodeThatWasKilledStarts() throws IOException, InterruptedException {
        for (int seed = 1; seed <= 2; seed++) {
            int steps = runAndKill(seed);
            try (NodeHarness harness = harness(directory.resolve("seed" + seed))) {
                Ignite node = harness.start("one");
                CacheModel kept = model(seed, steps);
                CacheModel keptWithNext = model(seed, steps + 1);
                assertEquals(List.of(), kept.differences(cache(node, "kept", null), keptWithNext), "seed " + seed + ", killed after step " + steps);
                assertEquals(List.of(), loaded(null).differences(cache(node, "loaded", null)), "seed " + seed + ", loaded without a log");
                assertEquals(0, cache(node, "gone-one", "gone").size() + cache(node, "gone-two", "gone").size() + cache(node, "gone-alone", null).size());
                assertFalse(node.cluster().isWalEnabled("gone-alone"));
                CacheModel fresh = new CacheModel(seed, KEYS);
                fresh.load(cache(node, "gone-one", "gone"));
                assertEquals(List.of(), fresh.differences(cache(node, "gone-one", "gone")));
            }
        }
    }

    /** @param cache may be null */
    private static CacheModel loaded(IgniteCache<Integer, byte[]> cache) {
        CacheModel model = new CacheModel(7, KEYS);
        model.load(cache);
        return model;
    }

    private static CacheModel model(long seed, int steps) {
        CacheModel model = new CacheModel(seed, KEYS);
        while (model.steps() < steps)
            model.randomStep(null);
        return model;
    }

    /** @return the last step that the process had acknowledged */
    private int runAndKill(int seed) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(seed)).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        int steps = 0;
        int switches = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("step "))
                    steps = Integer.parseInt(line.substring("step ".length()));
                if (line.equals("switched"))
                    switches++;
                if (steps >= STEPS && switches >= SWITCHES)
                    process.toHandle().destroyForcibly(); // Leaves open what the process had still written.
            }
        }
        finally {
            process.destroyForcibly().waitFor();
        }
        assertTrue(steps >= STEPS && switches >= SWITCHES, "the process ended early, after step " + steps + " and " + switches + " switches");
        return steps;
    }

    private List<String> command(int seed) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> !argument.startsWith("-agentlib") && !argument.startsWith("-javaagent"))
            .collect(Collectors.toList()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Killed.class.getName()));
        command.addAll(List.of(directory.resolve("seed" + seed).toString(), Integer.toString(seed)));
        return command;
    }

    private static NodeHarness harness(Path directory) {
        NodeHarness harness = new NodeHarness(directory).regionBytes(16L << 20);
        harness.settings().hasVolatileGroups = true;
        harness.settings().volatileGroup = group -> group.startsWith("gone");
        return harness;
    }

    private static IgniteCache<Integer, byte[]> cache(Ignite node, String name, String group) {
        return node.getOrCreateCache(new CacheConfiguration<Integer, byte[]>(name).setGroupName(group)
            .setAffinity(new RendezvousAffinityFunction(false, 8)));
    }

    /** What runs in the process: it never ends by itself. */
    static final class Killed {
        private Killed() {
        }

        /** @param arguments directory and seed */
        @SuppressWarnings("resource")
        public static void main(String[] arguments) {
            Ignite node = harness(Path.of(arguments[0])).start("one");
            CacheModel kept = new CacheModel(Long.parseLong(arguments[1]), KEYS);
            CacheModel gone = new CacheModel(9, KEYS);
            gone.load(cache(node, "gone-one", "gone"));
            gone.load(cache(node, "gone-two", "gone"));
            gone.load(cache(node, "gone-alone", null));
            loadWithoutLog(node);
            new Thread(() -> switchLog(node), "switches").start();
            while (kept.steps() < Integer.MAX_VALUE) {
                NodeHarness.beginCheckpoint(node);
                gone.randomStep(cache(node, "gone-two", "gone"));
                kept.randomStep(cache(node, "kept", null));
                gone.randomStep(cache(node, "gone-alone", null));
                System.out.println("step " + kept.steps());
            }
        }

        /** Acknowledged when the log is on again: Ignite has made a checkpoint then. */
        private static void loadWithoutLog(Ignite node) {
            IgniteCache<Integer, byte[]> cache = cache(node, "loaded", null);
            node.cluster().disableWal("loaded");
            loaded(cache);
            node.cluster().enableWal("loaded");
        }

        /** Of a volatile group, where that is undone at once; ends the process if it fails. */
        private static void switchLog(Ignite node) {
            try {
                while (!Thread.interrupted()) {
                    node.cluster().enableWal("gone-alone");
                    node.cluster().disableWal("gone-alone");
                    System.out.println("switched");
                }
            }
            finally {
                Runtime.getRuntime().halt(1);
            }
        }
    }
}
