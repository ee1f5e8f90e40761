package io.ignitezs.zspage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.mem.FrameArena;
import io.ignitezs.mem.Memory;
import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.mem.MemorySource;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DescriptorReuseTest {
    private static final int PAGE_BYTES = 4096;
    private static final int CHUNK_BYTES = 1 << 16;

    private final MemoryBudget budget = new MemoryBudget(MemorySource.os(), 64 << 20);
    private final SizeClasses classes = new SizeClasses(PAGE_BYTES, 8);
    private final FrameArena arena = new FrameArena(budget, PAGE_BYTES);
    private final Zspages zspages = new Zspages(classes, arena, budget, CHUNK_BYTES);

    @AfterEach void givesAllBack() {
        zspages.close();
        arena.close();
        assertEquals(0, budget.usedBytes());
    }

    @Test void freeOnesAreUsedAgain() {
        int first = create();
        int second = create();
        zspages.destroy(first);
        zspages.destroy(second);
        assertEquals(second, create());
        assertEquals(first, create());
        assertEquals(2, zspages.count());
    }

    /** Two flipped bits can do that, and parity does not see it. */
    @Test void aLinkToOneInUseDoesNotGiveItAway() {
        Set<Integer> inUse = new HashSet<>();
        for (int count = 0; count < 5; count++)
            inUse.add(create());
        int freed = create();
        zspages.destroy(freed);
        lead(freed, inUse.iterator().next());
        for (int count = 0; count < 5; count++)
            assertTrue(inUse.add(create()), "a descriptor is given away twice");
        assertEquals(inUse.size(), zspages.count());
    }

    private int create() {
        return zspages.create(classes.of(1000));
    }

    private void lead(int freed, int zspage) {
        Memory.putInt(zspages.descriptor(freed) + Descriptor.NEXT_OFFSET, zspage << 1 | Integer.bitCount(zspage) & 1);
    }
}
