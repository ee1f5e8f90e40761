package io.ignitezs.suite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs one test class in a process of its own, with JUnit's own runner, and reads from its log how it went. */
final class ClassRun {
    private static final long TIMEOUT_MINUTES = 15;

    /** What the plugin logs on each node whose pages it keeps. */
    private static final String IN_USE = "Compressed pool is on";
    private static final String POOL_SIZE = "64m";
    private static final Pattern PASSED = Pattern.compile("^OK \\((\\d+) tests?\\)", Pattern.MULTILINE);
    private static final Pattern FAILED = Pattern.compile("^Tests run: (\\d+),  Failures: (\\d+)", Pattern.MULTILINE);

    private final SuiteHome home;
    private final Mode mode;
    private final String className;
    private final Path log;

    ClassRun(SuiteHome home, Mode mode, String className) {
        this.home = home;
        this.mode = mode;
        this.className = className;
        log = home.log(mode, className);
    }

    Outcome run() throws IOException, InterruptedException {
        Files.createDirectories(log.getParent());
        long begun = System.nanoTime();
        Process process = process().redirectErrorStream(true).redirectOutput(log.toFile()).start();
        boolean ended = process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
        home.clean();
        return ended ? outcome(seconds) : new Outcome("TIMED OUT", seconds);
    }

    private Outcome outcome(long seconds) throws IOException {
        String text = Files.readString(log, StandardCharsets.ISO_8859_1);
        Matcher passed = PASSED.matcher(text);
        Matcher failed = FAILED.matcher(text);
        if (failed.find())
            return new Outcome("FAILED " + failed.group(2) + "/" + failed.group(1), seconds);
        if (!passed.find())
            return new Outcome("BROKE OFF", seconds);
        boolean inUse = text.contains(IN_USE);
        if (inUse != mode.hasPlugin())
            return new Outcome(inUse ? "PLUGIN IN STOCK" : "NOT IN USE", seconds);
        return new Outcome(Outcome.OK + " " + passed.group(1), seconds);
    }

    private ProcessBuilder process() {
        List<String> command = new ArrayList<>(home.ownNetwork());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Arrays.asList("@" + System.getProperty("suite.jvm.options"), "-ea", "-Xmx2g", "-XX:MaxDirectMemorySize=2g",
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.net.preferIPv4Stack=true", "-DIGNITE_QUIET=false",
            "-DIGNITE_HOME=" + home.directory(), "-Djava.io.tmpdir=" + home.temporary(),
            "-cp", System.getProperty("java.class.path"), "org.junit.runner.JUnitCore", className));
        ProcessBuilder process = new ProcessBuilder(command).directory(home.directory().toFile());
        configure(process.environment());
        return process;
    }

    /** The plugin is found on the class path of every node; these variables switch it on. */
    private void configure(Map<String, String> variables) {
        variables.put("IGNITE_ZS_ENABLED", Boolean.toString(mode.hasPlugin()));
        variables.put("IGNITE_ZS_MAX_SIZE", POOL_SIZE);
        if (mode.hasPlugin())
            variables.put("IGNITE_ZS_MODE", mode.name());
    }
}
