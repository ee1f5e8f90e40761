package io.ignitezs.zspage;

import io.ignitezs.mem.Checked;
import io.ignitezs.mem.FrameArena;
import io.ignitezs.mem.Memory;
import io.ignitezs.mem.MemoryBudget;
import io.ignitezs.mem.RecordPool;
import io.ignitezs.mem.Segments;
import io.ignitezs.mem.Table;
import io.ignitezs.mem.ZsCorruptionException;
import java.util.function.IntPredicate;

/**
 * All zspages of a pool by number, from 1 on: their descriptors, frames and slots. Takes no locks: unless a method says
 * otherwise, the caller holds the lock of the zspage's size class, or has the zspage for itself.
 */
public final class Zspages implements AutoCloseable {
    /** No slot. */
    public static final int NONE = -1;

    /** A descriptor that says it is in use is. */
    private static final IntPredicate IS_SURE = zspage -> true;

    private final SizeClasses classes;
    private final RecordPool descriptors;
    private final IntPredicate isActive = this::isActive;
    private final ZspageFrames frames;

    /** @param chunkBytes by how much tables grow, a power of two */
    public Zspages(SizeClasses classes, FrameArena arena, MemoryBudget budget, int chunkBytes) {
        this.classes = classes;
        frames = new ZspageFrames(arena, budget, chunkBytes);
        descriptors = new RecordPool(new Table(budget, Descriptor.BYTES, chunkBytes / Descriptor.BYTES), Descriptor.NEXT_OFFSET);
    }

    /** Makes a zspage, all its slots free, isolated. Needs no lock. @return its number, or 0 if there is no memory */
    public int create(SizeClass sizeClass) {
        int zspage = descriptors.allocate(isActive, IS_SURE);
        if (zspage == 0)
            return 0;
        long descriptor = descriptors.address(zspage);
        int word = frames.allocate(zspage, sizeClass.frames());
        if (word == ZspageFrames.NONE) {
            descriptors.release(zspage);
            return 0;
        }
        Descriptor.frames(descriptor, word);
        Descriptor.classIndex(descriptor, sizeClass.index());
        Descriptor.inUse(descriptor, 0);
        Descriptor.limbo(descriptor, 0);
        Descriptor.fresh(descriptor, 0);
        if (!sizeClass.isHuge()) {
            Descriptor.freeHead(descriptor, SlotHeader.LAST);
            Descriptor.limboHead(descriptor, SlotHeader.LAST);
        }
        Descriptor.state(descriptor, Descriptor.ISOLATED);
        return zspage;
    }

    /** Gives a zspage's frames back. It must be on no list, have no slot in use or in limbo and no reader that found its object. */
    public void destroy(int zspage) {
        long descriptor = descriptors.address(zspage);
        assert isEmpty(zspage) : zspage;
        Descriptor.state(descriptor, Descriptor.DEAD);
        frames.free(zspage, Descriptor.frames(descriptor), sizeClass(zspage).frames());
        descriptors.release(zspage);
    }

    /** Hands out a slot, RESERVED; there must be one. @return {@link #NONE} if damage has made its free slots unknown: then it is full, as after {@link #fill} */
    public int takeSlot(int zspage) {
        long descriptor = descriptors.address(zspage);
        int slot = popSlot(zspage, descriptor);
        if (slot == NONE || !putHeaderIfThere(zspage, slot, SlotHeader.RESERVED)) {
            fill(zspage);
            return NONE;
        }
        Descriptor.inUse(descriptor, Descriptor.inUse(descriptor) + 1);
        return slot;
    }

