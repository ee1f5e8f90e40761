package io.ignitezs.plugin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.ignite.internal.commandline.CommandHandler;

/** Ignite's control utility as its script starts it, but in this process: one run of it. */
final class ControlUtility {
    final int exitCode;
    private final List<String> lines;

    private ControlUtility(int exitCode, List<String> lines) {
        this.exitCode = exitCode;
        this.lines = lines;
    }

    /** @param port of the client connector of some node */
    static ControlUtility run(int port, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--host", "127.0.0.1", "--port", Integer.toString(port)));
        all.addAll(List.of(arguments));
        return run(all);
    }

    static ControlUtility run(List<String> all) {
        return run(new RecordingLogger(), all);
    }

    /** @param log gets what it prints, while it runs */
    static ControlUtility run(RecordingLogger log, List<String> all) {
        String threadName = Thread.currentThread().getName();
        try {
            return new ControlUtility(new CommandHandler(log).execute(all), log.linesWith(""));
        }
        finally {
            Thread.currentThread().setName(threadName);
        }
    }

    /** Without the level that begins each. */
    List<String> lines() {
        return lines.stream().flatMap(line -> Arrays.stream(line.substring(line.indexOf(' ') + 1).split("\\R"))).collect(Collectors.toList());
    }

    boolean says(String part) {
        return lines().stream().anyMatch(line -> line.contains(part));
    }

    /** The document that {@code --json} prints. */
    JsonValue json() {
        List<String> documents = lines().stream().filter(line -> line.startsWith("{")).collect(Collectors.toList());
        if (documents.size() != 1)
            throw new AssertionError(documents.size() + " lines of JSON in " + this);
        return JsonValue.parse(documents.get(0));
    }

    @Override public String toString() {
        return "exit code " + exitCode + "\n" + String.join("\n", lines());
    }
}
