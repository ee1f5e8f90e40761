package io.ignitezs.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.mem.FaultyMemory;
import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.mem.Segments;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * R5, the case that no order of whole steps shows: the last reader leaves just when something has begun to wait for it. It finds the class locked
 * and goes; whoever has made it wait must look for readers once more, or it waits although nobody reads.
 */
class ZsPoolLimboTest {
    private static final int PAGE_BYTES = 4096;
    private static final int OBJECT_BYTES = 1000;

    private final FaultyMemory memory = new FaultyMemory();
    private final ReaderLeaves pauses = new ReaderLeaves();
    private final ZsPool pool = new ZsPool(new MemoryBudget(memory, 4 << 20), PAGE_BYTES, 8, pauses);
    private final long scratch = memory.allocate(PAGE_BYTES);

    @AfterEach void close() {
        memory.free(scratch, PAGE_BYTES);
        PoolChecker.check(pool);
        pool.close();
        assertEquals(0, memory.takenBytes());
    }

    @Test void freeLooksForReadersAgain() {
        List<Long> handles = store(3);
        pauses.reader = read(handles.get(1));
        assertTrue(pool.free(handles.get(1)));
        assertNothingWaits();
    }

    @Test void compactionLooksForReadersAgain() {
        List<Long> handles = store(40);
        for (int index = 0; index < handles.size(); index++)
            if (index != 0 && index % 4 != 1)
                pool.free(handles.get(index));
        long moved = inEmptiest(handles);
        pauses.reader = read(moved);
        assertTrue(pool.compactStep(1).movedObjects > 0);
        assertNothingWaits();
    }

    @Test void migrationLooksForReadersAgain() {
        long handle = store(3).get(0);
        pauses.reader = read(handle);
        assertEquals(MoveOutcome.MOVED, pool.migrateZspage(zspage(handle)));
        assertNothingWaits();
    }

    private void assertNothingWaits() {
        assertEquals(0, pauses.reader, "no one has waited");
        assertEquals(0, pool.stats().limboSlots + pool.stats().limboFrames);
    }

    private List<Long> store(int count) {
        List<Long> handles = new ArrayList<>();
        for (int index = 0; index < count; index++)
            handles.add(pool.store(scratch, OBJECT_BYTES, index));
        return handles;
    }

    private int read(long handle) {
        return pool.beginRead(handle, OBJECT_BYTES, new Segments());
    }

    private int zspage(long handle) {
        return Location.zspage(pool.handles().load(Handle.slot(handle)));
    }

    /** A live object of the zspage that is compacted first. */
    private long inEmptiest(List<Long> handles) {
        int[] emptiest = new int[1];
        for (ClassPool classPool : pool.classPools())
            classPool.locked(() -> emptiest[0] = Math.max(emptiest[0], classPool.lists().emptiestInUse()));
        return handles.stream().filter(handle -> Location.belongsTo(pool.handles().load(Handle.slot(handle)), handle))
            .filter(handle -> zspage(handle) == emptiest[0]).findFirst().orElseThrow();
    }

    /** Lets a read end, on another thread, at the moment when something has begun to wait for it. */
    private final class ReaderLeaves extends PausePoints {
        int reader;

        @Override void at(Place place) {
            if (place != Place.WAITING || reader == 0)
                return;
            Thread thread = new Thread(() -> pool.endRead(reader));
            thread.start();
            join(thread);
            reader = 0;
        }

        private void join(Thread thread) {
            try {
                thread.join();
            }
            catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }
    }
}
