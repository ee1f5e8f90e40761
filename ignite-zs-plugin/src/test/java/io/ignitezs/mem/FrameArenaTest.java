package io.ignitezs.mem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arena against a model: who holds which frame, no frame twice, charges exact, runs side by side. */
class FrameArenaTest {
    private static final int FRAME_BYTES = 4096;

    private final FaultyMemory memory = new FaultyMemory();

    @ParameterizedTest(name = "seed {0}") @ValueSource(longs = {1, 2, 3, 4})
    void agreesWithAModel(long seed) {
        Random random = new Random(seed);
        MemoryBudget budget = new MemoryBudget(memory, 3 << 20);
        FrameArena arena = new FrameArena(budget, FRAME_BYTES);
        List<int[]> runs = new ArrayList<>();
        BitSet held = new BitSet();
        for (int step = 0; step < 20_000; step++) {
            memory.refuse(random.nextInt(10) == 0 ? bytes -> true : bytes -> false);
            if (random.nextInt(100) < 55)
                allocate(arena, 1 + random.nextInt(FrameArena.MAX_RUN_FRAMES), runs, held);
            else if (!runs.isEmpty())
                free(arena, runs.remove(random.nextInt(runs.size())), held);
            assertEquals(budget.usedBytes(), arena.bytes());
            assertTrue(budget.usedBytes() <= budget.limitBytes());
            assertEquals(held.cardinality(), arena.usableFrames() - arena.freeFrames());
            if (step % 500 == 0)
                checkSlabs(arena, held);
        }
        for (int[] run : runs)
            free(arena, run, held);
        arena.close();
        assertEquals(0, budget.usedBytes());
        assertEquals(0, memory.takenBytes());
    }

