package io.ignitezs.pool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.mem.FaultyMemory;
import io.ignitezs.mem.FrameArena;
import io.ignitezs.mem.Memory;
import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.mem.Segments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What compaction and migration gain, on a quiet pool: frames, slabs, contiguity, a smaller limit. */
class CompactionTest {
    private static final int PAGE_BYTES = 4096;
    private static final long LIMIT_BYTES = 64 << 20;

    private final FaultyMemory memory = new FaultyMemory();
    private final MemoryBudget budget = new MemoryBudget(memory, LIMIT_BYTES);
    private final ZsPool pool = new ZsPool(budget, PAGE_BYTES, 8);
    private final List<Stored> live = new ArrayList<>();
    private final long scratch = memory.allocate(PAGE_BYTES);

    @AfterEach void everythingIsThereAndGoesBack() {
        PoolChecker.check(pool);
        for (Stored stored : live) {
            assertArrayEquals(stored.content, read(stored));
            assertTrue(pool.free(stored.handle));
        }
        PoolChecker.check(pool);
        pool.close();
        memory.free(scratch, PAGE_BYTES);
        assertEquals(0, memory.takenBytes());
    }

    @ParameterizedTest(name = "seed {0}") @ValueSource(longs = {1, 2})
    void gainsWhatWasFreedAtRandom(long seed) {
        Random random = new Random(seed);
        fill(random, 40 << 20);
        discard(random, 0.4);
        PoolStats before = pool.stats();
        MoveCounts counts = pool.compact(null);
        PoolStats after = pool.stats();
        assertTrue(before.freeableBytes > before.zspageBytes() / 4, before.freeableBytes + " of " + before.zspageBytes());
        assertTrue(counts.freedBytes >= before.freeableBytes * 0.99, counts.freedBytes + " freed of " + before.freeableBytes);
        assertEquals(0, after.freeableBytes);
        assertTrue(budget.usedBytes() < after.costBytes * 1.08, budget.usedBytes() + " bytes for " + after.costBytes);
        assertTrue(counts.closedSlabs > 0 && after.slabs < before.slabs, after.slabs + " slabs of " + before.slabs);
        assertEquals(0, counts.busyZspages + counts.gaveUpZspages + counts.busyMigrations);
        assertEquals(0, after.limboSlots + after.limboFrames);
    }

    @Test void stepsAreBoundedAndEndWhereFullCompactionDoes() {
        Random random = new Random(5);
        fill(random, 20 << 20);
        discard(random, 0.5);
        long freed = 0;
        int steps = 0;
        MoveCounts step = pool.compactStep(100_000);
        for (; step.movedObjects > 0; step = pool.compactStep(100_000)) {
            assertTrue(step.movedBytes < 100_000 + 8 * PAGE_BYTES, step.movedBytes + " bytes moved");
            freed += step.freedBytes;
            steps++;
        }
        assertTrue(freed > 5 << 20, freed + " bytes freed");
        assertEquals(steps, Arrays.stream(pool.stats().stepLatency).sum(), "steps that moved something, and were timed");
        assertEquals(0, pool.stats().freeableBytes);
        assertEquals(0, pool.compact(null).freedZspages);
    }

    /** Whoever wants it to end gets a word with it every few milliseconds, also within one class that has everything. */
    @Test void tellsHowFarItIsWithinAClass() {
        for (int object = 0; object < 20_000; object++)
            store(new byte[PAGE_BYTES / 2 - 100]);
        discard(new Random(17), 0.5);
        long[] moved = {0, 0};
        pool.addCompactionHook(new CompactionHook() {
            @Override public void afterCompaction(int zspage, int movedObjects, long movedBytes, MoveOutcome outcome) {
                moved[0] += movedBytes;
                moved[1] = Math.max(moved[0], moved[1]);
            }
        });
        MoveCounts counts = pool.compact((done, total) -> moved[0] = 0);
        assertTrue(counts.movedBytes > 4_800_000, counts.movedBytes + " bytes moved");
        assertTrue(moved[1] < 4_400_000, moved[1] + " bytes moved between two reports");
    }

    @Test void scatteredZspagesBecomeContiguous() {
        Random random = new Random(6);
        for (int object = 0; object < 8000; object++)
            store(new byte[PAGE_BYTES]);
        for (int object = 8000; object > 0; object -= 2)
            pool.free(live.remove(object - 1).handle);
        budget.limitBytes(budget.usedBytes() + (1 << 20));
        fill(random, 8 << 20);
        long scattered = pool.stats().scatteredZspages;
        discard(random, 0.3);
        pool.compact(null);
        assertTrue(scattered > 300, scattered + " scattered");
        assertTrue(pool.stats().scatteredZspages < scattered / 20, pool.stats().scatteredZspages + " scattered still");
    }