    /** Nothing is put into a damaged zspage any more: all slots that are not in limbo count as in use, and those that have no object do so for ever. */
    public void fill(int zspage) {
        forgetFree(zspage, descriptors.address(zspage), sizeClass(zspage).objects());
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

    /** Frees all limbo slots of a zspage that was seen without readers; those that damage has made unknown count as in use for ever. @return how many */
    public int drainLimbo(int zspage) {
        long descriptor = descriptors.address(zspage);
        int drained = Descriptor.limbo(descriptor);
        int slot = firstLimboSlot(zspage);
        for (int left = drained; left > 0; left--) {
            if (!isLinked(zspage, slot, SlotHeader.LIMBO)) {
                Descriptor.inUse(descriptor, Descriptor.inUse(descriptor) + left);
                break;
            }
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

    /** Whether there is or was a zspage of this number, which may be any. Needs no lock. */
    public boolean exists(int zspage) {
        return zspage > 0 && zspage < descriptors.end();
    }

    /** Whether the object of a handle is in this slot, which may be any number. */
    public boolean isLive(int zspage, int slot, int handleSlot) {
        if (!isActive(zspage) || slot >= sizeClass(zspage).objects())
            return false;
        long header = headerIfThere(zspage, slot);
        return SlotHeader.state(header) == SlotHeader.LIVE && SlotHeader.handleSlot(header) == handleSlot;
    }

    /** Whether it is a zspage, isolated or not. */
    public boolean isActive(int zspage) {
        return Descriptor.state(descriptors.address(zspage)) != Descriptor.DEAD;
    }

    /**
     * Whether it is on a list of this class; the caller holds its lock. Also for a number that belongs to another class, or to nobody: between
     * a look at the state and one at the class it may have been destroyed there and made again here. Then it is not listed before the lock is free,
     * and the second look at the state shows it.
     */
    public boolean isListed(int zspage, SizeClass sizeClass) {
        long descriptor = descriptors.address(zspage);
        if (Descriptor.state(descriptor) != Descriptor.ACTIVE || Descriptor.classIndex(descriptor) != sizeClass.index())
            return false;
        Memory.loadFence();
        return Descriptor.state(descriptor) == Descriptor.ACTIVE;
    }

    public boolean isIsolated(int zspage) {
        return Descriptor.state(descriptors.address(zspage)) == Descriptor.ISOLATED;
    }

    /** Marks an active zspage; it is the caller's business to take it off its list, and to list it again. */
    public void isolated(int zspage, boolean isolated) {
        Descriptor.state(descriptors.address(zspage), isolated ? Descriptor.ISOLATED : Descriptor.ACTIVE);
    }

    /** Whether slots in limbo or retired frames wait until no one reads. May be asked without a lock. */
    public boolean isWaiting(int zspage) {
        return Descriptor.isWaiting(descriptors.address(zspage));
    }

    /** Whether frames that the zspage had before wait until no one reads. */
    public boolean hasRetired(int zspage) {
        return Descriptor.hasRetired(descriptors.address(zspage));
    }

    public void retired(int zspage, boolean frames) {
        Descriptor.retired(descriptors.address(zspage), frames);
    }

    /** Whether nothing is in use, and nothing waits. */
    public boolean isEmpty(int zspage) {
        return inUse(zspage) == 0 && !isWaiting(zspage);
    }

    /** Whether a writer has a slot whose payload it may still be writing. Needs no lock while the zspage is isolated: then there are no new ones. */
    public boolean hasReserved(int zspage) {
        for (int slot = fresh(zspage) - 1; slot >= 0; slot--)
            if (SlotHeader.state(header(zspage, slot)) == SlotHeader.RESERVED)
                return true;
        return false;
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

    /** As {@link #header}; if damage has led away from where it is, that of a slot that nobody can use. */
    public long headerIfThere(int zspage, int slot) {
        try {
            return header(zspage, slot);
        }
        catch (ZsCorruptionException e) {
            return SlotHeader.RESERVED;
        }
    }

    private boolean putHeaderIfThere(int zspage, int slot, long header) {
        try {
            putHeader(zspage, slot, header);
            return true;
        }
        catch (ZsCorruptionException e) {
            return false;
        }
    }

    /** Publishes a header: what was written to the slot before is seen by whoever sees it. Needs no lock for a RESERVED slot of one's own. */
    public void putHeader(int zspage, int slot, long header) {
        Memory.putLongRelease(headerAddress(zspage, slot), header);
    }

    /**
     * The pieces of a payload. Needs the zspage's read lock, or its slot RESERVED. The frames word is loaded once: migration may replace it
     * at any time, and what it led to stays while there are readers.
     * @param bytes 1..frameBytes
     * @throws ZsCorruptionException rather than leading out of the zspage, or into frames that are unmapped
     */
    public void segments(int zspage, int slot, int bytes, Segments into) {
        SizeClass sizeClass = sizeClass(zspage);
        if (slot >= sizeClass.objects() || bytes > sizeClass.slotBytes() - sizeClass.headerBytes() || !isActive(zspage))
            throw noSuchSlot(zspage, slot, bytes);
        int offset = slot * sizeClass.slotBytes() + sizeClass.headerBytes();
        int word = framesWord(zspage);
        int inFrame = frames.bytesInFrame(offset);
        if (bytes <= inFrame || ZspageFrames.isRun(word))
            into.set(frames.address(word, offset, bytes), bytes);
        else
            setSpanning(word, offset, bytes, inFrame, into);
    }

    /** Copies a payload into a RESERVED slot. @param from memory of {@code bytes} */
    public void write(int zspage, int slot, long from, int bytes) {
        SizeClass sizeClass = sizeClass(zspage);
        int offset = slot * sizeClass.slotBytes() + sizeClass.headerBytes();
        copyIn(zspage, offset, from, bytes);
    }

    /** Copies all that a slot can hold into a RESERVED slot of the same class. Needs the read lock of the zspage it is copied from. */
    public void copy(int fromZspage, int fromSlot, int toZspage, int toSlot, Segments scratch) {
        SizeClass sizeClass = sizeClass(fromZspage);
        segments(fromZspage, fromSlot, sizeClass.slotBytes() - sizeClass.headerBytes(), scratch);
        int offset = toSlot * sizeClass.slotBytes() + sizeClass.headerBytes();
        copyIn(toZspage, offset, scratch.firstAddress(), scratch.firstBytes());
        if (scratch.count() == 2)
            copyIn(toZspage, offset + scratch.firstBytes(), scratch.secondAddress(), scratch.secondBytes());
    }

    /** Where a zspage's frames are, see {@link ZspageFrames}. Needs no lock; migration may replace it. */
    public int framesWord(int zspage) {
        return Descriptor.frames(descriptors.address(zspage));
    }

    /** Lets a zspage have other frames, to which everything was copied. A full fence. */
    public void replaceFrames(int zspage, int word) {
        Descriptor.frames(descriptors.address(zspage), word);
    }

    /** Copies the headers of all slots once more, to frames that are to replace those of a zspage. */
    public void copyHeaders(int zspage, int toWord) {
        int slotBytes = sizeClass(zspage).slotBytes();
        for (int slot = 0; slot < headers(zspage); slot++)
            copyHeader(frames.address(framesWord(zspage), slot * slotBytes), frames.address(toWord, slot * slotBytes));
    }

    /** Copies the headers in one frame once more, to the frame that is to replace it. */
    public void copyHeaders(int zspage, int index, int toFrame) {
        int slotBytes = sizeClass(zspage).slotBytes();
        for (int slot = frames.firstSlotFrom(index, slotBytes); slot < headers(zspage); slot++) {
            int offset = slot * slotBytes;
            if (frames.index(offset) != index)
                return;
            copyHeader(address(zspage, offset), frames.address(toFrame, frames.offsetInFrame(offset)));
        }
    }

    /** Headers there are in the slots themselves. */
    private int headers(int zspage) {
        return sizeClass(zspage).isHuge() ? 0 : fresh(zspage);
    }

    private static void copyHeader(long from, long to) {
        Memory.putLong(to, Memory.getLong(from));
    }

    public ZspageFrames frames() {
        return frames;
    }

    /** The number of a zspage's frame. @param index 0..frames-1 */
    public int frame(int zspage, int index) {
        return frames.frame(framesWord(zspage), index);
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
        return descriptors.bytes() + frames.bytes();
    }

    /** Gives the tables back; the frames go with the arena. */
    @Override public void close() {
        descriptors.close();
        frames.close();
    }

    private int popSlot(int zspage, long descriptor) {
        int slot = firstFreeSlot(zspage);
        if (slot != SlotHeader.LAST) {
            if (isLinked(zspage, slot, SlotHeader.FREE)) {
                Descriptor.freeHead(descriptor, SlotHeader.nextSlot(header(zspage, slot)));
                return slot;
            }
            forgetFree(zspage, descriptor, Descriptor.fresh(descriptor));
        }
        slot = Descriptor.fresh(descriptor);
        if (slot >= sizeClass(zspage).objects())
            return NONE;
        Descriptor.fresh(descriptor, slot + 1);
        return slot;
    }

    private boolean isLinked(int zspage, int slot, int state) {
        return slot < sizeClass(zspage).objects() && SlotHeader.isLinked(headerIfThere(zspage, slot), state);
    }

    /** Of the slots below {@code end}, those that are not in limbo count as in use: some that are free are somewhere behind damage. */
    private void forgetFree(int zspage, long descriptor, int end) {
        if (!sizeClass(zspage).isHuge())
            Descriptor.freeHead(descriptor, SlotHeader.LAST);
        Descriptor.inUse(descriptor, end - Descriptor.limbo(descriptor));
    }

    private static ZsCorruptionException noSuchSlot(int zspage, int slot, int bytes) {
        return new ZsCorruptionException("No such slot [zspage=" + zspage + ", slot=" + slot + ", bytes=" + bytes + ']');
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
        if (putHeaderIfThere(zspage, slot, SlotHeader.linked(SlotHeader.FREE, Descriptor.freeHead(descriptor))))
            Descriptor.freeHead(descriptor, slot);
    }

    private void poison(int zspage, int slot, SizeClass sizeClass) {
        Segments payload = new Segments();
        try {
            segments(zspage, slot, sizeClass.slotBytes() - sizeClass.headerBytes(), payload);
        }
        catch (ZsCorruptionException e) {
            return;
        }
        Memory.fill(payload.firstAddress(), payload.firstBytes(), Checked.POISON);
        if (payload.count() == 2)
            Memory.fill(payload.secondAddress(), payload.secondBytes(), Checked.POISON);
    }

    /** For tests that flip bits: nobody is given a descriptor while its monitor is held. */
    RecordPool descriptors() {
        return descriptors;
    }

    /** Where a slot's header is; for tests that flip bits. */
    public long headerAddress(int zspage, int slot) {
        SizeClass sizeClass = sizeClass(zspage);
        return sizeClass.isHuge()
            ? Descriptor.hugeHeaderAddress(descriptors.address(zspage))
            : address(zspage, slot * sizeClass.slotBytes());
    }

    private long address(int zspage, int offset) {
        return frames.address(framesWord(zspage), offset);
    }

    private void copyIn(int zspage, int offset, long from, int bytes) {
        int inFrame = Math.min(bytes, frames.bytesInFrame(offset));
        Memory.copy(from, address(zspage, offset), inFrame);
        if (inFrame < bytes)
            Memory.copy(from + inFrame, address(zspage, offset + inFrame), bytes - inFrame);
    }

    /** Frames of a chain that happen to lie side by side still make one segment. */
    private void setSpanning(int word, int offset, int bytes, int inFrame, Segments into) {
        long first = frames.address(word, offset);
        long second = frames.address(word, offset + inFrame);
        if (first + inFrame == second)
            into.set(first, bytes);
        else
            into.set(first, inFrame, second, bytes - inFrame);
    }
}
