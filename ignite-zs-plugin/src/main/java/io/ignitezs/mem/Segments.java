package io.ignitezs.mem;

/**
 * The segment list of one object: one contiguous piece of memory, or two when the object spans frames that do not lie side
 * by side. Reused by its owner; belongs to one thread at a time.
 * Idea: the scatter list that Linux zsmalloc hands out for reading (mm/zsmalloc.c, zs_obj_read_sg_begin).
 */
public final class Segments {
    private long firstAddress;
    private int firstBytes;
    private long secondAddress;
    private int secondBytes;

    /** One piece. */
    public void set(long address, int bytes) {
        set(address, bytes, 0, 0);
    }

    /** Two pieces, in the order of the object's bytes. */
    public void set(long address, int bytes, long nextAddress, int nextBytes) {
        assert bytes > 0 && nextBytes >= 0 : bytes + ", " + nextBytes;
        firstAddress = address;
        firstBytes = bytes;
        secondAddress = nextAddress;
        secondBytes = nextBytes;
    }

    /** 1 or 2. */
    public int count() {
        return secondBytes == 0 ? 1 : 2;
    }

    /** Bytes of the object: the sum of its segments. */
    public int bytes() {
        return firstBytes + secondBytes;
    }

    public long firstAddress() {
        return firstAddress;
    }

    public int firstBytes() {
        return firstBytes;
    }

    /** Meaningless when there is one segment. */
    public long secondAddress() {
        return secondAddress;
    }

    /** 0 when there is one segment. */
    public int secondBytes() {
        return secondBytes;
    }

    /** Copies the whole object out. @param to memory of at least {@link #bytes} */
    public void copyTo(long to) {
        Memory.copy(firstAddress, to, firstBytes);
        if (secondBytes != 0)
            Memory.copy(secondAddress, to + firstBytes, secondBytes);
    }
}
