package io.ignitezs.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void endsWithOneLineInALog() {
        try (Progress progress = new Progress(new PrintStream(bytes), false, "load", 3)) {
            progress.add(2);
            progress.add(5);
            progress.finish("3 rows");
        }
        assertTrue(bytes.toString().matches("  load +done in +[0-9.]+ s  3 rows\\R"), bytes.toString());
    }

    @Test
    void redrawsOneLineOnATerminal() {
        try (Progress progress = new Progress(new PrintStream(bytes), true, "load", 3)) {
            progress.finish("3 rows");
        }
        String[] drawings = bytes.toString().split("\r");
        assertTrue(drawings[1].startsWith("  load") && drawings[1].contains("[---"), drawings[1]);
        assertTrue(drawings[2].startsWith("  load") && drawings[2].contains("3 rows"), drawings[2]);
    }

    @Test
    void leavesANewLineForAMessageIfTheStepFailed() {
        new Progress(new PrintStream(bytes), true, "load", 3).close();
        assertEquals(1, bytes.toString().lines().filter(line -> line.contains("load")).count());
        assertTrue(bytes.toString().endsWith(System.lineSeparator()));
    }
}
