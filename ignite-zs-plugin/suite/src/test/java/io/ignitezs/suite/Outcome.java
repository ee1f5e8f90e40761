package io.ignitezs.suite;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How a test class went, and how long it took. */
final class Outcome {
    static final String OK = "ok";

    private static final Pattern PASSED = Pattern.compile("^OK \\((\\d+) tests?\\)", Pattern.MULTILINE);
    private static final Pattern FAILED = Pattern.compile("^Tests run: (\\d+),  Failures: (\\d+)", Pattern.MULTILINE);

    /** How JUnit's report begins what it says about one test. */
    private static final Pattern FAILED_TEST = Pattern.compile("^\\d+\\) (\\w+)[^(\\n]*\\(org\\.apache", Pattern.MULTILINE);

    final String text;
    final long seconds;

    Outcome(String text, long seconds) {
        this.text = text;
        this.seconds = seconds;
    }

    /** @param log what the class's process has written: Ignite's log and JUnit's report */
    static Outcome of(String log, Mode mode, long seconds) {
        Matcher passed = PASSED.matcher(log);
        Matcher failed = FAILED.matcher(log);
        if (failed.find())
            return new Outcome("FAILED " + failed.group(2) + " of " + failed.group(1) + " " + failedTests(log), seconds);
        if (!passed.find())
            return new Outcome("BROKE OFF", seconds);
        if (passed.group(1).equals("0"))
            return new Outcome("NO TESTS", seconds);
        if (!mode.isInUse(log))
            return new Outcome(mode.hasPlugin() ? "NOT IN USE" : "NOT STOCK", seconds);
        return new Outcome(OK + " " + passed.group(1), seconds);
    }

    boolean isOk() {
        return text.startsWith(OK);
    }

    @Override public String toString() {
        return text + ", " + seconds + " s";
    }

    private static String failedTests(String log) {
        return FAILED_TEST.matcher(log).results().map((MatchResult test) -> test.group(1)).distinct().collect(Collectors.joining(" "));
    }
}
