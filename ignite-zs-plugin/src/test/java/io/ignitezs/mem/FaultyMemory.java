package io.ignitezs.mem;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;

/**
 * Memory for tests: refuses when told to, puts guard bytes around each piece, fills new memory with garbage, and knows what
 * is still out.
 */
public final class FaultyMemory implements MemorySource {
    private static final int GUARD_BYTES = 64;
    private static final byte GUARD = (byte)0xA5;
    private static final long FILLED_BYTES = 1 << 20;

    private final MemorySource os = MemorySource.os();
    private final Map<Long, Long> bytesByAddress = new ConcurrentHashMap<>();
    private final AtomicLong takenBytes = new AtomicLong();
    private volatile LongPredicate refuses = bytes -> false;

    /** From now on requests for these numbers of bytes are refused. */
    public void refuse(LongPredicate refused) {
        refuses = refused;
    }

    /** Bytes that were taken and not given back. */
    public long takenBytes() {
        return takenBytes.get();
    }

    @Override public long allocate(long bytes) {
        if (refuses.test(bytes))
            return 0;
        long raw = os.allocate(bytes + 2 * GUARD_BYTES);
        Memory.fill(raw, GUARD_BYTES, GUARD);
        Memory.fill(raw + GUARD_BYTES, Math.min(bytes, FILLED_BYTES), (byte)0x5A);
        Memory.fill(raw + GUARD_BYTES + bytes, GUARD_BYTES, GUARD);
        bytesByAddress.put(raw + GUARD_BYTES, bytes);
        takenBytes.addAndGet(bytes);
        return raw + GUARD_BYTES;
    }

    @Override public void free(long address, long bytes) {
        Long taken = bytesByAddress.remove(address);
        if (taken == null || taken != bytes)
            throw new AssertionError("freed " + bytes + " bytes of " + taken);
        checkGuard(address - GUARD_BYTES);
        checkGuard(address + bytes);
        takenBytes.addAndGet(-bytes);
        os.free(address - GUARD_BYTES, bytes + 2 * GUARD_BYTES);
    }

    private static void checkGuard(long address) {
        for (int offset = 0; offset < GUARD_BYTES; offset++)
            if (Memory.getByte(address + offset) != GUARD)
                throw new AssertionError("guard byte overwritten at offset " + offset);
    }
}
