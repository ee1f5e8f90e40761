package io.ignitezs.plugin;

import io.ignitezs.tier.TierStats;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** A snapshot that serves everybody who asks within a moment: an export reads many metrics, and wants them to belong together. */
final class RecentStats implements Supplier<TierStats> {
    static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Supplier<TierStats> source;
    private final LongSupplier nanoClock;

    /** Replaced as a whole. Two threads may both replace it: then both have a new one. */
    private volatile Taken last;

    RecentStats(Supplier<TierStats> source, LongSupplier nanoClock) {
        this.source = source;
        this.nanoClock = nanoClock;
    }

    /** Not to be changed. */
    @Override public TierStats get() {
        Taken taken = last;
        if (taken == null || nanoClock.getAsLong() - taken.nanos > MOMENT_NANOS) {
            taken = new Taken(source.get(), nanoClock.getAsLong());
            last = taken;
        }
        return taken.stats;
    }

    private static final class Taken {
        final TierStats stats;
        final long nanos;

        Taken(TierStats stats, long nanos) {
            this.stats = stats;
            this.nanos = nanos;
        }
    }
}
