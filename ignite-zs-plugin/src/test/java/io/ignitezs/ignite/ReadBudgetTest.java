package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReadBudgetTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private long now = Long.MAX_VALUE - SECOND; // Also where the clock wraps.
    private long rested;

    @Test void readsNoFasterThanAllowed() {
        long begun = now;
        ReadBudget budget = budget(1 << 20);
        for (int page = 0; page < 1024; page++)
            budget.spent(4096);
        assertEquals(4.0, (now - begun) / (double)SECOND, 0.1);
    }

    @Test void whatItDidNotUseIsLost() {
        ReadBudget budget = budget(1 << 20);
        now += 100 * SECOND;
        long begun = now;
        for (int page = 0; page < 256; page++)
            budget.spent(4096);
        assertEquals(1.0, (now - begun) / (double)SECOND, 0.1);
    }

    @Test void doesNotRestWhereReadingIsSlower() {
        ReadBudget budget = budget(1 << 20);
        for (int page = 0; page < 100; page++) {
            now += SECOND;
            budget.spent(4096);
        }
        assertTrue(rested == 0, () -> rested + " ns");
    }

    private ReadBudget budget(long bytesPerSecond) {
        return new ReadBudget(bytesPerSecond, () -> now, nanos -> {
            now += nanos;
            rested += nanos;
        });
    }
}
