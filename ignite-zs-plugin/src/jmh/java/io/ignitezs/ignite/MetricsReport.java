package io.ignitezs.ignite;

import io.ignitezs.tier.MissRatioSampler;
import io.ignitezs.tier.TierConfiguration;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntSupplier;

/**
 * What the metrics of reads cost: two tiers with the same pages, of which one counts and times reads, as nodes do, and the other does not, in slices that take turns.
 * The one without is there twice: how far it is from itself is what the machine's noise is. Afterwards the same of an estimate that looks on. Misses and pages of one repeated word show most, they are
 * the cheapest reads there are.
 */
final class MetricsReport {
    private static final long LIMIT_BYTES = 512L << 20;
    private static final int PLAIN_PAGES = 16 << 10;

    /** Of those that are read: one of some hundred. */
    private static final int FEW_PAGES = 100;

    private MetricsReport() {
    }

    static void print(int rounds) throws IOException {
        PageSet mixed = PageDump.read(PageGroup.MIXED);
        for (String codec : new String[] {"lz4", "zstd:1"})
            print("read " + codec, codec, mixed, 0, rounds);
        PageSet plain = PageSet.sameFilled(PLAIN_PAGES);
        print("read SAME_FILLED", "lz4", plain, 0, rounds);
        print("miss", "lz4", plain, plain.count(), rounds);
        printLookedAt("read lz4", mixed, rounds);
        printLookedAt("read SAME_FILLED", plain, rounds);
    }

    /** Beside a tier that nobody looks at: one whose pages an estimate follows all, and one of which it follows a few, as it does where pages are many. */
    private static void printLookedAt(String title, PageSet pages, int rounds) {
        int[] order = pages.shuffled();
        try (LoadedTier alone = LoadedTier.open("lz4", LIMIT_BYTES, 0).load(pages);
            LoadedTier all = LoadedTier.open("lz4", LIMIT_BYTES, 0).load(pages);
            LoadedTier few = LoadedTier.open("lz4", LIMIT_BYTES, 0).load(pages)) {
            MissRatioSampler[] samplers = {lookAt(all, MissRatioSampler.DEFAULT_MAX_PAGES), lookAt(few, FEW_PAGES)};
            SideBySide sideBySide = new SideBySide(title + ", looked at", rounds);
            for (int threads = 1; threads <= 2; threads++)
                sideBySide.add("nobody looks on", threads, () -> reads(alone, order, 0))
                    .add("all pages are followed", threads, () -> reads(all, order, 0))
                    .add("few pages are followed", threads, () -> reads(few, order, 0))
                    .add("nobody looks on, again", threads, () -> reads(alone, order, 0));
            sideBySide.print();
            if (Arrays.stream(samplers).anyMatch(sampler -> sampler.curve().reads() == 0))
                throw new IllegalStateException("Nobody has looked on");
        }
    }

    private static MissRatioSampler lookAt(LoadedTier tier, int maxPages) {
        MissRatioSampler sampler = new MissRatioSampler(maxPages, TierConfiguration.DEFAULT_EVICTION_ORDER);
        tier.tier().tracing().startSampling(sampler);
        return sampler;
    }

    /** @param distance of the pages that are read from those that are there */
    private static void print(String title, String codec, PageSet pages, int distance, int rounds) {
        int[] order = pages.shuffled();
        try (LoadedTier without = LoadedTier.openWithoutMetrics(codec, LIMIT_BYTES).load(pages);
            LoadedTier with = LoadedTier.open(codec, LIMIT_BYTES, 0).load(pages)) {
            SideBySide sideBySide = new SideBySide(title, rounds);
            for (int threads = 1; threads <= 2; threads++)
                sideBySide.add("without metrics", threads, () -> reads(without, order, distance))
                    .add("with metrics", threads, () -> reads(with, order, distance))
                    .add("without metrics, again", threads, () -> reads(without, order, distance));
            sideBySide.print();
            check(without, with);
        }
    }

    private static Runnable reads(LoadedTier tier, int[] order, int distance) {
        Visitor visitor = new Visitor();
        ByteBuffer page = visitor.page;
        IntSupplier next = () -> order[visitor.next(order.length)] + distance;
        return () -> tier.read(next.getAsInt(), page);
    }

    private static void check(LoadedTier without, LoadedTier with) {
        long counted = with.tier().stats().hits + with.tier().stats().misses;
        if (without.tier().stats().hits + without.tier().stats().misses != 0 || counted == 0)
            throw new IllegalStateException("What was compared is not what should have been");
    }
}
