package io.ignitezs.mem;

import java.lang.reflect.Field;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import sun.misc.Unsafe;

/**
 * Raw memory: the only class that touches addresses. Words are in native byte order.
 * The memory mode of an access is in its name: plain, {@code Acquire}, {@code Release}, {@code Volatile}
 * (sequentially consistent) or compare-and-set (sequentially consistent both when it succeeds and when it fails).
 */
public final class Memory {
    private static final Unsafe UNSAFE = unsafe();
    private static final long ARRAY_BASE = Unsafe.ARRAY_BYTE_BASE_OFFSET;
    private static final long BUFFER_ADDRESS = bufferField("address");
    private static final long BUFFER_CAPACITY = bufferField("capacity");

    private Memory() {
    }

    /**
     * @param bytes how much, above 0
     * @return the address of uninitialised memory, or 0 if the operating system has none
     */
    static long allocate(long bytes) {
        try {
            return UNSAFE.allocateMemory(bytes);
        }
        catch (OutOfMemoryError e) {
            return 0;
        }
    }

    static void free(long address) {
        UNSAFE.freeMemory(address);
    }

    public static byte getByte(long address) {
        return UNSAFE.getByte(address);
    }

    public static void putByte(long address, byte value) {
        UNSAFE.putByte(address, value);
    }

    public static byte getByteVolatile(long address) {
        return UNSAFE.getByteVolatile(null, address);
    }

    public static void putByteVolatile(long address, byte value) {
        UNSAFE.putByteVolatile(null, address, value);
    }

    /** An unsigned 16-bit word. */
    public static int getChar(long address) {
        return UNSAFE.getChar(address);
    }

    public static void putChar(long address, int value) {
        assert value >= 0 && value <= Character.MAX_VALUE : value;
        UNSAFE.putChar(address, (char)value);
    }

    public static void putCharVolatile(long address, int value) {
        assert value >= 0 && value <= Character.MAX_VALUE : value;
        UNSAFE.putCharVolatile(null, address, (char)value);
    }

    public static int getCharVolatile(long address) {
        return UNSAFE.getCharVolatile(null, address);
    }

    public static int getInt(long address) {
        return UNSAFE.getInt(address);
    }

    public static void putInt(long address, int value) {
        UNSAFE.putInt(address, value);
    }

    public static int getIntVolatile(long address) {
        return UNSAFE.getIntVolatile(null, address);
    }

    public static void putIntVolatile(long address, int value) {
        UNSAFE.putIntVolatile(null, address, value);
    }

    public static void putIntRelease(long address, int value) {
        UNSAFE.putOrderedInt(null, address, value);
    }

    /** @return the value before */
    public static int getAndAddInt(long address, int delta) {
        return UNSAFE.getAndAddInt(null, address, delta);
    }

    public static long getLong(long address) {
        return UNSAFE.getLong(address);
    }

    public static void putLong(long address, long value) {
        UNSAFE.putLong(address, value);
    }

    public static long getLongVolatile(long address) {
        return UNSAFE.getLongVolatile(null, address);
    }

    public static void putLongRelease(long address, long value) {
        UNSAFE.putOrderedLong(null, address, value);
    }

    public static void putLongVolatile(long address, long value) {
        UNSAFE.putLongVolatile(null, address, value);
    }

    public static boolean compareAndSetLong(long address, long expected, long value) {
        return UNSAFE.compareAndSwapLong(null, address, expected, value);
    }

    /** Loads before the fence are not moved behind it: for the second look of an optimistic read. */
    public static void loadFence() {
        UNSAFE.loadFence();
    }

    /** Stores behind the fence are not moved before it: a writer's odd count is seen before what it changes. */
    public static void storeFence() {
        UNSAFE.storeFence();
    }

    public static void copy(long from, long to, long bytes) {
        UNSAFE.copyMemory(from, to, bytes);
    }

    public static void copy(byte[] from, int offset, long to, int bytes) {
        assert offset >= 0 && bytes >= 0 && offset + bytes <= from.length : offset + "+" + bytes + " of " + from.length;
        UNSAFE.copyMemory(from, ARRAY_BASE + offset, null, to, bytes);
    }

    public static void copy(long from, byte[] to, int offset, int bytes) {
        assert offset >= 0 && bytes >= 0 && offset + bytes <= to.length : offset + "+" + bytes + " of " + to.length;
        UNSAFE.copyMemory(null, from, to, ARRAY_BASE + offset, bytes);
    }

    public static void fill(long address, long bytes, byte value) {
        UNSAFE.setMemory(address, bytes, value);
    }

    /** The address of the first byte (index 0, not position) of a direct buffer. The buffer must outlive its use. */
    public static long address(ByteBuffer direct) {
        assert direct.isDirect() : direct;
        return UNSAFE.getLong(direct, BUFFER_ADDRESS);
    }

    /**
     * Makes a direct buffer without memory of its own, to be pointed at pieces of memory by {@link #point}. It belongs to
     * one thread at a time and costs no garbage per piece, which codecs that want a {@code ByteBuffer} would otherwise need.
     */
    public static ByteBuffer newView() {
        return ByteBuffer.allocateDirect(0).duplicate().order(ByteOrder.nativeOrder());
    }

    /** Points a buffer made by {@link #newView} at exactly {@code bytes} of memory; its position becomes 0. */
    public static ByteBuffer point(ByteBuffer view, long address, int bytes) {
        UNSAFE.putLong(view, BUFFER_ADDRESS, address);
        UNSAFE.putInt(view, BUFFER_CAPACITY, bytes);
        view.limit(bytes).position(0);
        return view;
    }

    private static Unsafe unsafe() {
        try {
            Field field = Unsafe.class.getDeclaredField("theUnsafe");
            field.setAccessible(true);
            return (Unsafe)field.get(null);
        }
        catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static long bufferField(String name) {
        try {
            return UNSAFE.objectFieldOffset(Buffer.class.getDeclaredField(name));
        }
        catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
