package io.ignitezs.suite;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One of Ignite's test classes, as {@code classes.txt} lists it. */
final class SuiteClass {
    private static final String PACKAGE = "org.apache.ignite.";
    private static final String LEFT_OUT = "left out: ";
    private static final String NOT_WITH_WRITE_BACK = "not with write-back: ";

    final String name;

    /** What it is about. */
    final String topic;

    /** Whether it is part of the short run. */
    final boolean isQuick;

    /** Why it is not run; null if it is. */
    final String leftOut;

    /** Why it is not run with write-back; null if it is. */
    private final String notWithWriteBack;

    private SuiteClass(String name, String topic, boolean isQuick, String leftOut, String notWithWriteBack) {
        this.name = name;
        this.topic = topic;
        this.isQuick = isQuick;
        this.leftOut = leftOut;
        this.notWithWriteBack = notWithWriteBack;
    }

    String shortName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Why it is not run in this mode; null if it is. */
    String leftOut(Mode mode) {
        return leftOut == null && mode == Mode.WRITE_BACK ? notWithWriteBack : leftOut;
    }

    static List<SuiteClass> all() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
            SuiteClass.class.getResourceAsStream("classes.txt"), StandardCharsets.UTF_8))) {
            return parse(lines);
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<SuiteClass> parse(BufferedReader lines) throws IOException {
        List<SuiteClass> classes = new ArrayList<>();
        String topic = null;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("["))
                topic = line.substring(1, line.indexOf(']'));
            else if (!line.isBlank() && !line.startsWith("#"))
                classes.add(parse(line.trim(), topic));
        }
        return classes;
    }

    /** A name below Ignite's package; behind it {@code quick}, {@code left out: why} or {@code not with write-back: why}. */
    private static SuiteClass parse(String line, String topic) {
        String[] parts = line.split("\\s+", 2);
        String rest = parts.length == 1 ? "" : parts[1];
        String leftOut = behind(LEFT_OUT, rest);
        String notWithWriteBack = behind(NOT_WITH_WRITE_BACK, rest);
        if (leftOut == null && notWithWriteBack == null && !rest.isEmpty() && !rest.equals("quick"))
            throw new IllegalArgumentException("Neither quick nor left out: " + line);
        return new SuiteClass(PACKAGE + parts[0], topic, rest.equals("quick"), leftOut, notWithWriteBack);
    }

    private static String behind(String prefix, String text) {
        return text.startsWith(prefix) ? text.substring(prefix.length()) : null;
    }
}
