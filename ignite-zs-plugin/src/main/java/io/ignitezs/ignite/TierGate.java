package io.ignitezs.ignite;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Lets calls into the tier until it is closed, and closes only when the last one has left: stores may outlive the tier
 * (files of destroyed caches are cleaned up asynchronously), its memory may not be touched after that.
 * <p>
 * Entering counts first and looks at {@code closed} then; closing sets {@code closed} first and looks at the counters then.
 * Both sides are sequentially consistent, so at least one of them sees the other.
 */
final class TierGate {
    private static final int STRIPES = 16;

    /** Longs from one counter to the next: two cache lines, because neighbours are fetched in pairs. */
    private static final int STRIDE = 16;

    private final AtomicLongArray inside = new AtomicLongArray(STRIPES * STRIDE);
    private volatile boolean closed;

    /** @return false if closed; otherwise the same thread MUST {@link #leave} soon */
    boolean enter() {
        int stripe = stripe();
        inside.incrementAndGet(stripe);
        if (!closed)
            return true;
        inside.decrementAndGet(stripe);
        return false;
    }

    void leave() {
        inside.decrementAndGet(stripe());
    }

    /** Waits until nobody is inside. Calls take microseconds, so it spins. */
    void close() {
        closed = true;
        for (int stripe = 0; stripe < inside.length(); stripe += STRIDE)
            while (inside.get(stripe) != 0)
                Thread.yield();
    }

    private static int stripe() {
        return ((int)Thread.currentThread().getId() & STRIPES - 1) * STRIDE;
    }
}
