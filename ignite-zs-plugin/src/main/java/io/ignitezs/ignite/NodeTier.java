package io.ignitezs.ignite;

import io.ignitezs.tier.PageTier;
import io.ignitezs.tier.TierStats;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The tier of one node, with what its stores share: the gate that guards its end, and the warnings about its failures. */
final class NodeTier {
    private static final long WARNING_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

    final PageTier tier;
    final TierGate gate = new TierGate();

    private final Consumer<String> warning;
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong nextWarningNanos = new AtomicLong(System.nanoTime());

    NodeTier(PageTier tier, Consumer<String> warning) {
        this.tier = tier;
        this.warning = warning;
    }

    /** Counts a failure of the tier and reports it, at most one in ten seconds: the caller goes on with the file. */
    void failed(String what, RuntimeException failure) {
        long count = failures.incrementAndGet();
        long now = System.nanoTime();
        long next = nextWarningNanos.get();
        if (now - next >= 0 && nextWarningNanos.compareAndSet(next, now + WARNING_INTERVAL_NANOS))
            warning.accept("Cold tier failed, the page file is used instead [operation=" + what + ", failures=" + count
                + ", cause=" + failure + ']');
    }

    /** Failures so far. */
    long failures() {
        return failures.get();
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
