package io.ignitezs.ignite;

import io.ignitezs.pool.MoveCounts;
import io.ignitezs.pool.MoveProgress;
import io.ignitezs.tier.PageTier;
import io.ignitezs.tier.TierStats;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The tier of one node, with what its stores share: the gate that guards its end, and the warnings about its failures. */
final class NodeTier {
    final PageTier tier;
    final TierGate gate = new TierGate();
    final CompactionTrigger compactionTrigger;

    private final Consumer<String> warning;
    private final AtomicLong failures = new AtomicLong();
    private volatile boolean closing;

    /** @param regionIsFull whether Ignite replaces pages of a data region now */
    NodeTier(PageTier tier, BooleanSupplier regionIsFull, Consumer<String> warning) {
        this.tier = tier;
        this.warning = warning;
        compactionTrigger = new CompactionTrigger(this::compactSoon, regionIsFull, System::nanoTime, this::compactionFailed);
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

    /** To the end. @param progress may be null; ends it by throwing */
    MoveCounts compact(MoveProgress progress) {
        enter();
        try {
            return tier.compact((done, total) -> {
                checkOpen();
                if (progress != null)
                    progress.report(done, total);
            });
        }
        finally {
            gate.leave();
        }
    }

    /** As {@link PageTier#resize}. */
    boolean resize(long limitBytes) {
        enter();
        try {
            return tier.resize(limitBytes);
        }
        finally {
            gate.leave();
        }
    }

    /** 0 once closed. */
    long leastLimitBytes() {
        if (!gate.enter())
            return 0;
        try {
            return tier.leastLimitBytes();
        }
        finally {
            gate.leave();
        }
    }

    /** Gives all memory back; waits for calls that are still inside. Once only. */
    void close() {
        closing = true;
        gate.close();
        tier.close();
    }

    private void compactSoon() {
        if (!gate.enter())
            return;
        try {
            tier.compactSoon();
        }
        finally {
            gate.leave();
        }
    }

    private void compactionFailed(Throwable failure) {
        warning.accept("Failed to wake compaction of the cold tier [cause=" + failure + ']');
    }

    private void enter() {
        if (!gate.enter())
            throw closed();
    }

    private void checkOpen() {
        if (closing)
            throw closed();
    }

    private static IllegalStateException closed() {
        return new IllegalStateException("The node closes its compressed pool");
    }
}
