package io.ignitezs.ignite;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/** Tells when so many failures have come within so much time. */
final class FailureWindow {
    private final long windowNanos;
    private final LongSupplier nanoClock;
    private final AtomicLong count = new AtomicLong();

    /** When the last failures came, going round; each is overwritten by the one that comes a whole round later. */
    private final AtomicLongArray times;

    FailureWindow(int failures, long windowNanos, LongSupplier nanoClock) {
        this.windowNanos = windowNanos;
        this.nanoClock = nanoClock;
        times = new AtomicLongArray(failures);
    }

    /** @return whether this one fills the window */
    boolean add() {
        long now = nanoClock.getAsLong();
        long number = count.getAndIncrement();
        times.set((int)(number % times.length()), now);
        // The oldest of the last round stands where the next one will.
        return number + 1 >= times.length() && now - times.get((int)((number + 1) % times.length())) <= windowNanos;
    }

    /** What came before counts no more. */
    void reset() {
        count.set(0);
    }

    int failures() {
        return times.length();
    }
}
