package io.ignitezs.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command answers when it cannot do what it is told. */
class EstimateMainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    private int run(String... words) {
        return new EstimateMain(print(out), print(error)).run(Arrays.asList(words));
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "''|No directory was given",
        "--nonsense db|Unknown option: --nonsense",
        "one two|More than one directory: one and two",
        "db --sample|No value behind --sample",
        "db --sample 0%|Bad sample [value=0%",
        "db --seed x|Bad seed [value=x",
        "db --codec lz4,gzip|Unknown codec [value=gzip",
        "/nowhere/at/all|Not a directory: /nowhere/at/all"
    })
    void wrongArguments(String words, String message) {
        assertEquals(2, run(words.isEmpty() ? new String[0] : words.split(" ")));
        assertTrue(error.toString(StandardCharsets.UTF_8).startsWith(message), error::toString);
        assertTrue(error.toString(StandardCharsets.UTF_8).contains("Usage: "), error::toString);
        assertEquals(0, out.size());
    }

    @Test void noNodeAndTooManyNodes() throws IOException {
        assertEquals(2, run(directory.toString()));
        assertTrue(error.toString(StandardCharsets.UTF_8).startsWith("No cache group's files in this directory: " + directory), error::toString);
        error.reset();
        Files.createDirectories(directory.resolve("a/cache-one"));
        Files.createDirectories(directory.resolve("b/cacheGroup-two"));
        assertEquals(2, run(directory.toString()));
        assertTrue(error.toString(StandardCharsets.UTF_8).startsWith("More than one node's files, name one: " + directory.resolve("a") + ", " + directory.resolve("b")),
            error::toString);
    }

    @Test void filesThatAreNone() throws IOException {
        Path group = Files.createDirectories(directory.resolve("cache-one"));
        assertEquals(1, run(directory.toString()));
        assertTrue(error.toString(StandardCharsets.UTF_8).contains("no pages in the files of " + directory), error::toString);
        Files.write(group.resolve("part-0.bin"), new byte[8192]);
        error.reset();
        assertEquals(1, run(directory.toString()));
        assertTrue(error.toString(StandardCharsets.UTF_8).contains("Not a page file of Ignite [file=" + group.resolve("part-0.bin")), error::toString);
    }

    /** Said before anything is looked at: there is no node in the directory either. */
    @Test void filesOfOptionsAreLookedAtFirst() throws IOException {
        Path none = directory.resolve("none");
        Path brief = Files.write(directory.resolve("brief"), new byte[7]);
        Path other = Files.write(directory.resolve("other"), new byte[100]);
        fails("no such file, --trace " + none, "--trace", none.toString());
        fails("Not a page trace: shorter than a header, --trace " + brief, "--trace", brief.toString());
        fails("Not a page trace of this version, --trace " + other, "--trace", other.toString());
        fails("no file can be written there, --html " + none.resolve("page.html"), "--html", none.resolve("page.html").toString());
        fails("no file can be written there, --html " + directory, "--html", directory.toString());
    }

    private void fails(String reason, String option, String file) {
        error.reset();
        assertEquals(1, run(option, file, directory.toString()));
        assertEquals("Failed to estimate [reason=" + reason + ']' + System.lineSeparator(), error.toString(StandardCharsets.UTF_8));
    }

    @Test void help() {
        assertEquals(0, run("--help"));
        assertEquals(EstimateArguments.USAGE, out.toString(StandardCharsets.UTF_8));
    }

    @Test void progressIsOneLine() {
        ProgressBar bar = new ProgressBar(print(out));
        List<Double> shares = new ArrayList<>(List.of(0.0, 0.001, 0.25, 0.5, 1.0, 1.0));
        shares.forEach(bar::accept);
        String[] shown = out.toString(StandardCharsets.UTF_8).split("\r");
        assertEquals(5, shown.length, out::toString);
        assertEquals("[##########                              ] 25 %", shown[2]);
        assertEquals("[" + "#".repeat(40) + "] 100 %" + System.lineSeparator(), shown[4]);
    }
}
