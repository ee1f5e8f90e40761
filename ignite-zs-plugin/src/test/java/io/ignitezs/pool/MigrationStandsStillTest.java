package io.ignitezs.pool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.mem.FaultyMemory;
import io.ignitezs.mem.Memory;
import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.mem.Segments;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** While migration stands still at any of its places, every object is read, a third is freed, and as many are stored: nobody waits for it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MigrationStandsStillTest {
    private static final int PAGE_BYTES = 4096;
    private static final int OBJECTS = 8_000;
    private static final long SEED = 23;

    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final FaultyMemory memory = new FaultyMemory();
    private final MemoryBudget budget = new MemoryBudget(memory, 64 << 20);
    private final long scratch = memory.allocate(PAGE_BYTES);
    private final Random random = new Random(SEED);
    private final List<Stored> live = new ArrayList<>();

    @ParameterizedTest @EnumSource(value = PausePoints.Place.class, mode = EnumSource.Mode.MATCH_ANY, names = "MIGRATE_.*")
    void readersAndWritersGoOn(PausePoints.Place place) throws Exception {
        ZsPool pool = new ZsPool(budget, PAGE_BYTES, 8, stopAt(place));
        for (int object = 0; object < OBJECTS; object++)
            store(pool);
        discard(pool, 0.6);
        FutureTask<MoveCounts> migration = start(() -> pool.compact(null));
        assertTrue(inside.await(2, TimeUnit.MINUTES), "nothing to migrate");
        start(() -> use(pool)).get(2, TimeUnit.MINUTES);
        assertFalse(migration.isDone(), "it did not stand still");
        goOn.countDown();
        assertTrue(migration.get().migratedFrames > 0);
        readAll(pool);
        discard(pool, 1);
        assertEquals(0, pool.drainLimbo());
        PoolChecker.check(pool);
        pool.close();
        memory.free(scratch, PAGE_BYTES);
        assertEquals(0, memory.takenBytes());
    }

    /** Only one thread migrates, so it is the one that comes there. */
    private PausePoints stopAt(PausePoints.Place stop) {
        return new PausePoints() {
            @Override void at(Place place) {
                if (place != stop)
                    return;
                inside.countDown();
                try {
                    goOn.await();
                }
                catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        };
    }

    private Void use(ZsPool pool) {
        int before = live.size();
        readAll(pool);
        discard(pool, 0.3);
        while (live.size() < before)
            store(pool);
        readAll(pool);
        return null;
    }

    private void store(ZsPool pool) {
        Stored stored = new Stored();
        stored.content = new byte[random.nextInt(4) == 0 ? 1 + random.nextInt(PAGE_BYTES) : 1 + random.nextInt(PAGE_BYTES / 2)];
        random.nextBytes(stored.content);
        for (int offset = 0; offset < stored.content.length; offset++)
            Memory.putByte(scratch + offset, stored.content[offset]);
        stored.handle = pool.store(scratch, stored.content.length, 1 + random.nextInt(1000));
        assertNotEquals(Handle.NONE, stored.handle, "there is room");
        live.add(stored);
    }

    private void discard(ZsPool pool, double share) {
        live.removeIf(stored -> {
            boolean discarded = random.nextDouble() < share;
            assertTrue(!discarded || pool.free(stored.handle));
            return discarded;
        });
    }

    private void readAll(ZsPool pool) {
        Segments segments = new Segments();
        for (Stored stored : live) {
            int pin = pool.beginRead(stored.handle, stored.content.length, segments);
            byte[] found = new byte[stored.content.length];
            for (int offset = 0; offset < found.length; offset++)
                found[offset] = Memory.getByte(offset < segments.firstBytes() ? segments.firstAddress() + offset
                    : segments.secondAddress() + offset - segments.firstBytes());
            pool.endRead(pin);
            assertArrayEquals(stored.content, found);
        }
    }

    private static <T> FutureTask<T> start(Callable<T> task) {
        FutureTask<T> future = new FutureTask<>(task);
        new Thread(future).start();
        return future;
    }

    private static final class Stored {
        long handle;
        byte[] content;
    }
}
