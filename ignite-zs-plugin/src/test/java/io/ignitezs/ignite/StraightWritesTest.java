package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who waits, waits for all writes that have begun and for no other. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class StraightWritesTest {
    private static final int WRITERS = 3;
    private static final int WAITS = 2_000;

    private final StraightWrites writes = new StraightWrites();

    @Test void waitsForWhatHasBegun() throws Exception {
        int first = writes.begin();
        Thread wait = new Thread(writes::awaitBegun);
        wait.start();
        awaitParked(wait);
        int second = writes.begin();
        assertTrue(wait.isAlive());
        writes.end(first);
        wait.join();
        writes.end(second);
    }

    @Test void waitsForNothing() {
        writes.awaitBegun();
        writes.end(writes.begin());
        writes.awaitBegun();
    }

    /** Each writer says the number of its write; a wait must not end while a write goes on whose number was seen before the wait. */
    @Test void neverMissesOne() throws Exception {
        AtomicIntegerArray begun = new AtomicIntegerArray(WRITERS);
        AtomicIntegerArray ended = new AtomicIntegerArray(WRITERS);
        AtomicInteger waits = new AtomicInteger();
        FutureTask<?>[] tasks = new FutureTask<?>[WRITERS];
        for (int writer = 0; writer < WRITERS; writer++) {
            int mine = writer;
            tasks[writer] = start(() -> {
                while (waits.get() < WAITS) {
                    int turn = writes.begin();
                    begun.incrementAndGet(mine);
                    Thread.yield();
                    ended.incrementAndGet(mine);
                    writes.end(turn);
                }
            });
        }
        for (; waits.get() < WAITS; waits.incrementAndGet()) {
            int[] seen = new int[WRITERS];
            for (int writer = 0; writer < WRITERS; writer++)
                seen[writer] = begun.get(writer);
            writes.awaitBegun();
            for (int writer = 0; writer < WRITERS; writer++)
                assertTrue(ended.get(writer) >= seen[writer], "a write went on when the wait ended");
        }
        for (FutureTask<?> task : tasks)
            task.get();
    }

    private static FutureTask<Void> start(Runnable work) {
        FutureTask<Void> task = new FutureTask<>(work, null);
        new Thread(task).start();
        return task;
    }

    /** It parks only after it has told the writes from each other. */
    private static void awaitParked(Thread wait) {
        while (wait.getState() != Thread.State.TIMED_WAITING)
            Thread.onSpinWait();
    }
}
