package io.ignitezs.soak;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The soak test's judgement of a row: it must see a lost, a stale, a foreign and a damaged one. */
class SoakRowsTest {
    private final SoakRows rows = new SoakRows(1, 2);

    @Test void nothingIsThereAtFirst() {
        assertTrue(rows.isExact(0, null));
        assertFalse(rows.isExact(0, rows.row(0, 1)));
    }

    @Test void onlyTheLastChangeIsExact() {
        change(false);
        change(false);
        assertTrue(rows.isExact(0, rows.row(0, 2)));
        assertFalse(rows.isExact(0, rows.row(0, 1)));
        assertFalse(rows.isExact(0, rows.row(1, 2)));
        assertFalse(rows.isExact(0, null));
        change(true);
        assertTrue(rows.isExact(0, null));
        assertFalse(rows.isExact(0, rows.row(0, 2)));
    }

    @Test void aDamagedByteIsSeen() {
        change(false);
        for (int at : new int[] {0, 5, 200, rows.row(0, 1).length - 1}) {
            byte[] damaged = rows.row(0, 1);
            damaged[at]++;
            assertFalse(rows.isExact(0, damaged));
            assertFalse(rows.wasPossible(0, damaged, 1));
        }
    }

    @Test void duringAChangeTheRowBeforeAndAfterArePossible() {
        change(false);
        int before = rows.lastDone(0);
        rows.begin(0, false);
        assertTrue(rows.wasPossible(0, rows.row(0, 1), before));
        assertTrue(rows.wasPossible(0, rows.row(0, 2), before));
        assertFalse(rows.wasPossible(0, rows.row(0, 3), before));
        assertFalse(rows.wasPossible(0, null, before));
        rows.end(0);
        assertFalse(rows.wasPossible(0, rows.row(0, 1), rows.lastDone(0)));
    }

    @Test void whileItIsRemovedItMayBeThereOrNot() {
        change(false);
        int before = rows.lastDone(0);
        rows.begin(0, true);
        assertTrue(rows.wasPossible(0, null, before));
        assertTrue(rows.wasPossible(0, rows.row(0, 1), before));
    }

    private void change(boolean remove) {
        rows.begin(0, remove);
        rows.end(0);
    }
}
