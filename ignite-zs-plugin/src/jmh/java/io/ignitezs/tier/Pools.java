package io.ignitezs.tier;

import io.ignitezs.pool.ZsPool;

/** Lets benchmarks work the pool below a tier directly. */
public final class Pools {
    private Pools() {
    }

    public static ZsPool of(PageTier tier) {
        return tier.pool();
    }
}
