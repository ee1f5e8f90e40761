package io.ignitezs.ignite;

import io.ignitezs.tier.Rest;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes that go straight to a file, so that a sync can wait for those that have begun, and for no later ones: there may always be one.
 * Two counts take turns: a wait turns to the other one and then waits until the one before is zero.
 */
final class StraightWrites {
    private static final long REST_NANOS = 20_000;
    private static final long[] ONE = {1, 1L << 31};
    private static final long[] COUNT = {(1L << 31) - 1, ((1L << 31) - 1) << 31};

    /** [which count is in turn, the highest bit | count 1, 31 bits from 31 on | count 0, 31 bits]. */
    private final AtomicLong state = new AtomicLong();

    /** @return for {@link #end}, which MUST follow */
    int begin() {
        while (true) {
            long now = state.get();
            int turn = turn(now);
            if (state.compareAndSet(now, now + ONE[turn]))
                return turn;
        }
    }

    void end(int turn) {
        state.addAndGet(-ONE[turn]);
    }

    /** Returns when all that have begun before this call have ended. */
    synchronized void awaitBegun() {
        int turn = turn(state.getAndAccumulate(Long.MIN_VALUE, (now, bit) -> now ^ bit));
        while ((state.get() & COUNT[turn]) != 0)
            Rest.nanos(REST_NANOS);
    }

    private static int turn(long state) {
        return state < 0 ? 1 : 0;
    }
}