    /** A damaged number may be any. */
    @Test
    void nobodyOwnsFramesThatThereCannotBe() {
        FrameArena arena = new FrameArena(new MemoryBudget(memory, 1 << 20), FRAME_BYTES);
        int first = arena.allocateRun(2);
        arena.setOwner(first, 2, 5);
        assertTrue(arena.isOwned(first, 2, 5));
        for (int last : new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE - 1, -1})
            assertFalse(arena.isOwned(last, 2, 5), () -> "frame " + last);
        arena.close();
    }

    /** What slabs say of themselves is what the arena says of each frame. */
    private static void checkSlabs(FrameArena arena, BitSet held) {
        List<SlabStats> slabs = arena.slabStats();
        assertEquals(arena.slabCount(), slabs.size());
        assertEquals(arena.bytes(), slabs.stream().mapToLong(slab -> slab.bytes).sum());
        assertEquals(held.cardinality(), slabs.stream().mapToInt(slab -> slab.usableFrames - slab.freeFrames).sum());
        assertEquals(arena.freeFrames(), slabs.stream().mapToInt(slab -> slab.freeFrames).sum());
        slabs.forEach(slab -> checkRuns(arena, slab));
    }

    private static void checkRuns(FrameArena arena, SlabStats slab) {
        int begin = arena.slabEnd(0) * slab.number;
        BitSet free = new BitSet();
        for (int frame = 0; frame < slab.usableFrames; frame++)
            free.set(frame, arena.isFree(begin + frame));
        int runs = 0;
        int longest = 0;
        for (int run = free.nextSetBit(0); run >= 0; run = free.nextSetBit(free.nextClearBit(run))) {
            runs++;
            longest = Math.max(longest, free.nextClearBit(run) - run);
        }
        assertEquals(runs, slab.freeRuns);
        assertEquals(longest, slab.longestFreeRun);
        assertTrue(slab.usableFrames <= slab.frames, slab.usableFrames + " of " + slab.frames);
        assertFalse(slab.retiring);
    }

    private static void allocate(FrameArena arena, int count, List<int[]> runs, BitSet held) {
        int first = arena.allocateRun(count);
        if (first == FrameArena.NONE) {
            count = 1;
            first = arena.allocateFrame();
        }
        if (first == FrameArena.NONE)
            return;
        arena.setOwner(first, count, 7);
        for (int frame = first; frame < first + count; frame++) {
            assertFalse(held.get(frame), "frame handed out twice: " + frame);
            assertEquals(arena.address(first) + (long)(frame - first) * FRAME_BYTES, arena.address(frame));
            Memory.fill(arena.address(frame), FRAME_BYTES, (byte)frame);
        }
        held.set(first, first + count);
        runs.add(new int[] {first, count});
    }

    private static void free(FrameArena arena, int[] run, BitSet held) {
        for (int frame = run[0]; frame < run[0] + run[1]; frame++) {
            assertEquals((byte)frame, Memory.getByte(arena.address(frame) + FRAME_BYTES - 1));
            assertEquals(7, arena.owner(frame));
        }
        arena.free(run[0], run[1]);
        held.clear(run[0], run[0] + run[1]);
        assertTrue(arena.end() <= run[0] || arena.isFree(run[0]) || !arena.isUsable(run[0]));
    }

    @Test void fallsBackToSingleFramesWhenNoRunIsLeft() {
        FrameArena arena = new FrameArena(new MemoryBudget(memory, 1 << 20), FRAME_BYTES);
        List<Integer> frames = new ArrayList<>();
        for (int frame = arena.allocateFrame(); frame != FrameArena.NONE; frame = arena.allocateFrame())
            frames.add(frame);
        for (int i = 0; i < frames.size(); i += 2)
            arena.free(frames.get(i), 1);
        assertEquals(FrameArena.NONE, arena.allocateRun(2));
        assertNotEquals(FrameArena.NONE, arena.allocateFrame());
        arena.free(frames.get(1), 1);
        assertNotEquals(FrameArena.NONE, arena.allocateRun(2));
        arena.close();
    }

    @Test void anEmptySlabThatWasKeptInReserveCanBeDrained() {
        MemoryBudget budget = new MemoryBudget(memory, 8 << 20);
        FrameArena arena = new FrameArena(budget, FRAME_BYTES);
        List<Integer> frames = new ArrayList<>();
        for (int frame = arena.allocateFrame(); frame != FrameArena.NONE; frame = arena.allocateFrame())
            frames.add(frame);
        int slabs = arena.slabCount();
        int slab = arena.slab(frames.get(0));
        frames.stream().filter(frame -> arena.slab(frame) == slab).forEach(frame -> arena.free(frame, 1));
        assertEquals(slabs, arena.slabCount());
        assertEquals(slab, arena.beginDrain());
        assertEquals(List.of(slab), arena.slabStats().stream().filter(each -> each.retiring).map(each -> each.number).collect(Collectors.toList()));
        assertEquals(FrameArena.NONE, arena.nextDraining(slab, 0));
        assertTrue(arena.finishDrain(slab) > 0);
        assertEquals(slabs - 1, arena.slabCount());
        assertEquals(budget.usedBytes(), arena.bytes());
        assertEquals(FrameArena.NONE, arena.beginDrain());
        arena.close();
    }

    @Test void whatIsLeftInTheSlabBeingEmptiedIsTakenBeforeAnyoneIsRefused() {
        for (int count = 1; count <= 2; count++) {
            FrameArena arena = new FrameArena(new MemoryBudget(memory, 4 << 20), FRAME_BYTES);
            List<Integer> frames = new ArrayList<>();
            for (int frame = arena.allocateFrame(); frame != FrameArena.NONE; frame = arena.allocateFrame())
                frames.add(frame);
            for (int i = 0; i < frames.size(); i += 2)
                arena.free(frames.get(i), 1);
            int slab = arena.beginDrain();
            int taken = 0;
            while ((count == 1 ? arena.allocateRun(1) : arena.allocateFrame()) != FrameArena.NONE)
                taken++;
            assertNotEquals(FrameArena.NONE, slab);
            assertEquals((frames.size() + 1) / 2, taken);
            assertFalse(arena.isDraining(slab));
            arena.close();
        }
    }

    @Test void emptySlabsGoBack() {
        MemoryBudget budget = new MemoryBudget(memory, 64 << 20);
        FrameArena arena = new FrameArena(budget, FRAME_BYTES);
        List<Integer> runs = new ArrayList<>();
        for (int run = arena.allocateRun(16); run != FrameArena.NONE; run = arena.allocateRun(16))
            runs.add(run);
        int slabs = arena.slabCount();
        for (int run : runs)
            arena.free(run, 16);
        assertTrue(slabs > 4 && arena.slabCount() <= 2, slabs + " slabs, then " + arena.slabCount());
        arena.close();
        assertEquals(0, memory.takenBytes());
    }
}
