package io.ignitezs.zspage;

import io.ignitezs.mem.Checked;
import io.ignitezs.mem.FrameArena;
import io.ignitezs.mem.Memory;
import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.mem.RecordPool;
import io.ignitezs.mem.Segments;
import io.ignitezs.mem.Table;

/**
 * All zspages of a pool by number, from 1 on: their descriptors, frames and slots. Takes no locks: unless a method says
 * otherwise, the caller holds the lock of the zspage's size class, or has the zspage for itself.
 */
public final class Zspages implements AutoCloseable {
    private static final int CHAIN_BYTES = SizeClasses.MAX_CHAIN_LIMIT * Integer.BYTES;

    private final SizeClasses classes;
    private final FrameArena arena;
    private final RecordPool descriptors;

    /** One number per frame, for zspages whose frames do not lie side by side. */
    private final RecordPool chains;
    private final int frameShift;
    private final int frameBytes;

    /** @param chunkBytes by how much tables grow, a power of two */
    public Zspages(SizeClasses classes, FrameArena arena, MemoryBudget budget, int chunkBytes) {
        this.classes = classes;
        this.arena = arena;
        frameBytes = arena.frameBytes();
        frameShift = Integer.numberOfTrailingZeros(frameBytes);
        descriptors = new RecordPool(new Table(budget, Descriptor.BYTES, chunkBytes / Descriptor.BYTES), Descriptor.NEXT_OFFSET);
        chains = new RecordPool(new Table(budget, CHAIN_BYTES, chunkBytes / CHAIN_BYTES), 0);
    }

    /** Makes a zspage, all its slots free, on no list. Needs no lock. @return its number, or 0 if there is no memory */
    public int create(SizeClass sizeClass) {
        int zspage = descriptors.allocate();
        if (zspage == 0)
            return 0;
        long descriptor = descriptors.address(zspage);
        if (!allocateFrames(zspage, descriptor, sizeClass.frames())) {
            descriptors.release(zspage);
            return 0;
        }
        Descriptor.classIndex(descriptor, sizeClass.index());
        Descriptor.inUse(descriptor, 0);
        Descriptor.limbo(descriptor, 0);
        Descriptor.fresh(descriptor, 0);
        if (!sizeClass.isHuge()) {
            Descriptor.freeHead(descriptor, SlotHeader.LAST);
            Descriptor.limboHead(descriptor, SlotHeader.LAST);
        }
        Descriptor.state(descriptor, Descriptor.ACTIVE);
        return zspage;
    }

    /** Gives a zspage's frames back. It must be on no list, have no slot in use or in limbo and no reader that found its object. */
    public void destroy(int zspage) {
        long descriptor = descriptors.address(zspage);
        assert Descriptor.inUse(descriptor) == 0 && Descriptor.limbo(descriptor) == 0 : zspage;
        Descriptor.state(descriptor, Descriptor.DEAD);
        freeFrames(descriptor, sizeClass(zspage).frames());
        descriptors.release(zspage);
    }

    /** Hands out a slot, RESERVED; there must be one. */
    public int takeSlot(int zspage) {
        long descriptor = descriptors.address(zspage);
        int slot = popSlot(zspage, descriptor);
        putHeader(zspage, slot, SlotHeader.RESERVED);
        Descriptor.inUse(descriptor, Descriptor.inUse(descriptor) + 1);
        return slot;
    }

    /** Takes a slot back that no reader can find or is still reading. */
    public void freeSlot(int zspage, int slot) {
        long descriptor = descriptors.address(zspage);
        Descriptor.inUse(descriptor, Descriptor.inUse(descriptor) - 1);
        pushFree(zspage, slot);
    }

    /** Takes a slot back that may still be being read: it waits in limbo. */
    public void limboSlot(int zspage, int slot) {
        long descriptor = descriptors.address(zspage);
        boolean huge = sizeClass(zspage).isHuge();
        putHeader(zspage, slot, SlotHeader.linked(SlotHeader.LIMBO, huge ? SlotHeader.LAST : Descriptor.limboHead(descriptor)));
        if (!huge)
            Descriptor.limboHead(descriptor, slot);
        Descriptor.inUse(descriptor, Descriptor.inUse(descriptor) - 1);
        Descriptor.limbo(descriptor, Descriptor.limbo(descriptor) + 1);
    }

