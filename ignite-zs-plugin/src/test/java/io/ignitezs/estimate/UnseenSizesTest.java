package io.ignitezs.estimate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Where pages are taken to be that were not looked at. */
class UnseenSizesTest {
    private static double[] pages(double... pages) {
        return pages;
    }

    @Test void halvesOfGapsGetWhatOnePageStandsFor() {
        double[] spread = UnseenSizes.spread(pages(7, 0, 4, 0, 0, 0, 40, 0, 9), 4);
        assertArrayEquals(pages(7, 0, 2, 1, 2, 1, 38, 0, 9), spread, 1e-9);
        assertEquals(60, Arrays.stream(spread).sum(), 1e-9, "none is lost");
        assertEquals(7, spread[0]);
        assertEquals(9, spread[8]);
        assertEquals(0, spread[1], "none is smaller than all that were seen");
        assertEquals(0, spread[7], "nor larger");
    }

    @Test void nothingIsUnseenIfAllPagesWereLookedAt() {
        double[] pages = pages(1, 0, 3, 0, 0, 1, 0, 2, 0);
        assertArrayEquals(pages, UnseenSizes.spread(pages, 1));
    }
}
