package io.ignitezs.pool;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A pool whose first slab is full but for a frame, while one object is in a second slab: emptying that gives it back. Kept for the next
 * state as {@link SmallPool} is.
 */
final class TwoSlabs {
    static final int PAGE_BYTES = 16 << 10;

    /** Makes a slab of 64 frames. */
    private static final int SLAB_FRAMES = 64;
    private static final long LIMIT_BYTES = 4 << 20;
    private static final Queue<SmallPool> UNUSED = new ConcurrentLinkedQueue<>();

    private TwoSlabs() {
    }

    /** @return a pool with one slab, of which one frame is free */
    static SmallPool take() {
        SmallPool used = UNUSED.poll();
        return used == null ? prepared() : used;
    }

    /** Stores a page in a second slab, and leaves room for it in the first. */
    static long storeApart(SmallPool small, Payload payload) {
        long plug = small.store(Payload.C, PAGE_BYTES);
        long handle = small.store(payload, PAGE_BYTES);
        small.pool().free(plug);
        return handle;
    }

    private static SmallPool prepared() {
        SmallPool small = new SmallPool(PAGE_BYTES, LIMIT_BYTES, UNUSED);
        for (int frame = 1; frame < SLAB_FRAMES; frame++)
            small.storePermanent(PAGE_BYTES);
        return small;
    }
}
