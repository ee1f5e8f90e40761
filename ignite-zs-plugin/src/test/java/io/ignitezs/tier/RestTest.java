package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RestTest {
    private static final int RESTS = 5;
    private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    @Test
    void whoeverIsInterruptedRestsAsLongAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        rest();
        assertTrue(Thread.interrupted());
    }

    @Test
    void othersRestAndAreNotInterrupted() {
        rest();
        assertFalse(Thread.interrupted());
    }

    private static void rest() {
        long begun = System.nanoTime();
        for (int rests = 0; rests < RESTS; rests++)
            Rest.nanos(NANOS);
        assertTrue(System.nanoTime() - begun >= RESTS * NANOS);
    }
}
