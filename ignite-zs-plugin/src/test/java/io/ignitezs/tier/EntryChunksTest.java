package io.ignitezs.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.mem.Memory;
import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.mem.MemorySource;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EntryChunksTest {
    private static final int HEADER_BYTES = 16;
    private static final int LINK_OFFSET = 12;

    private final MemoryBudget budget = new MemoryBudget(MemorySource.os(), 64 << 20);
    private final EntryChunks chunks = new EntryChunks(budget);
    private final Set<Integer> inUse = new HashSet<>();

    @AfterEach void givesAllBack() {
        chunks.close();
        assertEquals(0, budget.usedBytes());
    }

    @Test void aFreeOneIsUsedAgain() {
        int freed = take();
        chunks.release(freed);
        assertEquals(freed, chunks.allocate(1, 0, 1));
    }

    /** Two flipped bits can do that, and parity does not see it. */
    @Test void aLinkToOneInUseDoesNotGiveItAway() {
        for (int count = 0; count < 5; count++)
            take();
        int used = inUse.iterator().next();
        int freed = chunks.allocate(1, 5, 1);
        chunks.release(freed);
        Memory.putInt(chunks.entry(freed, 0) - HEADER_BYTES + LINK_OFFSET, used << 1 | Integer.bitCount(used) & 1);
        for (int count = 0; count < 5; count++)
            take();
    }

    private int take() {
        int chunk = chunks.allocate(1, inUse.size(), 1);
        assertTrue(chunk != 0 && inUse.add(chunk), "a chunk is given away twice: " + chunk);
        return chunk;
    }
}
