package io.ignitezs.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The scheduler itself: finds what it is for, sees all orders, says how to see it again. */
class InterleavingsTest {
    private final Interleavings interleavings = new Interleavings(300);

    @AfterEach void close() {
        interleavings.close();
    }

    @Test void seesEveryOrderOnce() {
        assertEquals(70, interleavings.explore(() -> new Counter(3, 2, 8), 99).schedules, "8 steps, 4 of them by the first");
        assertEquals(2, interleavings.explore(() -> new Counter(3, 2, 8), 0).schedules);
        assertEquals(34650, interleavings.explore(() -> new Counter(3, 3, 12), 99).schedules);
    }

    @Test void findsALostUpdateAndReplaysIt() {
        AssertionError found = assertThrows(AssertionError.class, () -> interleavings.explore(Increments::new, 1));
        assertTrue(found.getMessage().contains("schedule 0110 fails"), found.getMessage());
        assertTrue(found.getMessage().contains("0 @ LOADED"), found.getMessage());
        AssertionError again = assertThrows(AssertionError.class, () -> interleavings.replay(Increments::new, "0110"));
        assertEquals(found.getMessage(), again.getMessage());
        interleavings.replay(Increments::new, "0011");
        interleavings.explore(Increments::new, 0);
    }

    @Test void anActorThatWaitsForAnotherIsStuck() {
        CountDownLatch never = new CountDownLatch(1);
        AssertionError found;
        try (Interleavings impatient = new Interleavings(1)) {
            found = assertThrows(AssertionError.class, () -> impatient.explore(() -> new Waiting(never), 0));
        }
        assertTrue(found.getMessage().contains("is stuck after") && found.getMessage().contains("waiter @ begin"), found.getMessage());
    }

    @Test void whoWaitsForOthersHasTheTurnWhenOneHasGotFurther() {
        interleavings.explore(() -> new Door(true), 99);
        AssertionError found = assertThrows(AssertionError.class, () -> interleavings.explore(() -> new Door(false), 0));
        assertTrue(found.getMessage().contains("all wait for each other"), found.getMessage());
    }

    /** Two actors that wait for a door which one opens or nobody does. */
    private static final class Door implements Interleavings.Scenario {
        private final Map<String, Runnable> tasks = new LinkedHashMap<>();
        private boolean open;
        private int passed;

        Door(boolean opened) {
            tasks.put("0", this::pass);
            tasks.put("1", this::pass);
            if (opened)
                tasks.put("2", this::open);
        }

        private void pass() {
            while (!open)
                Interleavings.awaitOthers("DOOR");
            passed++;
        }

        private void open() {
            Actor.pause("COMING");
            open = true;
            Actor.pause("OPENED");
        }

        @Override public Map<String, Runnable> tasks() {
            return tasks;
        }

        @Override public void finish() {
            assertEquals(2, passed);
        }
    }

    /** Actors that only stop. */
    private static final class Counter implements Interleavings.Scenario {
        private final Map<String, Runnable> tasks = new LinkedHashMap<>();
        private final int expected;
        private int steps;

        Counter(int stops, int actors, int expected) {
            this.expected = expected;
            for (int actor = 0; actor < actors; actor++)
                tasks.put("" + actor, () -> count(stops));
        }

        private void count(int stops) {
            for (int stop = 0; stop < stops; stop++) {
                steps++;
                Actor.pause(stop);
            }
            steps++;
        }

        @Override public Map<String, Runnable> tasks() {
            return tasks;
        }

        @Override public void finish() {
            assertEquals(expected, steps);
        }
    }

    /** Two actors load a number and store one more. */
    private static final class Increments implements Interleavings.Scenario {
        private final Map<String, Runnable> tasks = new LinkedHashMap<>();
        private int number;

        Increments() {
            tasks.put("0", this::increment);
            tasks.put("1", this::increment);
        }

        private void increment() {
            int loaded = number;
            Actor.pause("LOADED");
            number = loaded + 1;
        }

        @Override public Map<String, Runnable> tasks() {
            return tasks;
        }

        @Override public void finish() {
            assertEquals(2, number);
        }
    }

    /** One actor waits for what nobody does. */
    private static final class Waiting implements Interleavings.Scenario {
        private final CountDownLatch latch;

        Waiting(CountDownLatch latch) {
            this.latch = latch;
        }

        @Override public Map<String, Runnable> tasks() {
            return Map.of("waiter", this::await);
        }

        private void await() {
            try {
                latch.await();
            }
            catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        }

        @Override public void finish() {
        }
    }
}
