package io.ignitezs.suite;

import io.ignitezs.plugin.ZsPluginProvider;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs one test class in a process of its own, with JUnit's own runner, and reads from its log how it went. */
final class ClassRun {
    /** So small that pages are evicted, too. */
    private static final String POOL_SIZE = "64m";

    private final long timeoutMinutes = Long.getLong("suite.minutes");
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
        boolean ended = process.waitFor(timeoutMinutes, TimeUnit.MINUTES);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
        home.clean();
        return ended ? Outcome.of(Files.readString(log, StandardCharsets.ISO_8859_1), mode, seconds) : new Outcome("TIMED OUT", seconds);
    }

    private ProcessBuilder process() {
        List<String> command = new ArrayList<>(home.ownNetwork());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Arrays.asList("@" + System.getProperty("suite.jvm.options"), "-ea", "-Xmx2g", "-XX:MaxDirectMemorySize=2g",
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.net.preferIPv4Stack=true", "-DIGNITE_QUIET=false",
            "-DIGNITE_HOME=" + home.directory(), "-Djava.io.tmpdir=" + home.temporary(),
            "-cp", classPath(), "org.junit.runner.JUnitCore", className));
        ProcessBuilder process = new ProcessBuilder(command).directory(home.directory().toFile());
        configure(process.environment());
        return process;
    }

    /** Stock Ignite does not even see the plugin's jar. */
    private String classPath() {
        String plugin = ZsPluginProvider.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> mode.hasPlugin() || !Path.of(entry).equals(Path.of(plugin))).collect(Collectors.joining(File.pathSeparator));
    }

    /** The plugin is found on the class path of every node; these variables switch it on. */
    private void configure(Map<String, String> variables) {
        if (!mode.hasPlugin())
            return;
        variables.put("IGNITE_ZS_ENABLED", "true");
        variables.put("IGNITE_ZS_MODE", mode.name());
        variables.put("IGNITE_ZS_MAX_SIZE", POOL_SIZE);
    }
}
