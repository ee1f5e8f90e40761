package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageSampleTest {
    private static final int RUN_PAGES = 32;

    @Test void ofOneIsAll() {
        for (int page = 0; page < 10_000; page++)
            assertEquals(true, new PageSample(1, 0).has(7, 3, page));
    }

    @ParameterizedTest @ValueSource(ints = {2, 16, 64})
    void hasSoManyRunsOfEachGroup(int oneOf) {
        PageSample sample = new PageSample(oneOf, 0);
        for (int group : new int[] {1, -1_234_567, 2_000_000_000}) {
            int runs = 0;
            for (int partition = 0; partition < 512; partition++)
                for (int run = 0; run < 64; run++)
                    runs += hasRun(sample, group, partition, run) ? 1 : 0;
            assertEquals(1.0 / oneOf, runs / (512.0 * 64), 0.15 / oneOf, "group " + group);
        }
    }

    /** Each page is in one of so many samples. */
    @Test void samplesHaveNoPageInCommonAndMissNone() {
        for (int page = 0; page < 10_000; page++) {
            int has = 0;
            for (int which = 0; which < 4; which++)
                has += new PageSample(4, which).has(7, 3, page) ? 1 : 0;
            assertEquals(1, has, "page " + page);
        }
    }

    @Test void eachPlaceOfAFileHasItsPart() {
        PageSample sample = new PageSample(16, 0);
        for (int block = 0; block < 100; block++) {
            int runs = 0;
            for (int run = 0; run < 16; run++)
                runs += hasRun(sample, 7, 3, 16 * block + run) ? 1 : 0;
            assertEquals(1, runs, "block " + block);
        }
    }

    private static boolean hasRun(PageSample sample, int group, int partition, int run) {
        boolean first = sample.has(group, partition, run * RUN_PAGES);
        for (int page = 1; page < RUN_PAGES; page++)
            assertEquals(first, sample.has(group, partition, run * RUN_PAGES + page), "pages of one run");
        return first;
    }
}
