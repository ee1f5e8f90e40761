package io.ignitezs.zspage;

/** The geometry shared by all zspages of one class: {@code objects} slots of {@code slotBytes} in {@code frames} linked frames. */
public final class SizeClass {
    private final int index;
    private final int slotBytes;
    private final int frames;
    private final int objects;
    private final int costBytes;

    SizeClass(int index, int slotBytes, int frames, int pageBytes) {
        this.index = index;
        this.slotBytes = slotBytes;
        this.frames = frames;
        objects = frames * pageBytes / slotBytes;
        costBytes = (frames * pageBytes + objects - 1) / objects;
    }

    /** Position in {@link SizeClasses}, from the smallest slot up. */
    public int index() {
        return index;
    }

    /** Bytes from one slot to the next, header included. */
    public int slotBytes() {
        return slotBytes;
    }

    /** Frames of a zspage. */
    public int frames() {
        return frames;
    }

    /** Slots of a zspage. */
    public int objects() {
        return objects;
    }

    /** What one object really takes: its share of the frames, rounded up. */
    public int costBytes() {
        return costBytes;
    }

    /** Whether an object has its one-frame zspage for itself: then its slot has no header, the zspage's descriptor keeps it. */
    public boolean isHuge() {
        return objects == 1;
    }

    /** Bytes of the header at the start of each slot. */
    public int headerBytes() {
        return isHuge() ? 0 : SlotHeader.BYTES;
    }
}
