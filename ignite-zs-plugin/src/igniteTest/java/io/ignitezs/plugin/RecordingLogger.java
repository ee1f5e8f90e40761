package io.ignitezs.plugin;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.apache.ignite.IgniteLogger;

/** Keeps what is logged at INFO and above; errors also go to the standard error stream, as the process may end after one. */
final class RecordingLogger implements IgniteLogger {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    List<String> linesWith(String part) {
        return lines.stream().filter(line -> line.contains(part)).collect(Collectors.toList());
    }

    @Override public IgniteLogger getLogger(Object category) {
        return this;
    }

    @Override public void trace(String message) {
    }

    @Override public void debug(String message) {
    }

    @Override public void info(String message) {
        lines.add("INFO " + message);
    }

    @Override public void warning(String message, Throwable cause) {
        lines.add("WARN " + message);
    }

    @Override public void error(String message, Throwable cause) {
        lines.add("ERROR " + message);
        System.err.println(message);
        if (cause != null)
            cause.printStackTrace();
    }

    @Override public boolean isTraceEnabled() {
        return false;
    }

    @Override public boolean isDebugEnabled() {
        return false;
    }

    @Override public boolean isInfoEnabled() {
        return true;
    }

    @Override public boolean isQuiet() {
        return false;
    }

    @Override public String fileName() {
        return null;
    }
}
