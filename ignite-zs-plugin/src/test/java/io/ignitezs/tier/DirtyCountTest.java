package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.mem.Memory;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damage of one chunk never makes pages of another one, or of the same, look clean that are dirty. */
class DirtyCountTest {
    /** Pages of two chunks. */
    private static final int CLEAN = 3;
    private static final int DIRTY = EntryChunks.ENTRIES + 5;

    private static final int DIRTY_AT = -4;
    private static final int KIND_AT = 8;
    private static final int LENGTH_AT = 10;
    private static final int DIRTY_BIT_OF_LENGTH = 14;
    private static final int DIRTY_BIT_OF_KIND = 7;

    private final Random random = new Random(5);
    private final PageTier tier = PageTier.open(TestTiers.ofBytes(2 << 20));
    private final PageIndex index = tier.openIndex("part-7.bin");
    private final ByteBuffer page = TestPages.direct(4096);

    @BeforeEach void store() {
        write(CLEAN);
        TestPages.fill(page, DIRTY, 1, random);
        assertTrue(tier.keepDirty(index, DIRTY, tier.clears(index), page, 0));
    }

    @AfterEach void close() {
        tier.close();
    }

    /** Each bit of the number of dirty entries of a chunk that has none, and an entry of it that has to be cleared. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 15, 16, 17, 21, 31})
    void aDamagedCountOfAnotherChunk(int bit) {
        flip(chunk(CLEAN) + DIRTY_AT, bit);
        flip(entry(CLEAN) + KIND_AT, 0);
        write(CLEAN);
        assertEquals(1, tier.dirtyPages(index));
        expectLostOnceDamaged();
    }

    /** The dirty page's chunk says that it has none. */
    @ParameterizedTest
    @ValueSource(ints = {0, 16})
    void aDamagedCountOfItsOwnChunk(int bit) {
        flip(chunk(DIRTY) + DIRTY_AT, bit);
        assertEquals(DIRTY, tier.nextDirty(index, 0));
        flip(entry(DIRTY) + LENGTH_AT, DIRTY_BIT_OF_LENGTH);
        assertThrows(LostPageException.class, () -> tier.read(index, DIRTY, page), "and the page says that it is clean, but not twice");
    }

    /** One of two dirty pages gets into its file while their chunk's count is damaged: the other one is dirty still. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 16, 17, 20})
    void aDamagedCountWhenAPageGetsClean(int bit) {
        TestPages.fill(page, DIRTY + 1, 1, random);
        assertTrue(tier.keepDirty(index, DIRTY + 1, tier.clears(index), page, 0));
        flip(chunk(DIRTY) + DIRTY_AT, bit);
        DirtyPage version = new DirtyPage();
        assertTrue(tier.readDirty(index, DIRTY + 1, page, version));
        assertTrue(tier.cleaned(index, DIRTY + 1, version, true));
        assertEquals(1, tier.dirtyPages(index));
        assertTrue(tier.isDirty(index, DIRTY));
        assertEquals(DIRTY, tier.nextDirty(index, 0));
        TierChecker.check(tier);
    }

    /** One bit says that a clean page is dirty, in the chunk of one that is. */
    @Test void anEntryThatIsNotSure() {
        write(DIRTY + 1);
        flip(entry(DIRTY + 1) + KIND_AT, DIRTY_BIT_OF_KIND);
        write(DIRTY + 1);
        assertEquals(1, tier.dirtyPages(index));
        expectLostOnceDamaged();
    }

    /** Two entries of a chunk are not sure, of which one is dirty: whichever is cleared, the other one is not taken for clean. */
    @Test void twoEntriesThatAreNotSure() {
        write(DIRTY + 1);
        flip(entry(DIRTY + 1) + KIND_AT, DIRTY_BIT_OF_KIND);
        flip(entry(DIRTY) + KIND_AT, DIRTY_BIT_OF_KIND);
        write(DIRTY + 1);
        assertThrows(LostPageException.class, () -> tier.read(index, DIRTY, page));
    }

    /** One bit says that an entry without a page is dirty, in the chunk of one that is. */
    @Test void anEntryWithoutAPage() {
        flip(entry(DIRTY + 1) + KIND_AT, DIRTY_BIT_OF_KIND);
        write(DIRTY + 1);
        assertEquals(1, tier.dirtyPages(index));
        expectLostOnceDamaged();
    }

    /** A chunk is counted again while an entry is not sure, which is then cleared. */
    @Test void anEntryThatIsNotSureWhenItsChunkIsCountedAgain() {
        write(CLEAN);
        flip(chunk(CLEAN) + DIRTY_AT, 0);
        flip(entry(CLEAN) + KIND_AT, DIRTY_BIT_OF_KIND);
        assertTrue(tier.missedDirty(index));
        write(CLEAN);
        assertEquals(1, tier.dirtyPages(index));
        expectLostOnceDamaged();
    }

    private void expectLostOnceDamaged() {
        assertEquals(1, Damage.inflictOnObjects(tier, 1, new OnlyDirty()));
        assertThrows(LostPageException.class, () -> tier.read(index, DIRTY, page));
    }

    /** Lets {@link Damage} meet the dirty page: it asks for a chunk, and for a page of it. */
    private final class OnlyDirty extends Random {
        private static final long serialVersionUID = 1L;

        @Override public int nextInt(int bound) {
            if (bound == EntryChunks.ENTRIES)
                return EntryChunks.place(DIRTY);
            return bound == tier.entries().chunks().end() - 1 ? index.chunk(1) - 1 : 0;
        }
    }

    private void write(int pageIndex) {
        TestPages.fill(page, pageIndex, 1, random);
        tier.endWrite(index, pageIndex, tier.beginWrite(index, pageIndex), page, 0);
    }

    /** @return where the entries of a page's chunk begin */
    private long chunk(int pageIndex) {
        return tier.entries().chunks().entry(index.chunk(pageIndex >>> EntryChunks.SHIFT), 0);
    }

    private long entry(int pageIndex) {
        return chunk(pageIndex) + (long)EntryChunks.place(pageIndex) * Entry.BYTES;
    }

    private static void flip(long address, int bit) {
        Memory.putInt(address, Memory.getInt(address) ^ 1 << bit);
    }
}
