package io.ignitezs.ignite;

import io.ignitezs.mem.Memory;
import java.nio.ByteBuffer;
import java.util.Random;

/** Pages side by side in direct memory. */
final class PageSet {
    static final int PAGE_BYTES = 4096;

    private final ByteBuffer memory;
    private final int count;

    /** @param memory holds the pages from index 0 */
    PageSet(ByteBuffer memory, int count) {
        this.memory = memory;
        this.count = count;
    }

    /** Pages that no codec makes smaller. */
    static PageSet noise(int count) {
        Random random = new Random(7);
        ByteBuffer memory = ByteBuffer.allocateDirect(count * PAGE_BYTES);
        while (memory.hasRemaining())
            memory.putLong(random.nextLong());
        return new PageSet(memory, count);
    }

    /** Pages of one word each. */
    static PageSet sameFilled(int count) {
        ByteBuffer memory = ByteBuffer.allocateDirect(count * PAGE_BYTES);
        while (memory.hasRemaining())
            memory.putLong(memory.position() / PAGE_BYTES);
        return new PageSet(memory, count);
    }

    int count() {
        return count;
    }

    long address(int page) {
        return Memory.address(memory) + (long)page * PAGE_BYTES;
    }

    /** Points a view at a page. */
    ByteBuffer view(ByteBuffer view, int page) {
        return Memory.point(view, address(page), PAGE_BYTES);
    }

    /** All pages in random order, the same in each run. */
    int[] shuffled() {
        return shuffled(count, 17);
    }

    /** The numbers below a count in random order. */
    static int[] shuffled(int count, long seed) {
        Random random = new Random(seed);
        int[] order = new int[count];
        for (int page = 0; page < count; page++) {
            int other = random.nextInt(page + 1);
            order[page] = order[other];
            order[other] = page;
        }
        return order;
    }
}
