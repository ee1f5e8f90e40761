package io.ignitezs.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ignitezs.mem.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Direct memory between two guards: what is written outside of it is found, and what is read outside of it is poison. */
final class GuardedMemory {
    private static final int GUARD_BYTES = 64;

    private final ByteBuffer whole;
    private final ByteBuffer inside = Memory.newView();
    private final int bytes;
    private final byte poison;

    GuardedMemory(int bytes) {
        this(bytes, (byte)0xA5);
    }

    GuardedMemory(int bytes, byte poison) {
        this.bytes = bytes;
        this.poison = poison;
        whole = ByteBuffer.allocateDirect(bytes + 2 * GUARD_BYTES).order(ByteOrder.nativeOrder());
        Memory.fill(Memory.address(whole), whole.capacity(), poison);
    }

    static GuardedMemory of(byte[] content) {
        return of(content, 0, content.length, (byte)0xA5);
    }

    static GuardedMemory of(byte[] content, int from, int to, byte poison) {
        GuardedMemory memory = new GuardedMemory(to - from, poison);
        Memory.copy(content, from, memory.address(), to - from);
        return memory;
    }

    long address() {
        return Memory.address(whole) + GUARD_BYTES;
    }

    int bytes() {
        return bytes;
    }

    /** A buffer whose position and limit say nothing about it, as a page's may. */
    ByteBuffer buffer() {
        return Memory.point(inside, address(), bytes).limit(bytes / 2).position(bytes / 3);
    }

    byte[] content() {
        byte[] content = new byte[bytes];
        Memory.copy(address(), content, 0, bytes);
        return content;
    }

    void checkGuards() {
        for (int i = 0; i < GUARD_BYTES; i++) {
            assertEquals(poison, whole.get(i), "byte before, " + i);
            assertEquals(poison, whole.get(GUARD_BYTES + bytes + i), "byte behind, " + i);
        }
    }
}
