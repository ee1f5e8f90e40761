package io.ignitezs.pool;

import io.ignitezs.mem.Memory;
import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.mem.Table;
import io.ignitezs.zspage.SlotHeader;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Handle slot -> location, 8 bytes each, off-heap, grown in chunks. Free slots form a stack that runs through their own
 * words; its head carries a count of changes, so that a slot that was taken and given back meanwhile is noticed.
 */
final class HandleTable implements AutoCloseable {
    private final Table table;

    /** [changes, 32 bits | first free slot, 32 bits]; slot 0 is not used and means none. */
    private final AtomicLong freeHead = new AtomicLong();

    HandleTable(MemoryBudget budget, int chunkRecords) {
        table = new Table(budget, Long.BYTES, chunkRecords);
    }

    /** @return a handle that is not live yet, or {@link Handle#NONE} if the budget has no room */
    long allocate() {
        while (true) {
            long head = freeHead.get();
            int slot = (int)head;
            if (slot == 0) {
                if (!grow())
                    return Handle.NONE;
                continue;
            }
            long location = load(slot);
            if (!isFree(location))
                forgetFree(head);
            else if (freeHead.compareAndSet(head, nextHead(head, Location.nextFree(location))))
                return Handle.of(slot, Location.generation(location));
        }
    }

    /**
     * Makes a handle live. What was written before is seen by whoever finds the location; nobody else knows the handle yet, so a release
     * is enough, and a fence would wait for the lines of the object.
     */
    void publish(long handle, int zspage, int slot) {
        Memory.putLongRelease(address(Handle.slot(handle)), Location.live(zspage, slot, Handle.generation(handle)));
    }

    /** Ends a live handle; from now on nobody finds the object. A full fence. @return where it was, or 0 if the handle is not live */
    long unpublish(long handle) {
        long address = address(Handle.slot(handle));
        while (true) {
            long location = Memory.getLongVolatile(address);
            if (!Location.belongsTo(location, handle))
                return 0;
            long ended = Location.free(0, Location.nextGeneration(Location.generation(location)));
            if (Memory.compareAndSetLong(address, location, ended))
                return location;
        }
    }

    /** Undoes {@link #unpublish}: the handle was not the caller's. */
    void republish(long handle, long location) {
        Memory.putLongRelease(address(Handle.slot(handle)), location);
    }

    /** Lets a handle lead elsewhere, if it still leads where it did. A full fence. @return false if the object was freed or moved meanwhile */
    boolean move(int slot, long location, int zspage, int toSlot) {
        return Memory.compareAndSetLong(address(slot), location, Location.live(zspage, toSlot, Location.generation(location)));
    }

    /** Gives back a handle slot that is not live. */
    void release(int slot) {
        long address = address(slot);
        int generation = Location.generation(Memory.getLongVolatile(address));
        while (true) {
            long head = freeHead.get();
            Memory.putLongRelease(address, Location.free((int)head, generation));
            if (freeHead.compareAndSet(head, nextHead(head, slot)))
                return;
        }
    }

    /** The location word of a slot, live or not. */
    long load(int slot) {
        return Memory.getLongVolatile(address(slot));
    }

    /** Whether a handle's slot exists at all; handles come from outside. */
    boolean contains(long handle) {
        return handle >>> Handle.BITS == 0 && containsSlot(Handle.slot(handle));
    }

    boolean containsSlot(int slot) {
        return slot > 0 && slot < table.capacity();
    }

    /** All slots are below this. */
    int end() {
        return (int)table.capacity();
    }

    /** Bytes charged. */
    long bytes() {
        return table.bytes();
    }

    @Override public void close() {
        freeHead.set(0);
        table.close();
    }

    /** For tests that flip bits. */
    long addressOf(int slot) {
        return address(slot);
    }

    private long address(int slot) {
        return table.address(slot);
    }

    private boolean isFree(long location) {
        int next = Location.nextFree(location);
        return !Location.isLive(location) && Location.isWhole(location) && (next == 0 || containsSlot(next));
    }

    /** What the first free slot says is not that, and nobody has taken it meanwhile: it is damaged. It and those behind it are lost. */
    private void forgetFree(long head) {
        freeHead.compareAndSet(head, nextHead(head, 0));
    }

    private static long nextHead(long head, int slot) {
        return (head >>> Integer.SIZE) + 1 << Integer.SIZE | slot;
    }

    /** @return true if there are, or may be, free slots now */
    private synchronized boolean grow() {
        if ((int)freeHead.get() != 0)
            return true;
        int first = end();
        if ((long)first + table.chunkRecords() > SlotHeader.MAX_HANDLE_SLOTS || !table.grow())
            return false;
        for (int slot = end() - 1; slot >= Math.max(1, first); slot--) {
            Memory.putLongRelease(address(slot), Location.free(0, 1));
            release(slot);
        }
        return true;
    }
}