    /** Frees all limbo slots of a zspage that was seen without readers. @return how many */
    public int drainLimbo(int zspage) {
        long descriptor = descriptors.address(zspage);
        int drained = Descriptor.limbo(descriptor);
        int slot = firstLimboSlot(zspage);
        for (int left = drained; left > 0; left--) {
            int next = SlotHeader.nextSlot(header(zspage, slot));
            pushFree(zspage, slot);
            slot = next;
        }
        if (!sizeClass(zspage).isHuge())
            Descriptor.limboHead(descriptor, SlotHeader.LAST);
        Descriptor.limbo(descriptor, 0);
        return drained;
    }

    /** Where a zspage's descriptor is. Needs no lock; also for numbers that are DEAD. */
    public long descriptor(int zspage) {
        return descriptors.address(zspage);
    }

    /** The class of a zspage of which the caller holds a slot. */
    public SizeClass sizeClass(int zspage) {
        return classes.get(Descriptor.classIndex(descriptors.address(zspage)));
    }

    /** The class of a zspage that may be DEAD: a hint. Needs no lock. */
    public int classIndexHint(int zspage) {
        return Math.min(Descriptor.classIndex(descriptors.address(zspage)), classes.count() - 1);
    }

    public boolean isActive(int zspage) {
        return Descriptor.state(descriptors.address(zspage)) == Descriptor.ACTIVE;
    }

    public int inUse(int zspage) {
        return Descriptor.inUse(descriptors.address(zspage));
    }

    /** Slots in limbo. May be read without a lock. */
    public int limbo(int zspage) {
        return Descriptor.limbo(descriptors.address(zspage));
    }

    /** Slots that cannot be handed out. */
    public int occupied(int zspage) {
        return inUse(zspage) + limbo(zspage);
    }

    /** Slots below this have headers. */
    public int fresh(int zspage) {
        return Descriptor.fresh(descriptors.address(zspage));
    }

    public int firstFreeSlot(int zspage) {
        return sizeClass(zspage).isHuge() ? SlotHeader.LAST : Descriptor.freeHead(descriptors.address(zspage));
    }

    public int firstLimboSlot(int zspage) {
        if (sizeClass(zspage).isHuge())
            return limbo(zspage) == 0 ? SlotHeader.LAST : 0;
        return Descriptor.limboHead(descriptors.address(zspage));
    }

    public long header(int zspage, int slot) {
        return Memory.getLongVolatile(headerAddress(zspage, slot));
    }

    /** Publishes a header: what was written to the slot before is seen by whoever sees it. Needs no lock for a RESERVED slot of one's own. */
    public void putHeader(int zspage, int slot, long header) {
        Memory.putLongRelease(headerAddress(zspage, slot), header);
    }

    /** The pieces of a payload. Needs the zspage's read lock, or its slot RESERVED. @param bytes 1..frameBytes */
    public void segments(int zspage, int slot, int bytes, Segments into) {
        SizeClass sizeClass = sizeClass(zspage);
        int offset = slot * sizeClass.slotBytes() + sizeClass.headerBytes();
        long address = address(zspage, offset);
        int inFrame = frameBytes - (offset & frameBytes - 1);
        if (bytes <= inFrame || Descriptor.frames(descriptors.address(zspage)) >= 0)
            into.set(address, bytes);
        else
            setSpanning(zspage, offset, bytes, inFrame, into);
    }

    /** Copies a payload into a RESERVED slot. @param from memory of {@code bytes} */
    public void write(int zspage, int slot, long from, int bytes) {
        SizeClass sizeClass = sizeClass(zspage);
        int offset = slot * sizeClass.slotBytes() + sizeClass.headerBytes();
        int inFrame = Math.min(bytes, frameBytes - (offset & frameBytes - 1));
        Memory.copy(from, address(zspage, offset), inFrame);
        if (inFrame < bytes)
            Memory.copy(from + inFrame, address(zspage, offset + inFrame), bytes - inFrame);
    }

    /** The number of a zspage's frame. @param index 0..frames-1 */
    public int frame(int zspage, int index) {
        int frames = Descriptor.frames(descriptors.address(zspage));
        return frames >= 0 ? frames + index : Memory.getIntVolatile(chains.address(~frames) + (long)index * Integer.BYTES);
    }

