package io.ignitezs.ignite;

import io.ignitezs.pool.ThreadEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ignite.Ignite;

/** Users who read rows whatever happens to the cache, and are interrupted. What they get may be an exception. */
final class Readers implements AutoCloseable {
    private static final int THREADS = 2;

    /** A cache that is not there is not read. */
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong reads = new AtomicLong();
    private volatile boolean ends;

    Readers(Ignite node, String cache, int keys) {
        for (int thread = 0; thread < THREADS; thread++) {
            Random random = new Random(thread);
            threads.add(new Thread(() -> read(node, cache, keys, random), "reader-of-" + cache));
        }
        threads.forEach(Thread::start);
    }

    private void read(Ignite node, String cache, int keys, Random random) {
        while (!ends)
            try {
                node.<Integer, byte[]>cache(cache).get(random.nextInt(keys));
                reads.incrementAndGet();
            }
            catch (RuntimeException stoppedOrInterrupted) {
                // An interrupt may have come in the middle of a read of the file, which then closes its channel.
                Thread.interrupted();
                Thread.yield();
            }
    }

    /** Interrupts all of them, each after a read. */
    void interrupt() {
        for (int round = 0; round < 5; round++) {
            long before = reads.get();
            long end = System.nanoTime() + MOST_NANOS;
            while (reads.get() < before + THREADS && System.nanoTime() < end)
                Thread.yield();
            threads.forEach(Thread::interrupt);
        }
    }

    @Override public void close() {
        ends = true;
        for (Thread thread : threads)
            ThreadEnd.await(thread);
    }
}
