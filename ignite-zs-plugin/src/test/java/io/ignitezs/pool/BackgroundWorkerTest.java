package io.ignitezs.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackgroundWorkerTest {
    private static final int RUNS = 2_000;

    private final AtomicInteger due = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicReference<RuntimeException> next = new AtomicReference<>();
    private final AtomicReference<RuntimeException> nextOfListener = new AtomicReference<>();
    private final BackgroundWorker worker = new BackgroundWorker(new BackgroundWorker.Work() {
        @Override public boolean isDue() {
            return done.get() < due.get();
        }

        @Override public boolean run() {
            RuntimeException thrown = next.getAndSet(null);
            if (thrown != null)
                throw thrown;
            done.incrementAndGet();
            return true;
        }
    }, this::failed, "worker");

    private void failed(Throwable thrown) {
        failure.set(thrown);
        RuntimeException next = nextOfListener.getAndSet(null);
        if (next != null)
            throw next;
    }

    @AfterEach void close() {
        worker.close();
    }

    @Test void sleepsWhileNothingIsDue() {
        worker.start();
        Awaitility.await().until(worker::isIdle);
        worker.wake();
        Awaitility.await().until(worker::isIdle);
        assertEquals(0, done.get());
    }

    /** Hypothesis: whoever makes something due while the worker falls asleep wakes it, or it sees that. Forbidden: it sleeps, and something is due. */
    @Test void sleepsThroughNothing() {
        worker.start();
        for (int run = 1; run <= RUNS; run++) {
            due.set(run);
            if (!worker.isAwake())
                worker.wake();
            while (done.get() < run)
                Thread.yield();
        }
    }

    @Test void goesOnAfterAFailure() {
        RuntimeException thrown = new IllegalStateException("in vain");
        next.set(thrown);
        due.set(1);
        worker.start();
        Awaitility.await().until(() -> done.get() == 1);
        assertSame(thrown, failure.get());
    }

    @Test void goesOnIfNobodyCanBeToldOfAFailure() {
        RuntimeException thrown = new IllegalStateException("in vain");
        next.set(thrown);
        nextOfListener.set(new IllegalStateException("no memory for a message"));
        due.set(1);
        worker.start();
        Awaitility.await().until(() -> done.get() == 1);
        assertSame(thrown, failure.get());
        assertNull(nextOfListener.get());
    }

    @Test void closingWaitsForTheWorkThatIsGoingOn() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicReference<BackgroundWorker> self = new AtomicReference<>();
        AtomicBoolean ended = new AtomicBoolean();
        BackgroundWorker busy = new BackgroundWorker(new BackgroundWorker.Work() {
            @Override public boolean isDue() {
                return true;
            }

            @Override public boolean run() {
                begun.countDown();
                while (!self.get().isClosed())
                    Thread.yield();
                return ended.compareAndSet(false, true);
            }
        }, failure::set, "busy");
        self.set(busy);
        busy.start();
        begun.await();
        busy.close();
        assertTrue(ended.get());
        assertNull(failure.get());
    }
}
