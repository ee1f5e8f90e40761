package io.ignitezs.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class OperationsTest {
    private final Operations operations = new Operations(() -> false, () -> true);

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

    @Test void aStoppingNodeEndsThem() {
        AtomicBoolean isStopping = new AtomicBoolean();
        assertEnded(new Operations(isStopping::get, () -> true), () -> isStopping.set(true), "The node stops");
    }

    @Test void deactivationEndsThemAndInactiveNodesMayHaveSome() {
        AtomicBoolean isActive = new AtomicBoolean(true);
        Operations ended = new Operations(() -> false, isActive::get);
        assertEnded(ended, () -> isActive.set(false), "The cluster is deactivated");
        assertEquals("done", ended.run("verify", null, progress -> {
            progress.accept(1);
            return "done";
        }));
    }

    private static void assertEnded(Operations operations, Runnable end, String reason) {
        IllegalStateException ended = assertThrows(IllegalStateException.class, () -> operations.run("evict", null, progress -> {
            progress.accept(0.25);
            end.run();
            progress.accept(0.5);
            return null;
        }));
        assertEquals("Ended early [operation=evict 50%, reason=" + reason + ']', ended.getMessage());
        assertEquals(List.of(), operations.list());
    }

    @Test void whoFailsIsNotListedAnyMore() {
        assertThrows(IllegalStateException.class, () -> operations.run("compact", null, progress -> {
            throw new IllegalStateException();
        }));
        assertEquals(List.of(), operations.list());
    }
}
