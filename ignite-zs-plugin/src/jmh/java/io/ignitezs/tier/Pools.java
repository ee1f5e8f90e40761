package io.ignitezs.tier;

import io.ignitezs.pool.ZsPool;
import java.util.concurrent.locks.LockSupport;

/** Lets benchmarks work the pool below a tier directly. */
public final class Pools {
    private static final long REST_NANOS = 100_000;

    private Pools() {
    }

    public static ZsPool of(PageTier tier) {
        return tier.pool();
    }

    /** Waits until there is nothing to be evicted now. */
    public static void awaitEvictor(PageTier tier) {
        while (!tier.evictor().isIdle())
            LockSupport.parkNanos(REST_NANOS);
    }
}
