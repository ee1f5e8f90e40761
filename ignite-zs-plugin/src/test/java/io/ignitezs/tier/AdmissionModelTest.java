package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.mem.FaultyMemory;
import io.ignitezs.pool.MoveProgress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random groups with random caps, guarantees and policies, and everything that can happen to their pages, memory that is refused and a limit that
 * changes among it: a cap is never passed, and every page that was offered is counted once, as stored or as refused.
 */
class AdmissionModelTest {
    private static final int PAGE_BYTES = 4096;
    private static final int GROUPS = 4;
    private static final int PAGES = 1500;
    private static final int STEPS = 15_000;
    private static final long LIMIT_BYTES = 2 << 20;

    private final FaultyMemory memory = new FaultyMemory();
    private final LongAdder offers = new LongAdder();
    private final Map<String, GroupSettings> groups = new HashMap<>();
    private final PageIndex[] indexes = new PageIndex[2 * GROUPS];
    private PageTier tier;

    @ParameterizedTest(name = "seed {0}") @ValueSource(longs = {1, 2, 3, 4})
    void everythingIsCountedOnce(long seed) {
        Random random = new Random(seed);
        open(random);
        Actor actor = new Actor(random);
        for (int step = 0; step < STEPS; step++) {
            memory.refuse(random.nextInt(50) == 0 ? bytes -> true : bytes -> false);
            if (random.nextInt(1000) == 0)
                tier.control().resize(Math.max(tier.control().leastLimitBytes(), LIMIT_BYTES / 2 + random.nextInt((int)LIMIT_BYTES)), MoveProgress.NONE);
            else if (random.nextInt(1000) == 0)
                actor.clearOrReopen(random.nextInt(indexes.length));
            else
                actor.step();
            checkCaps();
        }
        memory.refuse(bytes -> false);
        checkEnd();
    }

    @ParameterizedTest(name = "seed {0}") @ValueSource(longs = {11, 12})
    void alsoFromManyThreads(long seed) throws Exception {
        open(new Random(seed));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Void>> done = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            Random random = new Random(100 * seed + thread);
            done.add(threads.submit((Callable<Void>)() -> work(random)));
        }
        threads.shutdown();
        for (Future<Void> future : done)
            future.get(120, TimeUnit.SECONDS);
        checkEnd();
    }

    private Void work(Random random) {
        Actor actor = new Actor(random);
        for (int step = 0; step < STEPS / 2; step++) {
            actor.step();
            checkCaps();
        }
        return null;
    }

    private void open(Random random) {
        TierConfiguration configuration = TestTiers.ofBytes(LIMIT_BYTES, PAGE_BYTES);
        configuration.memory = memory;
        configuration.maxRawShare = random.nextInt(5) / 4.0;
        configuration.dirtyShare = 0.2;
        configuration.indexPages = page -> page.getInt(0) % 3 == 0;
        configuration.groups = groups::get;
        for (int group = 0; group < GROUPS; group++)
            groups.put("group " + group, randomSettings(random));
        tier = PageTier.open(configuration);
        for (int i = 0; i < indexes.length; i++)
            indexes[i] = open(i);
    }

    private PageIndex open(int i) {
        return tier.openIndex("file " + i, "group " + i % GROUPS);
    }

    private static GroupSettings randomSettings(Random random) {
        GroupSettings settings = new GroupSettings();
        settings.pages = PagePolicy.values()[random.nextInt(3)];
        if (random.nextBoolean())
            settings.cap = random.nextBoolean() ? PoolPart.ofShare(random.nextDouble() / 2) : PoolPart.ofBytes(random.nextInt(1 << 20));
        if (random.nextBoolean())
            settings.guarantee = PoolPart.ofShare(random.nextDouble() / 2);
        return settings;
    }

    /** Dirty pages stay when the limit, and the cap with it, gets smaller. */
    private void checkCaps() {
        for (PageGroup group : tier.groups().all())
            assertTrue(!group.isCapped() || group.chargedBytes() <= group.stats().capBytes || group.chargedBytes() <= tier.stats().dirtyBytes,
                group::name);
    }

    private void checkEnd() {
        Awaitility.await().until(() -> tier.evictor().isIdle());
        tier.pool().drainLimbo();
        TierChecker.check(tier);
        TierStats stats = tier.stats();
        assertTrue(stats.stores > 500 && stats.refusals() > 500 && stats.evictions > 100, stats.stores + ", " + stats.refusals() + ", " + stats.evictions);
        assertEquals(offers.sum(), stats.stores + stats.refusals());
        for (PageIndex index : indexes)
            tier.closeIndex(index);
        assertEquals(0, tier.stats().pages);
        tier.close();
        assertEquals(0, memory.takenBytes());
    }

    /** What one thread does to pages. */
    private final class Actor {
        private final Random random;
        private final ByteBuffer page = TestPages.direct(PAGE_BYTES);
        private final DirtyPage version = new DirtyPage();

        Actor(Random random) {
            this.random = random;
        }

        void step() {
            PageIndex index = indexes[random.nextInt(indexes.length)];
            int pageIndex = random.nextInt(PAGES);
            int dice = random.nextInt(100);
            if (dice < 30)
                write(index, pageIndex, random.nextInt(20) == 0);
            else if (dice < 60)
                readOrFill(index, pageIndex);
            else if (dice < 65)
                tier.take(index, pageIndex, page);
            else if (dice < 75)
                keepDirty(index, pageIndex);
            else
                clean(index, random.nextInt(PAGES));
        }

        private void write(PageIndex index, int pageIndex, boolean fails) {
            long ticket = tier.beginWrite(index, pageIndex);
            if (!fails)
                offers.increment();
            tier.endWrite(index, pageIndex, ticket, fails ? null : content(), random.nextInt(10) == 0 ? 1 + random.nextInt(PAGE_BYTES) : 0);
        }

        private void readOrFill(PageIndex index, int pageIndex) {
            long ticket = tier.ticket(index, pageIndex);
            if (random.nextBoolean() && tier.read(index, pageIndex, page))
                return;
            offers.increment();
            tier.fill(index, pageIndex, ticket, content(), 0);
        }

        private void keepDirty(PageIndex index, int pageIndex) {
            offers.increment();
            tier.keepDirty(index, pageIndex, tier.clears(index), content(), 0);
        }

        private void clean(PageIndex index, int pageIndex) {
            int dirty = tier.nextDirty(index, pageIndex);
            if (dirty >= 0 && tier.readDirty(index, dirty, page, version))
                tier.cleaned(index, dirty, version, random.nextBoolean());
        }

        void clearOrReopen(int i) {
            if (random.nextBoolean()) {
                tier.clear(indexes[i]);
                return;
            }
            tier.closeIndex(indexes[i]);
            indexes[i] = open(i);
        }

        private ByteBuffer content() {
            TestPages.fill(page, random.nextInt(1000), 1, random);
            return page;
        }
    }
}
