package io.ignitezs.crash;

import io.ignitezs.ignite.NodeHarness;
import java.util.Locale;

/**
 * What stands beside the page files: nothing, or a tier with write-through or write-back, of the residency that is the default. With VOLATILE, write-through, and in place of the
 * files of the atomic cache.
 */
public enum CrashMode {
    STOCK, WRITE_THROUGH, WRITE_BACK, VOLATILE;

    /** All pages of the volatile cache, and what the data region may hold of it. */
    private static final long VOLATILE_TIER_BYTES = 96L << 20;

    /** @param name as scripts write it: {@code write-back} */
    static CrashMode parse(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    void apply(NodeHarness harness) {
        if (this == STOCK)
            harness.withoutTier();
        harness.settings().writeBack = this == WRITE_BACK;
        if (this == VOLATILE)
            makeVolatile(harness);
    }

    private static void makeVolatile(NodeHarness harness) {
        harness.settings().limitBytes = VOLATILE_TIER_BYTES;
        harness.settings().hasVolatileGroups = true;
        harness.settings().volatileGroup = CrashCaches.name(CrashCaches.ATOMIC)::equals;
    }

    /** Whether a cache lives as long as its node. */
    boolean isVolatile(int cache) {
        return this == VOLATILE && cache == CrashCaches.ATOMIC;
    }

    @Override public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
