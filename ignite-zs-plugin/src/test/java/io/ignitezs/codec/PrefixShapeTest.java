package io.ignitezs.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Tries the contract on the simplest shape. */
class PrefixShapeTest extends PageShapeContractTest {
    private static final int PAGE_BYTES = 2048;

    @Override protected PageShape newShape() {
        return new PrefixShape(PAGE_BYTES);
    }

    @Override protected Map<String, byte[]> pages() {
        Map<String, byte[]> pages = new LinkedHashMap<>();
        Random random = new Random(83);
        for (int usedBytes : new int[] {-5, 0, 4, 5, 1000, 2047, 2048, 2049})
            pages.put("used " + usedBytes, page(usedBytes, random));
        return pages;
    }

    @Override protected byte[] meaningful(byte[] page) {
        return Arrays.copyOf(Arrays.copyOf(page, ByteBuffer.wrap(page).order(ByteOrder.nativeOrder()).getInt(0)), PAGE_BYTES);
    }

    private static byte[] page(int usedBytes, Random random) {
        byte[] page = Content.RANDOM.bytes(PAGE_BYTES, random);
        ByteBuffer.wrap(page).order(ByteOrder.nativeOrder()).putInt(0, usedBytes);
        return page;
    }
}
