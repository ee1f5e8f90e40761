package io.ignitezs.soak;

import io.ignitezs.ResidentMemory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Looks at the process's resident size again and again: how much it is above that of a node without pool, against what the pool may have. */
final class ResidentWatch implements Runnable {
    private static final long INTERVAL_NANOS = 20_000_000;

    private final long baseBytes;
    private final BooleanSupplier goesOn;
    private volatile long limitBytes;
    private volatile long overBytes;
    private volatile double worstShare;

    /** @param baseBytes resident size under the same load without pool */
    ResidentWatch(long baseBytes, long limitBytes, BooleanSupplier goesOn) {
        this.baseBytes = baseBytes;
        this.limitBytes = limitBytes;
        this.goesOn = goesOn;
    }

    /** What the pool may have from now on. To be told before it may have more, and after it must have less. */
    void limitBytes(long bytes) {
        limitBytes = bytes;
    }

    @Override public void run() {
        while (goesOn.getAsBoolean()) {
            look();
            LockSupport.parkNanos(INTERVAL_NANOS);
        }
    }

    /** Limit first: it is lowered only when the memory has gone back. */
    private void look() {
        long limit = limitBytes;
        overBytes = ResidentMemory.bytes() - baseBytes;
        worstShare = Math.max(worstShare, (double)overBytes / limit);
    }

    /** Resident size above the base at the last look. */
    long overBytes() {
        return overBytes;
    }

    /** The most that this ever was of the limit. */
    double worstShare() {
        return worstShare;
    }
}
