package io.ignitezs.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterExampleTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void nodesComeAndGoAndNoRowIsLost() throws Exception {
        assertEquals(0, execute("--quick", "--rows", "2500"), () -> errors + "\n" + out);
        assertTrue(out.toString().contains("PASSED: 2,500 rows were right in each of 5 comparisons, and their copies alike."), out::toString);
        for (ProcessHandle server : ProcessHandle.current().children().collect(Collectors.toList()))
            server.onExit().get(5, TimeUnit.MINUTES); // It ends when it sees that the example has.
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--rows 0    | --rows must be",
        "--rows many | '--rows'",
        "--seed x    | '--seed'",
        "--quik      | '--quik'",
        "more        | 'more'"})
    void refusesABadOptionAndTouchesNothing(String arguments, String message) {
        assertEquals(2, execute(arguments.split(" ")));
        assertTrue(errors.toString().contains(message), errors.toString());
        assertFalse(Files.exists(work()), "the work directory was made");
        assertEquals("", out.toString());
    }

    @Test
    void explainsItself() {
        assertEquals(0, execute("--help"));
        for (String option : List.of("--quick", "--rows", "--seed", "--work", "--help"))
            assertTrue(out.toString().contains(option), option);
    }

    private int execute(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(0, List.of("--work", work().toString()));
        Terminal terminal = new Terminal(new PrintStream(out, true), false);
        return ClusterExample.execute(terminal, new PrintStream(errors, true), all.toArray(new String[0]));
    }

    private Path work() {
        return folder.resolve("work");
    }
}
