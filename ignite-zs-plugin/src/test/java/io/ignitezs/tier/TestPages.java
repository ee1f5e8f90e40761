package io.ignitezs.tier;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** Pages of every kind the tier tells apart: text-like, half random, random, one repeated word. */
final class TestPages {
    private TestPages() {
    }

    static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** Fills a page with something that is different for each (key, version). */
    static void fill(ByteBuffer page, int key, int version, Random random) {
        int kind = random.nextInt(10);
        for (int offset = 0; offset < page.capacity(); offset += Long.BYTES)
            page.putLong(offset, kind == 0 ? 31L * key + version : word(kind, offset, random));
        if (kind != 0) {
            page.putInt(0, key);
            page.putInt(4, version);
        }
    }

    private static long word(int kind, int offset, Random random) {
        if (kind == 1)
            return random.nextLong();
        return random.nextInt(10) < kind ? 0x2020202020202020L : random.nextInt() & 0x0F0F0F0FL | (long)offset << 40;
    }
}
