package io.ignitezs.ignite;

import io.ignitezs.mem.Memory;
import io.ignitezs.tier.PageIndex;
import io.ignitezs.tier.PageTier;
import io.ignitezs.tier.Pools;
import io.ignitezs.tier.TierStats;
import java.nio.ByteBuffer;
import java.util.Random;

/** A tier whose pages are read with some skew, those that it does not have from elsewhere. */
final class AdmissionRun implements AutoCloseable {
    /** Reads between looks at whether the evictor is behind: a read from disk takes no time here, in which it would catch up. */
    private static final int BURST = 16;

    private final PageMix mix;
    private final ZipfKeys keys;
    private final PageTier tier;
    private final PageIndex index;
    private final ByteBuffer page = ByteBuffer.allocateDirect(PageSet.PAGE_BYTES);
    private final ByteBuffer view = Memory.newView();

    AdmissionRun(PageMix mix, double skew, long limitBytes, double maxRawShare) {
        this.mix = mix;
        keys = new ZipfKeys(mix.count(), skew, new Random(29));
        tier = PageTier.open(PageMix.configuration(limitBytes, maxRawShare));
        index = tier.openIndex("pages");
    }

    void readRandom(int count) {
        for (int i = 0; i < count; i++) {
            read((int)keys.next());
            if (i % BURST == 0)
                Pools.awaitEvictor(tier);
        }
    }

    TierStats stats() {
        return tier.stats();
    }

    @Override public void close() {
        tier.close();
    }

    private void read(int pageIndex) {
        if (tier.read(index, pageIndex, page))
            return;
        long ticket = tier.ticket(index, pageIndex);
        tier.fill(index, pageIndex, ticket, mix.view(view, pageIndex), 0);
    }
}
