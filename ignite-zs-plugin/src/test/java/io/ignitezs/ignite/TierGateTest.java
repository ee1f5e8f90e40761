package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TierGateTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdownNow();
        assertTrue(threads.awaitTermination(60, TimeUnit.SECONDS));
    }

    @Test
    void closedGateLetsNobodyIn() {
        TierGate gate = new TierGate();
        assertTrue(gate.enter());
        gate.leave();
        gate.close();
        assertFalse(gate.enter());
        gate.close();
    }

    @Test
    void closingWaitsForWhoIsInside() throws InterruptedException, ExecutionException {
        TierGate gate = new TierGate();
        CountDownLatch leave = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(1);
        Future<?> visitor = threads.submit(() -> {
            assertTrue(gate.enter());
            inside.countDown();
            leave.await();
            gate.leave();
            return null;
        });
        inside.await();
        AtomicBoolean closed = new AtomicBoolean();
        Future<?> closer = threads.submit(() -> {
            gate.close();
            closed.set(true);
        });
        Awaitility.await().until(() -> refuses(gate));
        assertFalse(closed.get());
        leave.countDown();
        closer.get();
        visitor.get();
        assertTrue(closed.get());
    }

    /** Hypothesis: nobody is inside after close has returned. Forbidden: a visitor that sees the memory freed. */
    @RepeatedTest(50)
    void nobodyIsInsideAfterClosing() throws InterruptedException, ExecutionException {
        TierGate gate = new TierGate();
        AtomicBoolean freed = new AtomicBoolean();
        AtomicInteger sawFreed = new AtomicInteger();
        CountDownLatch started = new CountDownLatch(2);
        Future<?> first = threads.submit(() -> visitUntilClosed(gate, freed, sawFreed, started));
        Future<?> second = threads.submit(() -> visitUntilClosed(gate, freed, sawFreed, started));
        started.await();
        gate.close();
        freed.set(true);
        first.get();
        second.get();
        assertEquals(0, sawFreed.get());
    }

    private static void visitUntilClosed(TierGate gate, AtomicBoolean freed, AtomicInteger sawFreed, CountDownLatch started) {
        started.countDown();
        while (sawFreed.get() == 0 && gate.enter()) {
            if (freed.get())
                sawFreed.incrementAndGet();
            gate.leave();
        }
    }

    private static boolean refuses(TierGate gate) {
        if (!gate.enter())
            return true;
        gate.leave();
        return false;
    }
}
