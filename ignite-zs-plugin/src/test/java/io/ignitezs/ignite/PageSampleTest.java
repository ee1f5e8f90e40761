package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageSampleTest {
    private static final int RUN_PAGES = 32;

    @Test void ofOneIsAll() {
        for (int page = 0; page < 10_000; page++)
            assertEquals(true, new PageSample(1).has(7, 3, page));
    }

    @ParameterizedTest @ValueSource(ints = {2, 16, 64})
    void hasSoManyRunsOfEachGroup(int oneOf) {
        PageSample sample = new PageSample(oneOf);
        for (int group : new int[] {1, -1_234_567, 2_000_000_000}) {
            int runs = 0;
            for (int partition = 0; partition < 512; partition++)
                for (int run = 0; run < 64; run++)
                    runs += hasRun(sample, group, partition, run) ? 1 : 0;
            assertEquals(1.0 / oneOf, runs / (512.0 * 64), 0.15 / oneOf, "group " + group);
        }
    }

    private static boolean hasRun(PageSample sample, int group, int partition, int run) {
        boolean first = sample.has(group, partition, run * RUN_PAGES);
        for (int page = 1; page < RUN_PAGES; page++)
            assertEquals(first, sample.has(group, partition, run * RUN_PAGES + page), "pages of one run");
        return first;
    }
}
