package io.ignitezs.ignite;

import io.ignitezs.tier.Rest;
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

    private static final int LOOKS_WITHOUT_REST = 10_000;
    private static final long REST_NANOS = 200_000;

    private final AtomicLongArray inside = new AtomicLongArray(STRIPES * STRIDE);
    private volatile boolean closed;

    /** @return false if closed; otherwise the same thread MUST {@link #leave} soon */
    boolean enter() {
        if (closed)
            return false;
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

    /** Waits until nobody is inside. Most calls take microseconds, so it looks again and again; but compaction to the end takes longer. */
    void close() {
        closed = true;
        for (int stripe = 0; stripe < inside.length(); stripe += STRIDE)
            for (int looks = 0; inside.get(stripe) != 0; looks++)
                rest(looks);
    }

    /** Lets calls in again. What was written before is seen by whoever comes in. */
    void open() {
        closed = false;
    }

    private static void rest(int looks) {
        if (looks < LOOKS_WITHOUT_REST)
            Thread.yield();
        else
            Rest.nanos(REST_NANOS);
    }

    private static int stripe() {
        return ((int)Thread.currentThread().getId() & STRIPES - 1) * STRIDE;
    }
}
