package io.ignitezs.ignite;

import io.ignitezs.tier.PageTier;
import io.ignitezs.tier.TierStats;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The tier of one node, with what its stores share: the gate that guards its end, and the warnings about its failures. */
final class NodeTier {
    final PageTier tier;
    final TierGate gate = new TierGate();

    private final Consumer<String> warning;
    private final AtomicLong failures = new AtomicLong();

    NodeTier(PageTier tier, Consumer<String> warning) {
        this.tier = tier;
        this.warning = warning;
    }

    /** Counts a failure of the tier and reports it: the caller goes on with the file. */
    void failed(String what, Throwable failure) {
        warning.accept("Cold tier failed, the page file is used instead [operation=" + what + ", failures=" + failures.incrementAndGet()
            + ", cause=" + failure + ']');
    }

    /** Zeros once closed. */
    TierStats stats() {
        if (!gate.enter())
            return new TierStats();
        try {
            return tier.stats();
        }
        finally {
            gate.leave();
        }
    }

    /** Gives all memory back; waits for calls that are still inside. Once only. */
    void close() {
        gate.close();
        tier.close();
    }
}
