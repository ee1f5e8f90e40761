package io.ignitezs.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The short run of the jcstress tests, as {@code ./jcstress.sh --quick} does it: every test, in one JVM mode, for a moment. What it prints,
 * with the outcomes of a test that failed, is kept in {@code target/jcstress/output.txt}.
 */
class JcstressIT {
    private static final Path DIRECTORY = Path.of("target", "jcstress").toAbsolutePath();
    private static final Path OUTPUT = DIRECTORY.resolve("output.txt");
    private static final Path OPTIONS = Path.of("src", "jcstress", "quick.options").toAbsolutePath();
    private static final Pattern RESULTS = Pattern.compile("Results: (\\d+) planned; (\\d+) passed, 0 failed, 0 soft errs, 0 hard errs");

    @Test void noOutcomeIsForbidden() throws Exception {
        Files.createDirectories(DIRECTORY);
        assertEquals(0, run(), () -> "see " + OUTPUT);
        MatchResult results = lastResults();
        assertEquals(results.group(1), results.group(2), () -> "see " + OUTPUT);
        assertTrue(Integer.parseInt(results.group(1)) >= testCount(), () -> "not every test ran, see " + OUTPUT);
    }

    private static int run() throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(java, "-cp", classPath(), "@" + OPTIONS)
            .directory(DIRECTORY.toFile()).redirectErrorStream(true).redirectOutput(OUTPUT.toFile()).start();
        try {
            assertTrue(process.waitFor(40, TimeUnit.MINUTES), () -> "jcstress hangs, see " + OUTPUT);
        }
        finally {
            process.destroy();
        }
        return process.exitValue();
    }

    /** Surefire's own class path may be one jar that names the others, which jcstress cannot hand on. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** The last line about results counts all tests; none matches if one has failed. */
    private static MatchResult lastResults() throws IOException {
        try (Stream<String> lines = Files.lines(OUTPUT)) {
            String last = lines.filter(line -> line.contains("Results: ")).reduce("no results", (before, line) -> line);
            return RESULTS.matcher(last).results().findFirst().orElseThrow(() -> new AssertionError(last + ", see " + OUTPUT));
        }
    }

    private static int testCount() throws IOException {
        try (var list = JcstressIT.class.getResourceAsStream("/META-INF/TestList")) {
            return (int)new String(list.readAllBytes()).lines().count();
        }
    }
}
