package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.mem.Memory;
import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.mem.MemorySource;
import io.ignitezs.mem.ZsCorruptionException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lock whose word says by a flipped bit that it is held: nobody will release it. */
class StripesTest {
    private final Stripes stripes = Stripes.open(new MemoryBudget(MemorySource.os(), 1 << 20), 16);
    private final long stripe = stripes.of(1, 2);

    @AfterEach
    void close() {
        stripes.close();
    }

    @Test
    void whoeverWaitsForADamagedLockFindsOut() {
        long begun = Stripes.beginRead(stripe);
        Memory.putLong(stripe, begun ^ 1);
        CompletableFuture<Throwable> reader = CompletableFuture.supplyAsync(
            () -> assertThrows(ZsCorruptionException.class, () -> Stripes.beginRead(stripe)));
        assertThrows(ZsCorruptionException.class, () -> Stripes.lock(stripe));
        assertTrue(reader.join().getMessage().contains("held for ever"));
        assertEquals(begun ^ 1, Memory.getLong(stripe), "who gave up has changed nothing");
    }

    /** Nobody takes the processor away from a thread for so long unless the machine is overloaded, or its container has used up its share. */
    @Test
    void whoeverIsInterruptedWaitsAsLongAsAnybody() {
        Stripes.lock(stripe);
        CompletableFuture<Boolean> reader = CompletableFuture.supplyAsync(() -> isInterruptedAfter(() -> Stripes.beginRead(stripe)));
        CompletableFuture<Boolean> writer = CompletableFuture.supplyAsync(() -> isInterruptedAfter(() -> {
            Stripes.lock(stripe);
            Stripes.unlock(stripe);
        }));
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        Stripes.unlock(stripe);
        assertTrue(reader.join());
        assertTrue(writer.join());
    }

    private static boolean isInterruptedAfter(Runnable wait) {
        Thread.currentThread().interrupt();
        wait.run();
        return Thread.interrupted();
    }

    @Test
    void whoReadsWhileAnotherBitFlipsReadsAgain() {
        long begun = Stripes.beginRead(stripe);
        assertTrue(Stripes.unchanged(stripe, begun));
        Memory.putLong(stripe, begun ^ 4);
        assertFalse(Stripes.unchanged(stripe, begun));
        assertEquals((begun ^ 4) + 1, Stripes.lock(stripe));
        Stripes.unlock(stripe);
    }
}
