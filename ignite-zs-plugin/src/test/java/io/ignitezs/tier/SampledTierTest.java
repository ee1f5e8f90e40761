package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a sampler says that looks on at a real tier, against what the tier has answered: below a data region whose pages change and go to their file by way of the tier. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SampledTierTest {
    private static final int PAGE_BYTES = 1024;
    private static final int PAGES = 30_000;
    private static final int REGION_PAGES = 10_000;
    private static final int ACCESSES = 100_000;
    private static final int CHECKPOINT_ACCESSES = 2000;
    private static final int LOOK_ACCESSES = 100;

    private final ByteBuffer page = TestPages.direct(PAGE_BYTES);
    private final DirtyPage version = new DirtyPage();

    /** In the order in which they were used, and whether the page has changed. */
    private final Map<Integer, Boolean> region = new LinkedHashMap<>(16, 0.75f, true);
    private PageTier tier;
    private PageIndex index;

    /** What it held when it was fullest since the last checkpoint: during the next one, if pages change, and before its region has lost many if not. */
    private long fullestPages;

    /** Of all checkpoints. */
    private long fullestPagesSum;

    private static PageTier open(boolean keepsTaken) {
        TierConfiguration configuration = TestTiers.ofBytes(4 << 20, PAGE_BYTES);
        configuration.keepsTakenPages = keepsTaken;
        configuration.compaction = false; // What it makes room for depends on when its turn comes.
        return PageTier.open(configuration);
    }

    @ParameterizedTest(name = "updates={0}, keepsTaken={1}, seed={2}")
    @CsvSource({"0.5, false, 1", "0.3, true, 2", "0, false, 3"})
    void saysWhatTheTierAnswers(double updates, boolean keepsTaken, long seed) {
        Random random = new Random(seed);
        MissRatioSampler sampler = new MissRatioSampler(MissRatioSampler.DEFAULT_MAX_PAGES, TierConfiguration.DEFAULT_EVICTION_ORDER);
        try (PageTier opened = open(keepsTaken)) {
            tier = opened;
            index = tier.openIndex("file");
            tier.tracing().startSampling(sampler);
            for (int access = 1; access <= ACCESSES; access++) {
                access((int)(PAGES * Math.pow(random.nextDouble(), 2)), random.nextDouble() < updates);
                if (access % LOOK_ACCESSES == 0)
                    look();
                if (access % CHECKPOINT_ACCESSES == 0)
                    checkpoint();
            }
            check(sampler.curve(), tier.stats());
        }
    }

    private void check(MissRatioCurve curve, TierStats stats) {
        double answered = (double)stats.hits / (stats.hits + stats.misses);
        double pages = (double)fullestPagesSum / (ACCESSES / CHECKPOINT_ACCESSES);
        double said = curve.hitRatio(pages, Double.MAX_VALUE);
        System.out.printf("A tier of %.0f pages has answered %.3f, its sampler says %.3f%n", pages, answered, said);
        assertTrue(answered > 0.2 && answered < 0.8, "answered " + answered);
        assertEquals(answered, said, 0.03);
    }

    private void look() {
        fullestPages = Math.max(fullestPages, tier.stats().pages);
    }

    /** For the evictor, after each page: if it were late, pages would be refused, and what the tier answers would depend on how late. */
    private void rest() {
        while (!tier.evictor().isIdle())
            Thread.yield();
    }

    private void access(int pageIndex, boolean update) {
        Boolean changed = region.get(pageIndex);
        if (changed == null) {
            tier.take(index, pageIndex, page);
            if (region.size() == REGION_PAGES)
                dropOldest();
        }
        region.put(pageIndex, update || changed != null && changed);
    }

    private void dropOldest() {
        Iterator<Map.Entry<Integer, Boolean>> oldest = region.entrySet().iterator();
        Map.Entry<Integer, Boolean> left = oldest.next();
        fillPage(left.getKey());
        if (left.getValue())
            tier.endWrite(index, left.getKey(), tier.beginWrite(index, left.getKey()), page, 0);
        else
            offer(left.getKey(), tier.leftRegion(index, left.getKey()));
        oldest.remove();
        rest();
    }

    private void offer(int pageIndex, long ticket) {
        if (ticket != PageTier.NO_TICKET)
            tier.fill(index, pageIndex, ticket, page, 0);
    }

    private void fillPage(int pageIndex) {
        TestPages.fill(page, pageIndex, 0, new Random(pageIndex));
    }

    /** What has changed goes to the tier, and from there to the file; meanwhile some of it leaves the region. */
    private void checkpoint() {
        for (Map.Entry<Integer, Boolean> each : region.entrySet())
            if (each.getValue()) {
                keep(each.getKey());
                each.setValue(false);
            }
        look();
        fullestPagesSum += fullestPages;
        fullestPages = 0;
        for (int dropped = 0; dropped < REGION_PAGES / 8; dropped++)
            dropOldest();
        for (int next = tier.nextDirty(index, 0); next >= 0; next = tier.nextDirty(index, next + 1))
            if (tier.readDirty(index, next, page, version))
                tier.cleaned(index, next, version, false);
    }

    private void keep(int pageIndex) {
        fillPage(pageIndex);
        if (!tier.keepDirty(index, pageIndex, tier.clears(index), page, 0))
            tier.endWrite(index, pageIndex, tier.beginWrite(index, pageIndex), null, 0);
        rest();
    }
}
