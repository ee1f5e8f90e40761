package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A page goes to its file, and is dirty again before that is told. */
class CleanedTest {
    private static final int PAGE = 7;
    private static final int PAGE_BYTES = 4096;

    private final Random random = new Random(5);
    private final ByteBuffer page = TestPages.direct(PAGE_BYTES);
    private final DirtyPage read = new DirtyPage();
    private PageTier tier;
    private PageIndex index;

    @BeforeEach void readForItsFile() {
        tier = PageTier.open(TestTiers.ofBytes(4 << 20, PAGE_BYTES));
        index = tier.openIndex("part-7.bin");
        keepDirty(1);
        assertTrue(tier.readDirty(index, PAGE, page, read));
    }

    @AfterEach void close() {
        TierChecker.check(tier);
        tier.close();
    }

    @Test void theSameIsClean() {
        assertTrue(tier.cleaned(index, PAGE, read, true));
        assertEquals(0, tier.dirtyPages());
    }

    @Test void aNewerOneIsNot() {
        keepDirty(2);
        assertFalse(tier.cleaned(index, PAGE, read, true));
        assertEquals(1, tier.dirtyPages());
        assertTrue(tier.isDirty(index, PAGE));
    }

    private void keepDirty(int version) {
        TestPages.fill(page, PAGE, version, random);
        assertTrue(tier.keepDirty(index, PAGE, tier.clears(index), page, 0));
    }
}
