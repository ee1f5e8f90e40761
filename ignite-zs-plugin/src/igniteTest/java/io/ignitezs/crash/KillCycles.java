package io.ignitezs.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** A node in a process of its own, {@link KilledNode}, that is killed under load again and again. */
final class KillCycles implements Cycles {
    private static final int LEAST_STEPS = 50;
    private static final int MOST_STEPS = 400;

    /** Stock Ignite too acknowledges what a killed process loses when the WAL is mapped into memory, see docs/durability.md. */
    private static final String WAL_NOT_MAPPED = "-DIGNITE_WAL_MMAP=false";

    private final CrashMode mode;
    private final long seed;
    private final Path directory;
    private final Partner partner;
    private final Random modes;
    private int cycle;

    /** @param nodes of the cluster, one or two, of which one is killed @param directory of them */
    KillCycles(CrashMode mode, int nodes, long seed, Path directory) {
        this.mode = mode;
        this.seed = seed;
        this.directory = directory;
        modes = new Random(seed);
        partner = nodes == 1 ? null : new Partner(mode, directory.resolve("partner"), new Random(seed));
    }

    @Override public CycleResult next() throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        Random random = new Random(seed * 1000 + cycle);
        CycleResult result = new CycleResult();
        CrashMode drawn = mode.drawn(modes);
        result.setMode(mode, drawn);
        Files.createDirectories(directory);
        Process process = new ProcessBuilder(command(drawn, random.nextLong()))
            .redirectError(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile())).start();
        result.end = "killed";
        killAfter(LEAST_STEPS + random.nextInt(MOST_STEPS - LEAST_STEPS), process, result);
        if (partner != null)
            partner.awaitDeath();
        cycle++;
        result.millis = (System.nanoTime() - startNanos) / 1_000_000;
        return result;
    }

    private static void killAfter(int steps, Process process, CycleResult result) throws IOException, InterruptedException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null && result.acknowledged < steps; line = lines.readLine())
                take(line, result);
        }
        finally {
            process.destroyForcibly().waitFor();
        }
        if (result.acknowledged < steps && result.differences.isEmpty())
            result.differences.add("the process ended by itself");
    }

    private static void take(String line, CycleResult result) {
        if (line.equals(KilledNode.STEP))
            result.acknowledged++;
        else if (line.startsWith(KilledNode.WRONG))
            result.differences.add(line);
        else if (line.startsWith(KilledNode.FIGURES))
            figures(line.split(" "), result);
    }

    private static void figures(String[] words, CycleResult result) {
        result.tornTransactions = Integer.parseInt(words[1]);
        result.hits = Long.parseLong(words[2]);
    }

    private List<String> command(CrashMode drawn, long lifeSeed) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> !argument.startsWith("-agentlib") && !argument.startsWith("-javaagent"))
            .collect(Collectors.toList()));
        command.addAll(List.of(WAL_NOT_MAPPED, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(KilledNode.class.getName(), drawn.toString(), Long.toString(seed), Long.toString(lifeSeed),
            Integer.toString(cycle), directory.toString(), Integer.toString(partner == null ? KilledNode.ALONE : partner.port())));
        return command;
    }

    @Override public void close() {
        if (partner != null)
            partner.close();
    }
}
