package io.ignitezs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process whose output, with that of errors, goes to a file. */
public final class LoggedProcess {
    private static final int END_MINUTES = 5;

    private final Process process;
    private final Path output;

    private LoggedProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** @param output is replaced */
    public static LoggedProcess start(ProcessBuilder builder, Path output) throws IOException {
        return new LoggedProcess(builder.redirectErrorStream(true).redirectOutput(output.toFile()).start(), output);
    }

    /** Of the Java that runs this. @param arguments options, and what is to be run */
    public static LoggedProcess java(Path output, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(arguments);
        return start(new ProcessBuilder(command), output);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public String output() throws IOException {
        return Files.readString(output);
    }

    /** For messages of assertions. */
    public String outputOrReason() {
        try {
            return output();
        }
        catch (IOException e) {
            return e.toString();
        }
    }

    /** As a service manager does: Ignite stops its node before the process ends. */
    public void stop() throws IOException, InterruptedException {
        process.destroy();
        exitCode();
    }

    /** Waits for its end; ends it if it takes too long. */
    public int exitCode() throws IOException, InterruptedException {
        if (process.waitFor(END_MINUTES, TimeUnit.MINUTES))
            return process.exitValue();
        process.destroyForcibly().waitFor();
        throw new AssertionError("The process did not end:\n" + output());
    }

    /** Waits for its end, which is to be with this exit code, after it has written this. */
    public void assertEnd(int exitCode, String text) throws IOException, InterruptedException {
        assertEquals(exitCode, exitCode(), this::outputOrReason);
        assertTrue(output().contains(text), this::outputOrReason);
    }

    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
