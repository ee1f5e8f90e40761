package io.ignitezs.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperationsTest {
    private final Operations operations = new Operations();

    @Test void anOperationIsListedWhileItRuns() {
        List<Double> told = new ArrayList<>();
        String result = operations.run("verify", told::add, progress -> {
            assertEquals("[verify 0%]", operations.list().toString());
            progress.accept(0.255);
            assertEquals(0.255, operations.list().get(0).getDoneShare());
            return operations.list().toString();
        });
        assertEquals("[verify 26%]", result);
        assertEquals(List.of(0.255), told);
        assertEquals(List.of(), operations.list());
    }

    @Test void severalRunAtATime() {
        operations.run("compact", null, outer -> operations.run("verify", null, inner -> {
            outer.accept(0.5);
            inner.accept(1);
            assertEquals("[compact 50%, verify 100%]", operations.list().toString());
            return null;
        }));
    }

    @Test void whoFailsIsNotListedAnyMore() {
        assertThrows(IllegalStateException.class, () -> operations.run("compact", null, progress -> {
            throw new IllegalStateException();
        }));
        assertEquals(List.of(), operations.list());
    }
}
