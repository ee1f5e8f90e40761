package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompactionTriggerTest {
    private final List<Throwable> failures = new ArrayList<>();
    private boolean regionIsFull;
    private RuntimeException failure;
    private long nanos = -5;
    private int wakes;

    private final CompactionTrigger trigger = new CompactionTrigger(this::wake, () -> regionIsFull, () -> nanos, failures::add);

    @Test void everyCheckpointWakes() {
        trigger.afterCheckpointEnd(null);
        trigger.afterCheckpointEnd(null);
        assertEquals(2, wakes);
    }

    @Test void otherMomentsOfACheckpointDoNot() {
        trigger.beforeCheckpointBegin(null);
        trigger.onMarkCheckpointBegin(null);
        trigger.onCheckpointBegin(null);
        assertEquals(0, wakes);
    }

    @Test void aFullRegionWakesOnceInAnInterval() {
        regionIsFull = true;
        trigger.afterCheckpointEnd(null);
        wakes = 0;
        readFromFile(1000);
        assertEquals(1, wakes);
        nanos += CompactionTrigger.INTERVAL_NANOS - 1;
        readFromFile(1000);
        assertEquals(1, wakes);
        nanos++;
        readFromFile(1000);
        assertEquals(2, wakes);
    }

    @Test void aRegionWithRoomDoesNot() {
        regionIsFull = true;
        trigger.afterCheckpointEnd(null);
        regionIsFull = false;
        trigger.afterCheckpointEnd(null);
        wakes = 0;
        readFromFile(1000);
        assertEquals(0, wakes);
    }

    @Test void aCheckpointDoesNotSeeFailures() {
        failure = new IllegalStateException("to be kept");
        trigger.afterCheckpointEnd(null);
        assertEquals(List.of(failure), failures);
    }

    private void readFromFile(int times) {
        for (int time = 0; time < times; time++)
            trigger.readFromFile();
    }

    private void wake() {
        if (failure != null)
            throw failure;
        wakes++;
    }
}
