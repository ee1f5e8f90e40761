package io.ignitezs.pool;

import io.ignitezs.mem.Checked;
import io.ignitezs.mem.Memory;
import io.ignitezs.mem.MemorySource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/**
 * Memory of the process that stays mapped when it is given back, and is poisoned then: whoever still reads it is seen, where real memory would
 * take the JVM down. It is handed out again, so that giving slabs back all the time costs no system calls.
 */
final class PoisonedMemory implements MemorySource {
    /** Tests hardly use more of a slab. */
    private static final long POISONED_BYTES = 64 << 10;

    private final MemorySource os = MemorySource.os();
    private final Map<Long, Queue<Long>> free = new HashMap<>();

    @Override public synchronized long allocate(long bytes) {
        Long address = queue(bytes).poll();
        return address == null ? os.allocate(bytes) : address;
    }

    @Override public synchronized void free(long address, long bytes) {
        Memory.fill(address, Math.min(bytes, POISONED_BYTES), Checked.POISON);
        queue(bytes).add(address);
    }

    private Queue<Long> queue(long bytes) {
        return free.computeIfAbsent(bytes, size -> new ArrayDeque<>());
    }
}
