package io.ignitezs.ignite;

import io.ignitezs.codec.ContextPool;
import io.ignitezs.pool.ClassStats;
import io.ignitezs.tier.EvictionOrders;
import io.ignitezs.tier.MissRatioCurve;
import io.ignitezs.tier.MissRatioSampler;
import io.ignitezs.tier.Student;
import io.ignitezs.tier.TierStats;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A tier that is tried out and serves nothing: a real one, smaller by as much as the pages that it is shown are fewer. Stores read each page from its file and show
 * it then; the tier does with it what it would have done, and what it says is thrown away. A sampler looks on, for the hit ratio of other sizes.
 */
final class Shadow {
    /** Sizes of a tier that are looked at, in parts of the one that is tried. */
    private static final double[] FACTORS = {0.5, 1, 2, 4};
    private static final int SAME = 1;

    /** Followed at a time: 8 MiB, and a standard error of about two hundredths. */
    private static final int MAX_FOLLOWED_PAGES = 1 << 14;

    final PageSample sample;

    /** Shown what happens in the tier. */
    final MissRatioSampler reads;
    private final ContextPool<Scratch> scratches;

    /** @param orders of the tier */
    Shadow(PageSample sample, int pageBytes, EvictionOrders orders) {
        this.sample = sample;
        reads = new MissRatioSampler(MAX_FOLLOWED_PAGES, sample.oneOf(), orders);
        scratches = new ContextPool<>(() -> new Scratch(pageBytes));
    }

    /** For a page that nobody wants. MUST come back by {@link #give}. */
    Scratch take() {
        return scratches.take();
    }

    void give(Scratch scratch) {
        scratches.give(scratch);
    }

    /**
     * @param fits    pages that the tier has room for
     * @param classes that the tier's pages are in
     */
    void addTo(TierStats stats, long fits, List<ClassStats> classes) {
        stats.shadowOneOf = sample.oneOf();
        stats.shadowRatioError = ratioError(stats, classes);
        MissRatioCurve curve = reads.curve();
        double known = (double)stats.pages * sample.oneOf();
        double pages = (double)Math.max(stats.pages, fits) * sample.oneOf();
        for (int i = 0; i < FACTORS.length; i++) {
            stats.shadowHitRatios[i] = pages == 0 ? 0 : curve.hitRatio(FACTORS[i] * pages, known);
            stats.shadowHitRatioErrors[i] = pages == 0 ? Double.NaN : curve.hitRatioError(FACTORS[i] * pages, known);
        }
        stats.shadowHitRatioError = sample.oneOf() == 1 ? 0 : stats.shadowHitRatioErrors[SAME];
    }

    /** By the variance of what single pages take, as if all pages of a run were alike: at worst they are, and then only the runs count. */
    private double ratioError(TierStats stats, List<ClassStats> classes) {
        long runs = stats.pages / PageSample.runPages();
        if (sample.oneOf() == 1)
            return 0;
        if (runs < 2)
            return Double.NaN;
        double sum = 0;
        double squares = 0;
        for (ClassStats each : classes) {
            sum += (double)each.objects * each.slotBytes;
            squares += (double)each.objects * each.slotBytes * each.slotBytes;
        }
        double mean = sum / stats.pages;
        double variance = Math.max(0, squares / stats.pages - mean * mean);
        return Student.quantile(runs - 1) * Math.sqrt(variance / runs) / stats.pageBytes;
    }

    static final class Scratch implements AutoCloseable {
        final ByteBuffer page;

        private Scratch(int pageBytes) {
            page = ByteBuffer.allocateDirect(pageBytes).order(ByteOrder.nativeOrder());
        }

        @Override public void close() {
        }
    }
}
