package io.ignitezs.ignite;

import io.ignitezs.codec.Codecs;
import io.ignitezs.mem.Memory;
import io.ignitezs.tier.PageIndex;
import io.ignitezs.tier.PageTier;
import io.ignitezs.tier.TierConfiguration;
import java.nio.ByteBuffer;

/** A tier with the pages of one file, as a node opens it. */
final class LoadedTier implements AutoCloseable {
    private final PageTier tier;
    private final PageIndex index;
    private final ByteBuffer view = Memory.newView();

    private LoadedTier(TierConfiguration configuration) {
        tier = PageTier.open(configuration);
        index = tier.openIndex("benchmark");
    }

    /** Opens one with no pages. */
    static LoadedTier open(String codec, long limitBytes, int chainLimit) {
        return new LoadedTier(configuration(codec, limitBytes, chainLimit));
    }

    /** Opens one that evicts nothing before a page finds no room. */
    static LoadedTier openWithoutWatermarks(String codec, long limitBytes, int chainLimit) {
        TierConfiguration configuration = configuration(codec, limitBytes, chainLimit);
        configuration.highWatermark = 1;
        configuration.lowWatermark = 1;
        return new LoadedTier(configuration);
    }

    /** Opens one in which nothing is moved unless it is asked for. */
    static LoadedTier openWithoutCompaction(String codec, long limitBytes, int chainLimit) {
        TierConfiguration configuration = configuration(codec, limitBytes, chainLimit);
        configuration.compaction = false;
        return new LoadedTier(configuration);
    }

    /** Opens one in which compaction starts at this share of free slots, and stops at half of it. */
    static LoadedTier openWithCompaction(String codec, long limitBytes, int chainLimit, double startShare) {
        TierConfiguration configuration = configuration(codec, limitBytes, chainLimit);
        configuration.compactionStartShare = startShare;
        configuration.compactionStopShare = startShare / 2;
        return new LoadedTier(configuration);
    }

    /** Opens one that neither counts nor times reads. */
    static LoadedTier openWithoutMetrics(String codec, long limitBytes) {
        TierConfiguration configuration = configuration(codec, limitBytes, 0);
        configuration.measuresReads = false;
        return new LoadedTier(configuration);
    }

    private static TierConfiguration configuration(String codec, long limitBytes, int chainLimit) {
        TierConfiguration configuration = new TierConfiguration();
        configuration.limitBytes = limitBytes;
        configuration.chainLimit = chainLimit;
        configuration.codec = Codecs.parse(codec);
        configuration.shape = new IgnitePageShape(PageSet.PAGE_BYTES);
        return configuration;
    }

    /** Takes in a page set, numbered as there. */
    LoadedTier load(PageSet pages) {
        long before = tier.stats().stores;
        for (int page = 0; page < pages.count(); page++)
            store(page, pages.view(view, page));
        long stored = tier.stats().stores - before;
        if (stored != pages.count())
            throw new IllegalStateException("Took in " + stored + " of " + pages.count() + " pages");
        return this;
    }

    /** Stores twice as many pages of one frame and forgets every second: leaves {@code frames} free ones, no two side by side. */
    LoadedTier fragment(int frames) {
        PageSet noise = PageSet.noise(2 * frames);
        PageIndex other = tier.openIndex("fragments");
        for (int page = 0; page < noise.count(); page++)
            tier.endWrite(other, page, tier.beginWrite(other, page), noise.view(view, page), 0);
        for (int page = 0; page < noise.count(); page += 2)
            tier.endWrite(other, page, tier.beginWrite(other, page), null, 0);
        return this;
    }

    boolean read(int page, ByteBuffer into) {
        return tier.read(index, page, into);
    }

    void store(int page, ByteBuffer content) {
        tier.endWrite(index, page, tier.beginWrite(index, page), content, 0);
    }

    void forget(int page) {
        tier.endWrite(index, page, tier.beginWrite(index, page), null, 0);
    }

    PageTier tier() {
        return tier;
    }

    @Override public void close() {
        tier.close();
    }
}
