package io.ignitezs.ignite;

import io.ignitezs.codec.Codecs;
import io.ignitezs.mem.Memory;
import io.ignitezs.tier.PageIndex;
import io.ignitezs.tier.PageTier;
import io.ignitezs.tier.TierConfiguration;
import java.nio.ByteBuffer;
import java.util.Random;

/** Pages of a real store, some of them replaced by noise; which ones has nothing to do with their order. */
final class PageMix {
    static final double RAW_SHARE = 0.3;

    private static final long AMPLE_BYTES = 512L << 20;

    private final PageSet real;
    private final PageSet noise;
    private final boolean[] isRaw;
    private final long costBytes;

    PageMix(PageSet real, int count) {
        this.real = real;
        noise = PageSet.noise(count);
        isRaw = new boolean[Math.min(count, real.count())];
        Random random = new Random(23);
        for (int page = 0; page < isRaw.length; page++)
            isRaw[page] = random.nextDouble() < RAW_SHARE;
        costBytes = measure();
    }

    int count() {
        return isRaw.length;
    }

    ByteBuffer view(ByteBuffer view, int page) {
        return isRaw[page] ? noise.view(view, page) : real.view(view, page);
    }

    /** What a tier takes for all of them. */
    long costBytes() {
        return costBytes;
    }

    static TierConfiguration configuration(long limitBytes, double maxRawShare) {
        TierConfiguration configuration = new TierConfiguration();
        configuration.pageBytes = PageSet.PAGE_BYTES;
        configuration.limitBytes = limitBytes;
        configuration.codec = Codecs.parse("lz4");
        configuration.maxRawShare = maxRawShare;
        configuration.shape = new IgnitePageShape(PageSet.PAGE_BYTES);
        return configuration;
    }

    private long measure() {
        try (PageTier tier = PageTier.open(configuration(AMPLE_BYTES, 1))) {
            PageIndex index = tier.openIndex("all");
            ByteBuffer view = Memory.newView();
            for (int page = 0; page < count(); page++)
                tier.endWrite(index, page, tier.beginWrite(index, page), view(view, page), 0);
            return tier.stats().usedBytes;
        }
    }
}
