package io.ignitezs.tier;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** Pages of every kind the tier tells apart: text-like, half random, random, one repeated word. */
final class TestPages {
    private static final byte INDEX_MARK = 7;

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

    /** Fills a page of which about half compresses; it is no index page. */
    static ByteBuffer text(ByteBuffer page, Random random) {
        for (int offset = 0; offset < page.capacity(); offset += Long.BYTES)
            page.putLong(offset, offset % 16 == 0 ? random.nextLong() : 0);
        return page.put(page.capacity() - 1, (byte)0);
    }

    static ByteBuffer indexPage(ByteBuffer page, Random random) {
        return text(page, random).put(page.capacity() - 1, INDEX_MARK);
    }

    /** Whether {@link #indexPage} has made it. */
    static boolean isIndexPage(ByteBuffer page) {
        return page.get(page.capacity() - 1) == INDEX_MARK;
    }

    private static long word(int kind, int offset, Random random) {
        if (kind == 1)
            return random.nextLong();
        return random.nextInt(10) < kind ? 0x2020202020202020L : random.nextInt() & 0x0F0F0F0FL | (long)offset << 40;
    }
}
