package io.ignitezs.crash;

import io.ignitezs.ignite.NodeHarness;
import java.util.Locale;

/** What stands beside the page files: nothing, or a tier with write-through or write-back, of the residency that is the default. */
public enum CrashMode {
    STOCK, WRITE_THROUGH, WRITE_BACK;

    /** @param name as scripts write it: {@code write-back} */
    static CrashMode parse(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    void apply(NodeHarness harness) {
        if (this == STOCK)
            harness.withoutTier();
        harness.settings().writeBack = this == WRITE_BACK;
    }

    @Override public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