    /** All zspage numbers are below this. */
    public int end() {
        return descriptors.end();
    }

    /** Zspages there are. */
    public int count() {
        return descriptors.inUse();
    }

    /** Bytes charged for descriptors and chain records. */
    public long bytes() {
        return descriptors.bytes() + chains.bytes();
    }

    /** Gives the tables back; the frames go with the arena. */
    @Override public void close() {
        descriptors.close();
        chains.close();
    }

    private boolean allocateFrames(int zspage, long descriptor, int count) {
        int first = arena.allocateRun(count);
        if (first == FrameArena.NONE)
            return count > 1 && allocateChain(zspage, descriptor, count);
        arena.setOwner(first, count, zspage);
        Descriptor.frames(descriptor, first);
        return true;
    }

    private boolean allocateChain(int zspage, long descriptor, int count) {
        int chain = chains.allocate();
        if (chain == 0)
            return false;
        for (int index = 0; index < count; index++) {
            int frame = arena.allocateFrame();
            if (frame == FrameArena.NONE) {
                freeChain(chain, index);
                return false;
            }
            arena.setOwner(frame, 1, zspage);
            Memory.putInt(chains.address(chain) + (long)index * Integer.BYTES, frame);
        }
        Descriptor.frames(descriptor, ~chain);
        return true;
    }

    private void freeFrames(long descriptor, int count) {
        int frames = Descriptor.frames(descriptor);
        if (frames >= 0)
            arena.free(frames, count);
        else
            freeChain(~frames, count);
    }

    private void freeChain(int chain, int count) {
        for (int index = 0; index < count; index++)
            arena.free(Memory.getInt(chains.address(chain) + (long)index * Integer.BYTES), 1);
        chains.release(chain);
    }

    private int popSlot(int zspage, long descriptor) {
        int slot = firstFreeSlot(zspage);
        if (slot != SlotHeader.LAST) {
            Descriptor.freeHead(descriptor, SlotHeader.nextSlot(header(zspage, slot)));
            return slot;
        }
        slot = Descriptor.fresh(descriptor);
        assert slot < sizeClass(zspage).objects() : "no free slot in zspage " + zspage;
        Descriptor.fresh(descriptor, slot + 1);
        return slot;
    }

    private void pushFree(int zspage, int slot) {
        SizeClass sizeClass = sizeClass(zspage);
        long descriptor = descriptors.address(zspage);
        if (Checked.CHECKED)
            poison(zspage, slot, sizeClass);
        if (sizeClass.isHuge()) {
            Descriptor.fresh(descriptor, 0);
            return;
        }
        putHeader(zspage, slot, SlotHeader.linked(SlotHeader.FREE, Descriptor.freeHead(descriptor)));
        Descriptor.freeHead(descriptor, slot);
    }

    private void poison(int zspage, int slot, SizeClass sizeClass) {
        Segments payload = new Segments();
        segments(zspage, slot, sizeClass.slotBytes() - sizeClass.headerBytes(), payload);
        Memory.fill(payload.firstAddress(), payload.firstBytes(), Checked.POISON);
        if (payload.count() == 2)
            Memory.fill(payload.secondAddress(), payload.secondBytes(), Checked.POISON);
    }

    private long headerAddress(int zspage, int slot) {
        SizeClass sizeClass = sizeClass(zspage);
        return sizeClass.isHuge()
            ? Descriptor.hugeHeaderAddress(descriptors.address(zspage))
            : address(zspage, slot * sizeClass.slotBytes());
    }

    private long address(int zspage, int offset) {
        int frames = Descriptor.frames(descriptors.address(zspage));
        return frames >= 0
            ? arena.address(frames) + offset
            : arena.address(frame(zspage, offset >>> frameShift)) + (offset & frameBytes - 1);
    }

    /** Frames of a chain that happen to lie side by side still make one segment. */
    private void setSpanning(int zspage, int offset, int bytes, int inFrame, Segments into) {
        long first = address(zspage, offset);
        long second = address(zspage, offset + inFrame);
        if (first + inFrame == second)
            into.set(first, bytes);
        else
            into.set(first, inFrame, second, bytes - inFrame);
    }
}
