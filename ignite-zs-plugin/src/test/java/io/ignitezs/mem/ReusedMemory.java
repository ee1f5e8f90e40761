package io.ignitezs.mem;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * Memory for tests that make very many small pools: pieces that are given back are handed out again, poisoned, and nothing goes back to the
 * system before {@link #close}, so what is used too late is seen and does not end the process. Knows what is still out.
 */
public final class ReusedMemory implements MemorySource, AutoCloseable {
    /** Tables are poisoned, and the beginning of slabs: the pool poisons frames itself. */
    private static final long POISONED_BYTES = 16 << 10;

    private final MemorySource os = MemorySource.os();
    private final Map<Long, ArrayDeque<Long>> kept = new HashMap<>();
    private final Map<Long, Long> bytesByAddress = new HashMap<>();
    private long takenBytes;

    /** Bytes that were taken and not given back. */
    public synchronized long takenBytes() {
        return takenBytes;
    }

    @Override public synchronized long allocate(long bytes) {
        ArrayDeque<Long> pieces = kept.get(bytes);
        long address = pieces == null || pieces.isEmpty() ? os.allocate(bytes) : pieces.pop();
        Memory.fill(address, Math.min(bytes, POISONED_BYTES), Checked.POISON);
        bytesByAddress.put(address, bytes);
        takenBytes += bytes;
        return address;
    }

    @Override public synchronized void free(long address, long bytes) {
        Long taken = bytesByAddress.remove(address);
        if (taken == null || taken != bytes)
            throw new AssertionError("freed " + bytes + " bytes of " + taken);
        Memory.fill(address, Math.min(bytes, POISONED_BYTES), Checked.POISON);
        kept.computeIfAbsent(bytes, key -> new ArrayDeque<>()).push(address);
        takenBytes -= bytes;
    }

    @Override public synchronized void close() {
        kept.forEach((bytes, pieces) -> pieces.forEach(address -> os.free(address, bytes)));
        kept.clear();
    }
}
