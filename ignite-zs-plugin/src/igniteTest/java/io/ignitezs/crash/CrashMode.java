package io.ignitezs.crash;

import io.ignitezs.ignite.NodeHarness;

/** What stands beside the page files. */
enum CrashMode {
    STOCK, WRITE_THROUGH;

    void apply(NodeHarness harness) {
        if (this == STOCK)
            harness.withoutTier();
    }
}
