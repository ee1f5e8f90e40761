package io.ignitezs.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java process as Ignite's scripts start it. Its output goes to a file. */
final class HomeProcess {
    private static final int END_MINUTES = 5;

    private final Process process;
    private final Path output;

    private HomeProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** @param options of Java, before {@code mainClass}. @param output is replaced */
    static HomeProcess start(IgniteHome home, String classPath, List<String> options, Path output, String mainClass, String... arguments)
        throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + Path.of("..", "config", "jvm.options").toAbsolutePath().normalize(), "-ea", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
            "-Djava.net.preferIPv4Stack=true", "-DIGNITE_UPDATE_NOTIFIER=false", "-DIGNITE_QUIET=false", "-DIGNITE_HOME=" + home.resolve("")));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.resolve("").toFile())
            .redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("IGNITE_") || name.equals("USER_LIBS"));
        return new HomeProcess(builder.start(), output);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    /** For messages of assertions. */
    String outputOrReason() {
        try {
            return output();
        }
        catch (IOException e) {
            return e.toString();
        }
    }

    /** As a service manager does: Ignite stops its node before the process ends. */
    void stop() throws IOException, InterruptedException {
        process.destroy();
        exitCode();
    }

    /** Waits for its end; ends it if it takes too long. */
    int exitCode() throws IOException, InterruptedException {
        if (process.waitFor(END_MINUTES, TimeUnit.MINUTES))
            return process.exitValue();
        process.destroyForcibly().waitFor();
        throw new AssertionError("The process did not end:\n" + output());
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
