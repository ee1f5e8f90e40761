package io.ignitezs.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
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

class ColdTierExampleTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--budget lots         | --budget",
        "--budget 8m           | --budget must be at least",
        "--budget -64m         | --budget",
        "--budget 99999g       | --budget must be at most",
        "--codec gzip          | --codec must be",
        "--codec zstd:20       | --codec must be",
        "--codec zstd:-8       | --codec must be",
        "--codec zstd:         | --codec must be",
        "--seconds 0           | --seconds must be",
        "--seconds soon        | '--seconds'",
        "--rows 0              | --rows must be",
        "--rows                | '--rows'",
        "--key ID              | --key is for --csv only",
        "--csv missing.csv     | missing.csv: no such file",
        "--quik                | '--quik'",
        "more                  | 'more'"})
    void refusesABadOptionAndTouchesNothing(String arguments, String message) {
        assertEquals(2, execute(arguments.split(" ")));
        assertTrue(errors.toString().contains(message), errors.toString());
        assertFalse(Files.exists(work()), "the work directory was made");
        assertEquals("", out.toString());
    }

    @Test
    void refusesABadCsvLineAndTouchesNothing() throws Exception {
        Path csv = folder.resolve("rows.csv");
        Files.write(csv, "id,a\n1,x\n2\n".getBytes(StandardCharsets.UTF_8));
        assertEquals(2, execute("--csv", csv.toString()));
        assertTrue(errors.toString().contains(csv + ":3: "), errors.toString());
        assertFalse(Files.exists(work()), "the work directory was made");
    }

    @Test
    void refusesToEmptyAFolderOfTheUser() throws Exception {
        Files.createDirectories(work());
        Path precious = Files.createFile(work().resolve("precious"));
        assertEquals(2, execute());
        assertTrue(errors.toString().contains("--work " + work()), errors.toString());
        assertTrue(Files.exists(precious));
    }

    @Test
    void explainsItself() {
        assertEquals(0, execute("--help"));
        for (String option : List.of("--quick", "--budget", "--codec", "--seconds", "--rows", "--csv", "--key", "--help"))
            assertTrue(out.toString().contains(option), option);
    }

    private int execute(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(0, List.of("--work", work().toString()));
        Terminal terminal = new Terminal(new PrintStream(out, true), false);
        return ColdTierExample.execute(terminal, new PrintStream(errors, true), all.toArray(new String[0]));
    }

    private Path work() {
        return folder.resolve("work");
    }
}
