package io.ignitezs.zspage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.mem.FrameArena;
import io.ignitezs.mem.Memory;
import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.mem.MemorySource;
import io.ignitezs.mem.Segments;
import io.ignitezs.mem.ZsCorruptionException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Flipped bits in the records of zspages whose frames do not lie side by side: they lead to nobody else's frames. */
class ScatteredZspageTest {
    private static final int PAGE_BYTES = 4096;
    private static final int FRAMES = 3;
    private static final int CELLS = FRAMES * Integer.SIZE;

    private final MemoryBudget budget = new MemoryBudget(MemorySource.os(), 2 << 20);
    private final SizeClasses classes = new SizeClasses(PAGE_BYTES, 8);
    private final FrameArena arena = new FrameArena(budget, PAGE_BYTES);
    private final Zspages zspages = new Zspages(classes, arena, budget, 1 << 12);
    private final SizeClass sizeClass = classOf(FRAMES);
    private final Segments segments = new Segments();
    private int zspage;
    private int other;

    @BeforeEach void scatter() {
        List<Integer> taken = new ArrayList<>();
        for (int frame = arena.allocateFrame(); frame != FrameArena.NONE; frame = arena.allocateFrame())
            taken.add(frame);
        for (int place = 0; place < taken.size(); place += 2)
            arena.free(taken.get(place), 1);
        zspage = zspages.create(sizeClass);
        other = zspages.create(sizeClass);
        assertFalse(ZspageFrames.isRun(zspages.framesWord(zspage)) || ZspageFrames.isRun(zspages.framesWord(other)));
    }

    @AfterEach void givesAllBack() {
        zspages.close();
        arena.close();
        assertEquals(0, budget.usedBytes());
    }

    @Test void everyFlippedBitIsFoundByTheReader() {
        for (int bit = 0; bit < CELLS; bit++) {
            flip(zspage, bit);
            int frame = bit / Integer.SIZE;
            assertThrows(ZsCorruptionException.class, () -> zspages.frame(zspage, frame));
            assertReadable(frame);
            flip(zspage, bit);
        }
    }

    private void assertReadable(int damagedFrame) {
        for (int slot = 0; slot < sizeClass.objects(); slot++) {
            int read = slot;
            if (reachesInto(slot, damagedFrame))
                assertThrows(ZsCorruptionException.class, () -> segments(read));
            else
                segments(read);
        }
    }

    @ParameterizedTest @ValueSource(ints = {0, 1, 2})
    void nothingIsPutWhereTheRecordLeadsAstray(int damagedFrame) {
        flip(zspage, damagedFrame * Integer.SIZE + 1);
        long before = checksum(other);
        int taken = 0;
        for (int slot = zspages.takeSlot(zspage); slot != Zspages.NONE; slot = zspages.takeSlot(zspage))
            taken++;
        assertEquals(sizeClass.objects(), zspages.occupied(zspage), "a damaged zspage counts as full");
        assertTrue(taken < sizeClass.objects(), taken + " slots");
        assertEquals(before, checksum(other));
    }

    @Test void framesThatNobodyKnowsAnyMoreStayTaken() {
        for (int bit = 0; bit < CELLS; bit++) {
            long freeBefore = arena.freeFrames();
            int damaged = zspages.create(sizeClass);
            flip(damaged, bit);
            zspages.destroy(damaged);
            assertEquals(freeBefore - 1, arena.freeFrames(), "bit " + bit);
            assertOwned(zspage);
            assertOwned(other);
        }
    }

    /** Two flipped bits, which parity does not show, may lead to a frame that another zspage has. */
    @Test void anotherZspagesFrameIsNotGivenBack() {
        int word = zspages.framesWord(zspage);
        zspages.frames().replaceFrame(word, 1, zspages.frame(other, 1));
        long freeBefore = arena.freeFrames();
        zspages.destroy(zspage);
        assertEquals(freeBefore + FRAMES - 1, arena.freeFrames());
        assertOwned(other);
        assertTrue(zspages.framesWord(zspages.create(sizeClass)) != word, "the record is used again");
    }

    @Test void aWordThatLeadsToFramesOfOthersGivesNothingBack() {
        long freeBefore = arena.freeFrames();
        for (int word : new int[] {zspages.frame(other, 0), arena.end() - 1, arena.end() + 5, Integer.MAX_VALUE - FRAMES, zspages.framesWord(other)})
            zspages.frames().free(zspage, word, FRAMES);
        assertEquals(freeBefore, arena.freeFrames());
        assertOwned(other);
    }

    private void segments(int slot) {
        zspages.segments(zspage, slot, sizeClass.slotBytes() - sizeClass.headerBytes(), segments);
    }

    private boolean reachesInto(int slot, int frame) {
        int begin = slot * sizeClass.slotBytes() + sizeClass.headerBytes();
        int end = (slot + 1) * sizeClass.slotBytes() - 1;
        return begin / PAGE_BYTES <= frame && frame <= end / PAGE_BYTES;
    }

    private void assertOwned(int owner) {
        for (int index = 0; index < FRAMES; index++)
            assertTrue(arena.isOwned(zspages.frame(owner, index), 1, owner), "frame " + index + " of zspage " + owner);
    }

    private long checksum(int of) {
        long sum = 0;
        for (int index = 0; index < FRAMES; index++)
            for (int offset = 0; offset < PAGE_BYTES; offset += Long.BYTES)
                sum = 31 * sum + Memory.getLong(arena.address(zspages.frame(of, index)) + offset);
        return sum;
    }

    private void flip(int of, int bit) {
        long cell = zspages.frames().cellAddress(~zspages.framesWord(of), bit / Integer.SIZE);
        Memory.putInt(cell, Memory.getIntVolatile(cell) ^ 1 << bit % Integer.SIZE);
    }

    private SizeClass classOf(int frames) {
        for (int index = 0; index < classes.count(); index++)
            if (classes.get(index).frames() == frames && classes.get(index).objects() > 2 * frames)
                return classes.get(index);
        throw new AssertionError("no class has zspages of " + frames + " frames");
    }
}
