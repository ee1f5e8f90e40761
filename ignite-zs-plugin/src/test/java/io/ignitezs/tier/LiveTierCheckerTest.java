package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.pool.MoveProgress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The check of a tier that is in use: calls nothing wrong that only changes, and finds what is wrong. */
class LiveTierCheckerTest {
    private static final int PAGE_BYTES = 4096;
    private static final int PAGES = 2000;
    private static final int THREADS = 3;
    private static final int STEPS = 40_000;
    private static final long SEED = 271;

    private final List<String> problems = new ArrayList<>();
    private PageTier tier;
    private PageIndex index;

    private void open(long limitBytes) {
        TierConfiguration configuration = TestTiers.ofBytes(limitBytes);
        configuration.compactionStartShare = 0;
        configuration.compactionStopShare = 0;
        configuration.compactionCpuShare = 1;
        tier = PageTier.open(configuration);
        index = tier.openIndex("file");
    }

    @AfterEach void close() {
        tier.close();
    }

    private long check() {
        return tier.check(problems::add, (done, total) -> assertTrue(done <= total, () -> done + " of " + total));
    }

    /** Writes, reads, dirty pages, truncations, evictions at a limit that is too small, compaction all the time, and a limit that changes. */
    @Test void callsNothingWrongThatOnlyChanges() throws ExecutionException, InterruptedException {
        open(3 << 20);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<Void>> work = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            Random random = new Random(SEED + thread);
            work.add(threads.submit((Callable<Void>)() -> change(random)));
        }
        threads.shutdown();
        long pages = 0;
        for (int round = 0; round == 0 || work.stream().anyMatch(each -> !each.isDone()); round++) {
            tier.control().resize(round % 2 == 0 ? 2 << 20 : 3 << 20, MoveProgress.NONE);
            pages += check();
        }
        for (Future<Void> each : work)
            each.get();
        assertEquals(List.of(), problems, "seed " + SEED);
        assertTrue(pages > PAGES, pages + " pages");
        assertTrue(tier.stats().evictions > 0 && tier.stats().pool.moves.movedObjects > 0);
        Awaitility.await().until(() -> tier.evictor().isIdle());
        assertEquals(tier.stats().pages, check());
    }

    private Void change(Random random) {
        ByteBuffer page = TestPages.direct(PAGE_BYTES);
        PageIndex other = tier.openIndex("other");
        for (int step = 0; step < STEPS; step++)
            change(random.nextInt(100), random.nextInt(10) == 0 ? other : index, random.nextInt(PAGES), page, random);
        tier.closeIndex(other);
        return null;
    }

    private void change(int dice, PageIndex file, int pageIndex, ByteBuffer page, Random random) {
        TestPages.fill(page, pageIndex, dice, random);
        if (dice < 50)
            tier.endWrite(file, pageIndex, tier.beginWrite(file, pageIndex), page, 0);
        else if (dice < 60)
            tier.keepDirty(file, pageIndex, tier.clears(file), page, 0);
        else if (dice < 70)
            writeBack(file, pageIndex, page);
        else if (dice < 99 || pageIndex > PAGES / 100)
            tier.read(file, pageIndex, page);
        else
            tier.clear(file);
    }

    private void writeBack(PageIndex file, int pageIndex, ByteBuffer page) {
        DirtyPage version = new DirtyPage();
        if (tier.readDirty(file, pageIndex, page, version))
            tier.cleaned(file, pageIndex, version, true);
    }

    @ParameterizedTest
    @EnumSource(value = Damage.Place.class, names = {"OBJECT", "ENTRY", "LOCATION", "SLOT_HEADER"})
    void findsWhatIsWrong(Damage.Place place) {
        open(16 << 20);
        fill();
        assertEquals(PAGES, check());
        assertEquals(List.of(), problems);
        assertTrue(inflict(place, 20) > 0);
        check();
        assertFalse(problems.isEmpty(), place::name);
    }

    /** Wherever damage leads, the check comes to its end. */
    @ParameterizedTest @EnumSource(Damage.Place.class)
    void survivesDamage(Damage.Place place) {
        open(16 << 20);
        fill();
        inflict(place, 200);
        check();
    }

    @Test void whoIsToldCanEndIt() {
        open(16 << 20);
        fill();
        IllegalStateException enough = new IllegalStateException("enough");
        assertEquals(enough, assertThrows(IllegalStateException.class, () -> tier.check(problems::add, (done, total) -> {
            throw enough;
        })));
        assertEquals(PAGES, check());
    }

    private void fill() {
        ByteBuffer page = TestPages.direct(PAGE_BYTES);
        Random random = new Random(SEED);
        for (int pageIndex = 0; pageIndex < PAGES; pageIndex++) {
            TestPages.fill(page, pageIndex, 1, random);
            tier.endWrite(index, pageIndex, tier.beginWrite(index, pageIndex), page, 0);
        }
    }

    private int inflict(Damage.Place place, int flips) {
        Random random = new Random(SEED);
        Damage damage = new Damage(tier, random);
        int inflicted = 0;
        for (int flip = 0; flip < flips; flip++) {
            int pageIndex = random.nextInt(PAGES);
            inflicted += damage.isPresent(index, pageIndex) && damage.inflict(place, index, pageIndex) ? 1 : 0;
        }
        return inflicted;
    }
}