    @Test void shrinksToWhatIsLiveAndGrowsAgain() {
        Random random = new Random(7);
        fill(random, 50 << 20);
        discard(random, 0.7);
        assertTrue(pool.resize(24 << 20));
        assertTrue(budget.usedBytes() <= 24 << 20, budget.usedBytes() + " bytes");
        PoolChecker.check(pool);
        fill(random, 40 << 20);
        assertTrue(budget.usedBytes() <= 24 << 20, budget.usedBytes() + " bytes");
        assertTrue(pool.resize(128 << 20));
        long before = pool.stats().objects;
        fill(random, 40 << 20);
        assertTrue(pool.stats().objects > 2 * before, pool.stats().objects + " objects, before " + before);
    }

    @Test void refusesLimitsThatTablesHaveUsedUp() {
        fill(new Random(8), 10 << 20);
        long used = budget.usedBytes();
        long least = pool.leastLimitBytes();
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> pool.resize(least - 1));
        assertTrue(e.getMessage().contains(Long.toString(least)), e.getMessage());
        assertEquals(LIMIT_BYTES, budget.limitBytes());
        assertEquals(used, budget.usedBytes());
    }

    @Test void saysNoWhenMoreIsLiveThanTheNewLimit() {
        fill(new Random(9), 20 << 20);
        assertEquals(false, pool.resize(10 << 20));
        assertTrue(budget.limitBytes() > 20 << 20 && budget.limitBytes() < 24 << 20, budget.limitBytes() + " bytes");
        assertEquals(budget.usedBytes(), budget.limitBytes());
    }

    @Test void hooksMayStoreAndFreeButMoveNothing() {
        fill(new Random(12), 20 << 20);
        discard(new Random(12), 0.5);
        long limitBytes = budget.limitBytes();
        int[] calls = new int[2];
        Runnable act = () -> {
            calls[0]++;
            for (Executable refused : List.<Executable>of(() -> pool.compact(null), () -> pool.compactStep(1), () -> pool.migrateStep(1),
                () -> pool.resize(1 << 20), pool::close))
                assertThrows(IllegalStateException.class, refused);
            store(new byte[100]);
            assertTrue(pool.free(live.remove(live.size() - 1).handle));
            calls[1]++;
        };
        pool.addCompactionHook(new CompactionHook() {
            @Override public void beforeCompaction(int zspage, int objects) {
                act.run();
            }
        });
        pool.addMigrationHook(new MigrationHook() {
            @Override public void afterMigration(int zspage, int movedFrames, MoveOutcome outcome) {
                act.run();
            }
        });
        assertTrue(pool.compact(null).freedZspages > 0);
        assertTrue(calls[0] > 0);
        assertEquals(calls[0], calls[1]);
        assertEquals(limitBytes, budget.limitBytes());
    }

    @Test void hooksSeeWhatIsMovedAndMayThrow() {
        long[] moved = new long[3];
        CompactionHook compactionHook = new CompactionHook() {
            @Override public void afterCompaction(int zspage, int movedObjects, long movedBytes, MoveOutcome outcome) {
                moved[0] += movedObjects;
                moved[1] += movedBytes;
                throw new AssertionError("a hook that throws");
            }
        };
        MigrationHook migrationHook = new MigrationHook() {
            @Override public void beforeMigration(int zspage, int frames) {
                throw new IllegalStateException("a hook that throws");
            }

            @Override public void afterMigration(int zspage, int movedFrames, MoveOutcome outcome) {
                moved[2] += movedFrames;
            }
        };
        pool.addCompactionHook(compactionHook);
        pool.addMigrationHook(migrationHook);
        fill(new Random(10), 20 << 20);
        discard(new Random(10), 0.4);
        MoveCounts counts = pool.compact(null);
        assertTrue(counts.movedObjects > 0 && counts.migratedFrames > 0);
        assertEquals(counts.movedObjects, moved[0]);
        assertEquals(counts.movedBytes, moved[1]);
        assertEquals(counts.migratedFrames, moved[2]);
        assertTrue(counts.hookFailures > 0);
        assertEquals(counts.hookFailures, pool.stats().moves.hookFailures);
        pool.removeCompactionHook(compactionHook);
        pool.removeMigrationHook(migrationHook);
        discard(new Random(10), 0.4);
        assertEquals(0, pool.compact(null).hookFailures);
    }

    @Test void repeatedMigrationEnds() {
        Random random = new Random(14);
        fill(random, 40 << 20);
        discard(random, 0.4);
        pool.compactStep(Long.MAX_VALUE);
        int steps = 0;
        while (pool.migrateStep(64 << 10).migratedFrames > 0)
            assertTrue(++steps < 5_000, steps + " steps");
        assertTrue(pool.stats().moves.closedSlabs > 0);
    }

    @Test void progressEndsAtItsTotal() {
        fill(new Random(11), 10 << 20);
        discard(new Random(11), 0.4);
        long[] last = new long[2];
        pool.compact((done, total) -> {
            assertTrue(done >= last[0] && done <= total, done + " of " + total);
            last[0] = done;
            last[1] = total;
        });
        assertTrue(last[1] > 0);
        assertEquals(last[1], last[0]);
    }

    @Test void aZspageOfWhichAnObjectIsFreedMeanwhileCountsAsEmptied() {
        fill(new Random(12), 10 << 20);
        discard(new Random(12), 0.5);
        pool.addCompactionHook(new CompactionHook() {
            @Override public void beforeCompaction(int zspage, int objects) {
                freeOneOf(zspage);
            }
        });
        MoveCounts counts = pool.compactStep(1 << 20);
        assertTrue(counts.freedZspages > 10, counts.freedZspages + " zspages freed");
        assertEquals(0, counts.busyZspages + counts.gaveUpZspages);
    }

    @Test void endsThoughOthersMakeHolesAllTheTime() {
        for (int object = 0; object < 4000; object++)
            store(new byte[1000]);
        discard(new Random(13), 0.5);
        PoolStats before = pool.stats();
        long freeable = before.freeableBytes * before.zspages / before.zspageBytes();
        Random random = new Random(16);
        pool.addCompactionHook(new CompactionHook() {
            @Override public void afterCompaction(int zspage, int movedObjects, long movedBytes, MoveOutcome outcome) {
                for (int left = 3; left > 0 && !live.isEmpty(); left--)
                    pool.free(live.remove(random.nextInt(live.size())).handle);
            }
        });
        MoveCounts counts = pool.compact(null);
        assertTrue(freeable > 20 && counts.freedZspages <= freeable, counts.freedZspages + " zspages freed of " + freeable);
    }

    @Test void aCompactionThatProgressEndsLeavesNoSlabHalfEmptied() {
        fill(new Random(14), 40 << 20);
        discard(new Random(14), 0.4);
        assertThrows(UnsupportedOperationException.class, () -> pool.compact((done, total) -> {
            if (done > pool.classPools().length)
                throw new UnsupportedOperationException();
        }));
        int slab = pool.arena().beginDrain();
        assertNotEquals(FrameArena.NONE, slab);
        pool.arena().finishDrain(slab);
    }

    @Test void unusedChainRecordsDoNotEndJoining() {
        for (int object = 0; object < 8000; object++)
            store(new byte[PAGE_BYTES]);
        for (int object = 8000; object > 0; object -= 2)
            pool.free(live.remove(object - 1).handle);
        budget.limitBytes(budget.usedBytes() + (1 << 20));
        while (pool.stats().scatteredZspages < 400 && store(new byte[1500]))
            assertTrue(live.size() < 100_000);
        int used = live.size() - 4000;
        for (int object = 0; object < used * 9 / 10; object++)
            pool.free(live.remove(4000).handle);
        budget.limitBytes(LIMIT_BYTES);
        assertTrue(pool.stats().scatteredZspages > 10, pool.stats().scatteredZspages + " scattered");
        while (pool.movers().joinStep(1 << 20, true, new MoveCounts()))
            PoolChecker.check(pool);
        assertEquals(0, pool.stats().scatteredZspages);
    }

    @Test void closedPoolsRefuse() {
        ZsPool closed = new ZsPool(new MemoryBudget(memory, 1 << 20), PAGE_BYTES, 8);
        closed.close();
        assertThrows(IllegalStateException.class, () -> closed.compact(null));
        assertThrows(IllegalStateException.class, () -> closed.compactStep(1));
        assertThrows(IllegalStateException.class, () -> closed.migrateStep(1));
        assertThrows(IllegalStateException.class, () -> closed.resize(1 << 20));
        assertThrows(IllegalStateException.class, () -> closed.store(scratch, 1, 1));
    }

    private void fill(Random random, long bytes) {
        for (long left = bytes; left > 0; ) {
            byte[] content = new byte[random.nextInt(20) == 0 ? PAGE_BYTES : 300 + random.nextInt(2700)];
            random.nextBytes(content);
            if (!store(content))
                return;
            left -= content.length;
        }
    }

    private boolean store(byte[] content) {
        Memory.copy(content, 0, scratch, content.length);
        long handle = pool.store(scratch, content.length, 1);
        if (handle != Handle.NONE)
            live.add(new Stored(handle, content));
        return handle != Handle.NONE;
    }

    private void freeOneOf(int zspage) {
        for (int index = 0; index < live.size(); index++) {
            if (Location.zspage(pool.handles().load(Handle.slot(live.get(index).handle))) != zspage)
                continue;
            assertTrue(pool.free(live.remove(index).handle));
            return;
        }
    }

    private void discard(Random random, double share) {
        live.removeIf(stored -> random.nextDouble() < share && pool.free(stored.handle));
    }

    private byte[] read(Stored stored) {
        Segments segments = new Segments();
        int pin = pool.beginRead(stored.handle, stored.content.length, segments);
        byte[] content = new byte[segments.bytes()];
        segments.copyTo(scratch);
        Memory.copy(scratch, content, 0, content.length);
        pool.endRead(pin);
        return content;
    }

    private static final class Stored {
        private final long handle;
        private final byte[] content;

        private Stored(long handle, byte[] content) {
            this.handle = handle;
            this.content = content;
        }
    }
}
