package io.ignitezs.ignite;

import io.ignitezs.codec.Codec;
import io.ignitezs.codec.PageEncoder;
import io.ignitezs.codec.PageShape;
import io.ignitezs.mem.Memory;
import io.ignitezs.mem.Segments;
import io.ignitezs.zspage.SizeClasses;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * What a tier stores for pages, without the tier: objects lie one after the other in page order, and what is known of them in
 * arrays, in the order of visiting. So a visit costs no cold memory but the object itself: no store of pages can do better.
 */
final class StoredCopies {
    private final ByteBuffer memory;
    private final int[] offset;
    private final int[] storedBytes;
    private final int[] strippedBytes;
    private final int[] checksum;
    private final byte[] kind;

    /**
     * @param order pages in the order of visiting; numbers below are positions in it
     * @param shape null if pages are to be compressed whole
     */
    StoredCopies(PageSet pages, int[] order, Codec codec, PageShape shape) {
        memory = ByteBuffer.allocateDirect(pages.count() * PageSet.PAGE_BYTES).order(ByteOrder.nativeOrder());
        offset = new int[order.length];
        storedBytes = new int[order.length];
        strippedBytes = new int[order.length];
        checksum = new int[order.length];
        kind = new byte[order.length];
        int[] positions = positions(order, pages.count());
        ByteBuffer view = Memory.newView();
        SizeClasses classes = new SizeClasses(PageSet.PAGE_BYTES, SizeClasses.MAX_CHAIN_LIMIT);
        int end = 0;
        IntUnaryOperator costBytes = bytes -> classes.of(bytes).costBytes();
        try (PageEncoder encoder = new PageEncoder(PageSet.PAGE_BYTES, codec, shape, true, costBytes)) {
            for (int page = 0; page < pages.count(); page++) {
                encoder.encode(pages.view(view, page));
                if (positions[page] >= 0)
                    end = keep(positions[page], end, encoder);
            }
        }
    }

    Segments segments(int position, Segments into) {
        into.set(Memory.address(memory) + offset[position], storedBytes[position]);
        return into;
    }

    int storedBytes(int position) {
        return storedBytes[position];
    }

    int strippedBytes(int position) {
        return strippedBytes[position];
    }

    int checksum(int position) {
        return checksum[position];
    }

    int kind(int position) {
        return kind[position];
    }

    private int keep(int position, int end, PageEncoder encoded) {
        Memory.copy(encoded.address(), Memory.address(memory) + end, encoded.storedBytes());
        offset[position] = end;
        storedBytes[position] = encoded.storedBytes();
        strippedBytes[position] = encoded.strippedBytes();
        checksum[position] = encoded.checksum();
        kind[position] = (byte)encoded.kind();
        return end + encoded.storedBytes();
    }

    private static int[] positions(int[] order, int pages) {
        int[] positions = new int[pages];
        Arrays.fill(positions, -1);
        for (int position = 0; position < order.length; position++)
            positions[order[position]] = position;
        return positions;
    }
}
