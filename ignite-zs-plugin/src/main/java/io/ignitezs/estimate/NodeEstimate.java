package io.ignitezs.estimate;

import io.ignitezs.ignite.LiveNode;
import io.ignitezs.ignite.PageSource;
import io.ignitezs.tier.MissRatioSampler;
import io.ignitezs.tier.TierStats;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;

/** Estimates at a running node: looks on while pages are read, and meanwhile at a sample of its files. */
public final class NodeEstimate {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** A pool that uses more than this share of its limit holds what it can. */
    private static final double FULL_SHARE = 0.95;

    private final LiveNode node;
    private final Supplier<TierStats> stats;
    private final int chainLimit;
    private final DoubleConsumer progress;
    private final EstimateSettings settings;
    private double doneShare;

    /** @param stats of the node's tier  @param chainLimit as it is configured */
    public NodeEstimate(LiveNode node, Supplier<TierStats> stats, int chainLimit, EstimateSettings settings) {
        this.node = node;
        this.stats = stats;
        this.chainLimit = chainLimit;
        this.settings = settings;
        DoubleConsumer told = settings.progress;
        progress = share -> {
            doneShare = share;
            node.checkOpen();
            told.accept(share);
        };
        node.whileWaiting(() -> progress.accept(doneShare));
    }

    /**
     * @param files        one at least
     * @param watchSeconds how long page reads are looked at; 0 for not at all
     * @param poolCodec    that the pool compresses with, one of those that are tried
     */
    public Estimate run(List<PageSource> files, int watchSeconds, String poolCodec) throws IOException {
        settings.progress = share -> progress.accept(watchSeconds > 0 ? share / 2 : share);
        MissRatioSampler sampler = new MissRatioSampler(MissRatioSampler.DEFAULT_MAX_PAGES, shownOneOf(stats.get()), node.evictionOrder());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(watchSeconds);
        boolean watched = watchSeconds > 0 && node.startSampling(sampler);
        try {
            Estimate estimate = sample(files);
            if (!watched)
                return estimate;
            await(end, watchSeconds);
            return estimate.with(sampler.curve(), seenPool(poolCodec));
        }
        finally {
            if (watched)
                node.stopSampling(sampler);
        }
    }

    private Estimate sample(List<PageSource> files) throws IOException {
        try (Estimator estimator = new Estimator(files, settings, limitBytes(stats.get()), chainLimit)) {
            return estimator.run();
        }
    }

    private void await(long end, int watchSeconds) {
        long left = end - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(Math.min(left, LOOK_NANOS));
            left = end - System.nanoTime();
            progress.accept(Math.min(1, 1 - left / 2.0 / TimeUnit.SECONDS.toNanos(watchSeconds)));
        }
    }

    /** A pool that is only tried out is shown a part of the pages, and has that part of what is tried. */
    private static int shownOneOf(TierStats stats) {
        return Math.max(1, stats.shadowOneOf);
    }

    private static long limitBytes(TierStats stats) {
        return stats.limitBytes * shownOneOf(stats);
    }

    private SeenPool seenPool(String poolCodec) {
        TierStats now = stats.get();
        SeenPool pool = new SeenPool();
        pool.limitBytes = limitBytes(now);
        pool.pages = now.pages * shownOneOf(now);
        pool.full = now.usedBytes > FULL_SHARE * now.limitBytes;
        pool.codec = poolCodec;
        return pool;
    }
}
