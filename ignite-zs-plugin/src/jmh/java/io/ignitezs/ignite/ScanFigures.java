package io.ignitezs.ignite;

import io.ignitezs.tier.TierStats;
import java.util.stream.Stream;

/** Sums over scans, before them and by the time behind them. */
final class ScanFigures {
    final Part before = new Part();
    final Part[] behind;

    ScanFigures(int parts) {
        behind = Stream.generate(Part::new).limit(parts).toArray(Part[]::new);
    }

    /** Gets, and the page faults among them. */
    static final class Part {
        private long gets;
        private long hits;
        private long misses;

        void add(TierStats begun, TierStats ended, int more) {
            gets += more;
            hits += ended.hits - begun.hits;
            misses += ended.misses - begun.misses;
        }

        long gets() {
            return gets;
        }

        /** @return the share of the page faults that the pool answered */
        double hitRatio() {
            return (double)hits / Math.max(1, hits + misses);
        }

        /** Files are read by these only. */
        double missesPerGet() {
            return (double)misses / Math.max(1, gets);
        }
    }
}
