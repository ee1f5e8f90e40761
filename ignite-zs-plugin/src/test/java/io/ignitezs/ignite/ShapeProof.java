package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ignitezs.codec.PageShape;
import io.ignitezs.mem.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;

/**
 * Strips and restores a page and proves: the page was not changed; every byte that Ignite may read is as it was; every other
 * byte that was taken out is zero; garbage in free space neither survives nor changes what is kept.
 */
final class ShapeProof {
    private final int pageBytes;
    private final PageShape shape;
    private final ByteBuffer page;
    private final ByteBuffer stripped;
    private final Random garbage = new Random(1);

    ShapeProof(int pageBytes) {
        this.pageBytes = pageBytes;
        shape = new IgnitePageShape(pageBytes);
        page = direct();
        stripped = direct();
    }

    /** @return bytes that are kept, {@code pageBytes} if the page is left whole */
    int prove(byte[] original, BitSet readable, String what) {
        byte[] kept = strip(original, what);
        if (kept.length == pageBytes)
            return pageBytes;
        byte[] restored = restore(kept);
        for (int index = 0; index < pageBytes; index++)
            assertEquals(readable.get(index) ? original[index] : 0, restored[index], what + ", byte " + index);
        assertArrayEquals(kept, strip(withGarbage(original, readable), what), what + ", with garbage in its free space");
        return kept.length;
    }

    byte[] restore(byte[] kept) {
        byte[] filled = new byte[pageBytes];
        garbage.nextBytes(filled);
        System.arraycopy(kept, 0, filled, 0, kept.length);
        load(filled);
        shape.restore(page, kept.length);
        return bytes(page, pageBytes);
    }

    private byte[] strip(byte[] original, String what) {
        load(original);
        byte[] noise = new byte[pageBytes];
        garbage.nextBytes(noise);
        Memory.copy(noise, 0, Memory.address(stripped), pageBytes);
        page.position(pageBytes);
        int keptBytes = shape.strip(page, stripped);
        assertEquals(pageBytes, page.position(), what + ", position");
        assertEquals(pageBytes, page.limit(), what + ", limit");
        assertArrayEquals(original, bytes(page, pageBytes), what + ", source changed");
        return keptBytes == pageBytes ? original : bytes(stripped, keptBytes);
    }

    private byte[] withGarbage(byte[] original, BitSet readable) {
        byte[] changed = Arrays.copyOf(original, pageBytes);
        for (int index = readable.nextClearBit(0); index < pageBytes; index = readable.nextClearBit(index + 1))
            changed[index] = (byte)garbage.nextInt();
        return changed;
    }

    private void load(byte[] bytes) {
        page.clear();
        Memory.copy(bytes, 0, Memory.address(page), pageBytes);
    }

    private ByteBuffer direct() {
        return ByteBuffer.allocateDirect(pageBytes).order(ByteOrder.nativeOrder());
    }

    static byte[] bytes(ByteBuffer direct, int count) {
        byte[] bytes = new byte[count];
        Memory.copy(Memory.address(direct), bytes, 0, count);
        return bytes;
    }
}
