package io.ignitezs.codec;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Lends contexts to threads. A thread usually gets the one it gave back last, so its memory is warm, but contexts are not bound
 * to threads: those that end leave nothing behind. Makes no garbage while threads find what they need.
 * @param <T> what is lent; used by one thread at a time
 */
public final class ContextPool<T extends AutoCloseable> implements AutoCloseable {
    private static final int SLOTS_PER_PROCESSOR = 4;

    /** Slots in use lie this many references apart, on cache lines of their own. */
    private static final int STRIDE = 16;

    private final Supplier<T> factory;
    private final AtomicReferenceArray<T> slots;
    private final int mask;
    private volatile boolean closed;

    public ContextPool(Supplier<T> factory) {
        this(factory, SLOTS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors());
    }

    /** @param minSlots rounded up to a power of two */
    ContextPool(Supplier<T> factory, int minSlots) {
        this.factory = factory;
        int count = Integer.highestOneBit(Math.max(1, minSlots * 2 - 1));
        mask = count - 1;
        slots = new AtomicReferenceArray<>(count * STRIDE);
    }

    /** @return a context that MUST come back by {@link #give}; a new one if none is free */
    public T take() {
        int start = startSlot();
        for (int i = 0; i <= mask; i++) {
            T context = remove((start + i & mask) * STRIDE);
            if (context != null)
                return context;
        }
        return factory.get();
    }

    /** Takes a context back, to be lent again; closes it if there is no room or the pool is closed. */
    public void give(T context) {
        int start = startSlot();
        for (int i = 0; i <= mask && !closed; i++) {
            int slot = (start + i & mask) * STRIDE;
            if (slots.getPlain(slot) == null && slots.compareAndSet(slot, null, context)) {
                closeIfLate(slot);
                return;
            }
        }
        close(context);
    }

    /** Closes the contexts that are here; those that are lent are closed when they come back. */
    @Override public void close() {
        closed = true;
        for (int i = 0; i <= mask; i++)
            closeIfLate(i * STRIDE);
    }

    /* Pairs with close(): a giver publishes its context and then looks at the flag, close() sets the flag and then looks at the
       slots. Each is sequentially consistent, so at least one of the two finds the context, and removing it decides which. */
    private void closeIfLate(int slot) {
        if (!closed)
            return;
        T context = remove(slot);
        if (context != null)
            close(context);
    }

    private T remove(int slot) {
        return slots.get(slot) == null ? null : slots.getAndSet(slot, null);
    }

    private int startSlot() {
        return (int)Thread.currentThread().getId() & mask;
    }

    private static void close(AutoCloseable context) {
        try {
            context.close();
        }
        catch (Exception e) {
            throw new IllegalStateException("Failed to close " + context, e);
        }
    }
}
