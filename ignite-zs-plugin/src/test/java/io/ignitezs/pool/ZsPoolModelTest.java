package io.ignitezs.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Random operations, movers and other limits among them, with failing allocations and reads that outlive their objects; the checker runs after every step. */
class ZsPoolModelTest {
    private static final int CHECKED_STEPS = 3_000;
    private static final int FAST_STEPS = 60_000;

    static Stream<Arguments> geometries() {
        return Stream.of(1024, 2048, 4096, 8192, 16384)
            .flatMap(pageBytes -> Stream.of(4, 8, 16).map(chain -> Arguments.of(pageBytes, chain, 31L * pageBytes + chain)));
    }

    @ParameterizedTest(name = "page {0}, chain {1}, seed {2}") @MethodSource("geometries")
    void agreesWithAMap(int pageBytes, int chainLimit, long seed) {
        PoolModel model = new PoolModel(pageBytes, chainLimit, 2 << 20, seed);
        for (int step = 0; step < CHECKED_STEPS; step++) {
            model.randomStep();
            PoolChecker.check(model.pool());
            model.checkTaken();
            model.checkClasses();
        }
        finish(model);
    }

    @ParameterizedTest(name = "page {0}, chain {1}, seed {2}") @MethodSource("geometries")
    void agreesWithAMapWhenFull(int pageBytes, int chainLimit, long seed) {
        PoolModel model = new PoolModel(pageBytes, chainLimit, 6 << 20, seed);
        for (int step = 0; step < FAST_STEPS; step++) {
            model.randomStep();
            if (step % 1000 == 0)
                PoolChecker.check(model.pool());
        }
        assertTrue(model.refused > 0, "the limit was never reached");
        MoveCounts moves = model.moves();
        assertTrue(moves.freedZspages > 0 && moves.migratedFrames > 0, "nothing was ever moved");
        finish(model);
    }

    private static void finish(PoolModel model) {
        PoolChecker.check(model.pool());
        model.compactAll();
        PoolChecker.check(model.pool());
        model.checkTaken();
        assertEquals(model.liveObjects(), model.pool().stats().objects);
        model.drain();
        assertEquals(0, model.pool().drainLimbo());
        PoolChecker.check(model.pool());
        PoolStats stats = model.pool().stats();
        assertEquals(0, stats.objects + stats.zspages + stats.limboSlots);
        assertEquals(stats.usableFrames, stats.freeFrames);
        model.close();
    }
}
