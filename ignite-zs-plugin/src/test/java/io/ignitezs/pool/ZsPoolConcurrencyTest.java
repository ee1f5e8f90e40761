package io.ignitezs.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ignitezs.mem.FaultyMemory;
import io.ignitezs.mem.Memory;
import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.mem.Segments;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Hypothesis: whatever threads do to the same few keys, a read gives the whole object of some write that was current while it ran.
 * Forbidden: a torn object, an object of another key, a slot that is lost or reused while it is read (freed memory is poisoned).
 * Objects are self-describing: each 8-byte word is [key | version], so every word of a read must be equal.
 */
class ZsPoolConcurrencyTest {
    private static final int THREADS = 4;
    private static final int KEYS = 64;
    private static final int STEPS = 150_000;
    private static final int PAGE_BYTES = 4096;

    private final FaultyMemory memory = new FaultyMemory();
    private final MemoryBudget budget = new MemoryBudget(memory, 4 << 20);
    private final ZsPool pool = new ZsPool(budget, PAGE_BYTES, 8);

    /** Per key the handle with the stored words above it; taking it out (0) is taking ownership. */
    private final AtomicLongArray current = new AtomicLongArray(KEYS);

    @ParameterizedTest(name = "seed {0}") @ValueSource(longs = {11, 12, 13})
    void readsAreWholeAndCurrent(long seed) throws Exception {
        run(seed);
        for (int key = 0; key < KEYS; key++)
            if (current.get(key) != 0)
                pool.free(Entry.handle(current.get(key)));
        assertEquals(0, pool.drainLimbo());
        PoolChecker.check(pool);
        assertEquals(0, pool.stats().objects);
        pool.close();
        assertEquals(0, memory.takenBytes());
    }

    private void run(long seed) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<Void>> done = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            Random random = new Random(seed * 100 + thread);
            done.add(threads.submit((Callable<Void>)() -> work(random)));
        }
        threads.shutdown();
        for (Future<Void> future : done)
            future.get(120, TimeUnit.SECONDS);
    }

    private Void work(Random random) {
        long scratch = memory.allocate(PAGE_BYTES);
        Segments segments = new Segments();
        for (int step = 0; step < STEPS; step++) {
            int key = random.nextInt(KEYS);
            if (random.nextInt(100) < 40)
                overwrite(key, random, scratch);
            else
                read(key, segments);
        }
        memory.free(scratch, PAGE_BYTES);
        return null;
    }

    /** Stores a fresh object, publishes it, frees the one it replaces: also while that is being read. */
    private void overwrite(int key, Random random, long scratch) {
        int words = 1 + random.nextInt(random.nextInt(8) == 0 ? PAGE_BYTES / 8 : 40);
        long version = System.nanoTime();
        for (int word = 0; word < words; word++)
            Memory.putLong(scratch + word * 8L, word(key, version));
        long handle = pool.store(scratch, words * 8, key);
        long fresh = handle == Handle.NONE ? 0 : Entry.of(handle, words);
        long replaced = current.getAndSet(key, fresh);
        if (replaced != 0 && !pool.free(Entry.handle(replaced)))
            throw new AssertionError("lost handle of key " + key);
    }

    private void read(int key, Segments segments) {
        long entry = current.get(key);
        if (entry == 0)
            return;
        int pin = pool.beginRead(Entry.handle(entry), Entry.words(entry) * 8, segments);
        if (pin == 0)
            return;
        long first = Memory.getLong(segments.firstAddress());
        verifyAll(segments.firstAddress(), segments.firstBytes(), first, key);
        verifyAll(segments.secondAddress(), segments.secondBytes(), first, key);
        pool.endRead(pin);
    }

    private static void verifyAll(long address, int bytes, long expected, int key) {
        for (int offset = 0; offset < bytes; offset += 8)
            if (Memory.getLong(address + offset) != expected || (expected & KEYS - 1) != key)
                throw new AssertionError("torn read of key " + key + " at " + offset + ": "
                    + Long.toHexString(Memory.getLong(address + offset)) + ", expected " + Long.toHexString(expected));
    }

    private static long word(int key, long version) {
        return version * KEYS + key;
    }

    /** [words - 1, 16 bits | handle, 48 bits]. */
    private static final class Entry {
        static long of(long handle, int words) {
            return (long)(words - 1) << Handle.BITS | handle;
        }

        static long handle(long entry) {
            return entry & (1L << Handle.BITS) - 1;
        }

        static int words(long entry) {
            return (int)(entry >>> Handle.BITS) + 1;
        }
    }
}
