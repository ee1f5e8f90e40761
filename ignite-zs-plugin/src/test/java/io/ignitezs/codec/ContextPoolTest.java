package io.ignitezs.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ContextPoolTest {
    private static final int THREADS = 6;

    private final Queue<Context> created = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void lendsTheSameContextAgain() {
        ContextPool<Context> pool = new ContextPool<>(this::create);
        Context context = pool.take();
        pool.give(context);
        assertSame(context, pool.take());
        assertNotSame(context, pool.take());
        assertEquals(2, created.size());
    }

    @Test
    void lendsWhatAnotherThreadGaveBack() throws Exception {
        ContextPool<Context> pool = new ContextPool<>(this::create);
        for (int i = 0; i < 100; i++) {
            Thread thread = new Thread(() -> pool.give(pool.take()));
            thread.start();
            thread.join();
        }
        assertEquals(1, created.size());
        pool.close();
        assertAllClosedOnce();
    }

    @Test
    void closesWhatItHasNoRoomFor() {
        ContextPool<Context> pool = new ContextPool<>(this::create, 3);
        List<Context> lent = new ArrayList<>();
        for (int i = 0; i < 10; i++)
            lent.add(pool.take());
        lent.forEach(pool::give);
        assertEquals(6, created.stream().filter(context -> context.closed.get() == 1).count(), "10 without the 4 slots");
        pool.close();
        assertAllClosedOnce();
    }

    @Test
    void closesLentContextsWhenTheyComeBack() {
        ContextPool<Context> pool = new ContextPool<>(this::create);
        Context lent = pool.take();
        pool.close();
        assertEquals(0, lent.closed.get());
        pool.give(lent);
        assertAllClosedOnce();
        pool.close();
        assertAllClosedOnce();
    }

    @RepeatedTest(200)
    void lendsToOneThreadAtATimeAndLosesNothingWhenItCloses() throws Exception {
        ContextPool<Context> pool = new ContextPool<>(this::create, 4);
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<Void>> running = new ArrayList<>();
        for (int i = 0; i < THREADS - 1; i++)
            running.add(threads.submit(useAfter(start, pool)));
        start.await();
        pool.close();
        for (Future<Void> future : running)
            future.get();
        assertAllClosedOnce();
    }

    @Test
    void closesAContextThatComesBackWhileItCloses() throws Exception {
        for (int round = 0; round < 20_000; round++) {
            ContextPool<Context> pool = new ContextPool<>(this::create, 1);
            Context lent = pool.take();
            AtomicInteger ready = new AtomicInteger();
            Future<?> giving = threads.submit(() -> {
                meet(ready);
                pool.give(lent);
            });
            meet(ready);
            pool.close();
            giving.get();
            assertEquals(1, lent.closed.get(), "times closed in round " + round);
        }
    }

    @Test
    void makesNoGarbage() {
        ContextPool<Context> pool = new ContextPool<>(this::create);
        assertEquals(0, new GarbageMeter(() -> pool.give(pool.take())).bytesPerOperation());
        assertEquals(1, created.size());
    }

    private Callable<Void> useAfter(CyclicBarrier start, ContextPool<Context> pool) {
        return () -> {
            start.await();
            for (int i = 0; i < 500; i++) {
                Context context = pool.take();
                context.use();
                pool.give(context);
            }
            return null;
        };
    }

    /* Spins, as a barrier would let one of the two go long before the other. */
    private static void meet(AtomicInteger ready) {
        ready.incrementAndGet();
        while (ready.get() < 2)
            Thread.onSpinWait();
    }

    private Context create() {
        Context context = new Context();
        created.add(context);
        return context;
    }

    private void assertAllClosedOnce() {
        assertFalse(created.isEmpty());
        for (Context context : created)
            assertEquals(1, context.closed.get(), "times closed");
    }

    private static final class Context implements AutoCloseable {
        private final AtomicInteger users = new AtomicInteger();
        private final AtomicInteger closed = new AtomicInteger();

        void use() {
            assertEquals(1, users.incrementAndGet(), "users");
            Thread.yield();
            assertEquals(0, closed.get(), "closed while in use");
            assertTrue(users.compareAndSet(1, 0), "users");
        }

        @Override public void close() {
            closed.incrementAndGet();
        }
    }
}
