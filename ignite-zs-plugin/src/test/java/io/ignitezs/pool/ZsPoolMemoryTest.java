package io.ignitezs.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.ResidentMemory;
import io.ignitezs.mem.FaultyMemory;
import io.ignitezs.mem.Memory;
import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.mem.MemorySource;
import io.ignitezs.mem.Segments;
import io.ignitezs.mem.ZsCorruptionException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory really taken and given back, limits small and large, what freed memory looks like. */
class ZsPoolMemoryTest {
    private static final int PAGE_BYTES = 4096;
    private static final long MIB = 1 << 20;

    @ParameterizedTest @ValueSource(ints = {64, 256, 512})
    void closingGivesResidentMemoryBack(int limitMebibytes) {
        long before = ResidentMemory.besideHeapBytes();
        long limit = limitMebibytes * MIB;
        for (int round = 0; round < 3; round++) {
            MemoryBudget budget = new MemoryBudget(MemorySource.os(), limit);
            ZsPool pool = new ZsPool(budget, PAGE_BYTES, 8);
            fill(pool, MemorySource.os(), 2000);
            long charged = budget.usedBytes();
            long full = ResidentMemory.besideHeapBytes() - before;
            pool.close();
            long left = ResidentMemory.besideHeapBytes() - before;
            assertTrue(charged > limit * 0.95 && full > limit * 0.8, charged + " bytes charged, " + full + " resident");
            assertTrue(full < charged + charged / 10 + 16 * MIB, full + " bytes resident, " + charged + " charged");
            assertTrue(left < limit / 8 + 16 * MIB, left + " bytes still resident in round " + round);
            assertEquals(0, budget.usedBytes());
        }
    }

    @ParameterizedTest @ValueSource(longs = {1 << 20, 3_000_001, 64 << 20})
    void fillsUpToItsLimitAndNotFurther(long limitBytes) {
        FaultyMemory memory = new FaultyMemory();
        MemoryBudget budget = new MemoryBudget(memory, limitBytes);
        ZsPool pool = new ZsPool(budget, PAGE_BYTES, 8);
        List<Long> handles = fill(pool, memory, 1900);
        PoolChecker.check(pool);
        assertTrue(budget.usedBytes() <= limitBytes && budget.usedBytes() > limitBytes * 0.8, budget.usedBytes() + " of " + limitBytes);
        for (long handle : handles)
            assertTrue(pool.free(handle));
        PoolChecker.check(pool);
        pool.close();
        pool.close();
        assertEquals(0, memory.takenBytes());
    }

    @Test void poolsShareNothing() {
        FaultyMemory memory = new FaultyMemory();
        ZsPool one = new ZsPool(new MemoryBudget(memory, MIB), PAGE_BYTES, 8);
        ZsPool other = new ZsPool(new MemoryBudget(memory, MIB), PAGE_BYTES, 8);
        List<Long> handles = fill(one, memory, 100);
        assertTrue(handles.size() > 1000);
        assertEquals(0, other.stats().objects);
        one.close();
        assertNotEquals(0, fill(other, memory, 100).size());
        PoolChecker.check(other);
        other.close();
        assertEquals(0, memory.takenBytes());
    }

    @Test void freedWhileReadStaysUntilTheReadEnds() {
        FaultyMemory memory = new FaultyMemory();
        ZsPool pool = new ZsPool(new MemoryBudget(memory, MIB), PAGE_BYTES, 8);
        long scratch = memory.allocate(PAGE_BYTES);
        Memory.fill(scratch, PAGE_BYTES, (byte)1);
        long handle = pool.store(scratch, 1000, 0);
        Segments read = new Segments();
        int pin = pool.beginRead(handle, 1000, read);
        assertTrue(pool.free(handle));
        assertEquals(1, pool.stats().limboSlots);
        Memory.fill(scratch, PAGE_BYTES, (byte)2);
        long next = pool.store(scratch, 1000, 0);
        assertEquals(1, Memory.getByte(read.firstAddress() + 999));
        assertEquals(0, pool.beginRead(handle, 1000, new Segments()));
        assertFalse(pool.free(handle));
        PoolChecker.check(pool);
        pool.endRead(pin);
        assertEquals(0, pool.stats().limboSlots);
        assertTrue(pool.free(next));
        PoolChecker.check(pool);
        memory.free(scratch, PAGE_BYTES);
        pool.close();
    }

    @Test void aHugeObjectFreedWhileReadStaysToo() {
        FaultyMemory memory = new FaultyMemory();
        ZsPool pool = new ZsPool(new MemoryBudget(memory, MIB), PAGE_BYTES, 8);
        long scratch = memory.allocate(PAGE_BYTES);
        Memory.fill(scratch, PAGE_BYTES, (byte)1);
        long handle = pool.store(scratch, PAGE_BYTES, 5);
        Segments read = new Segments();
        int pin = pool.beginRead(handle, PAGE_BYTES, read);
        assertEquals(1, read.count());
        assertTrue(pool.free(handle));
        PoolChecker.check(pool);
        assertEquals(1, Memory.getByte(read.firstAddress() + PAGE_BYTES - 1));
        pool.endRead(pin);
        assertEquals(0, pool.stats().zspages);
        PoolChecker.check(pool);
        memory.free(scratch, PAGE_BYTES);
        pool.close();
    }

    @Test void handlesFromNowhereAreRefused() {
        ZsPool pool = new ZsPool(new MemoryBudget(MemorySource.os(), MIB), PAGE_BYTES, 8);
        for (long handle : new long[] {0, 1, -1, 1L << 32, 1L << 32 | 5, 0xFFFF_FFFF_FFFFL, Long.MIN_VALUE}) {
            assertFalse(pool.free(handle));
            assertEquals(0, pool.beginRead(handle, 10, new Segments()));
        }
        pool.close();
    }

    @Test void theCheckerSeesDamage() {
        FaultyMemory memory = new FaultyMemory();
        ZsPool pool = new ZsPool(new MemoryBudget(memory, MIB), PAGE_BYTES, 8);
        long handle = fill(pool, memory, 500).get(3);
        PoolChecker.check(pool);
        long location = pool.handles().load(Handle.slot(handle));
        pool.zspages().putHeader(Location.zspage(location), Location.slot(location), 0);
        assertThrows(ZsCorruptionException.class, () -> PoolChecker.check(pool));
        pool.close();
    }

    private static List<Long> fill(ZsPool pool, MemorySource memory, int bytes) {
        long scratch = memory.allocate(PAGE_BYTES);
        Memory.fill(scratch, PAGE_BYTES, (byte)3);
        List<Long> handles = new ArrayList<>();
        for (long handle = pool.store(scratch, bytes, 0); handle != Handle.NONE; handle = pool.store(scratch, bytes, 0))
            handles.add(handle);
        memory.free(scratch, PAGE_BYTES);
        return handles;
    }
}
