package io.ignitezs.codec;

import io.ignitezs.mem.Memory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Compressed pages that are visited in random order and take more memory than the processor's caches hold. */
final class ColdObjects {
    static final int PAGE_BYTES = 4096;

    private static final int OBJECTS = 16 * 1024;
    private static final int SAMPLES = 64;

    private final Random random = new Random(89);
    private final ByteBuffer objects = ByteBuffer.allocateDirect(OBJECTS * PAGE_BYTES);
    private final int[] bytes = new int[OBJECTS];
    private final int[] order = new int[OBJECTS];
    private int next;

    ColdObjects(Codec codec) {
        try (Encoder encoder = codec.newEncoder(PAGE_BYTES)) {
            for (int i = 0; i < SAMPLES; i++)
                bytes[i] = encode(encoder, i);
        }
        for (int i = 0; i < OBJECTS; i++)
            spread(i);
    }

    /** The next object to visit. */
    int next() {
        next = next + 1 & OBJECTS - 1;
        return order[next];
    }

    long address(int object) {
        return Memory.address(objects) + (long)object * PAGE_BYTES;
    }

    int bytes(int object) {
        return bytes[object];
    }

    private int encode(Encoder encoder, int object) {
        ByteBuffer page = ByteBuffer.allocateDirect(PAGE_BYTES);
        while (page.remaining() > 40)
            page.put(row().getBytes(StandardCharsets.US_ASCII));
        ByteBuffer encoded = Memory.point(Memory.newView(), address(object), PAGE_BYTES);
        return encoder.encode(page, PAGE_BYTES, encoded, PAGE_BYTES);
    }

    /* A number, a name of few letters and a flag: about as compressible as the pages of a store. */
    private String row() {
        StringBuilder row = new StringBuilder().append("row-").append(random.nextInt(100_000)).append(':');
        for (int i = 0; i < 12; i++)
            row.append((char)('a' + random.nextInt(12)));
        return row.append(random.nextBoolean() ? " true" : " false").append(';').toString();
    }

    private void spread(int object) {
        bytes[object] = bytes[object % SAMPLES];
        if (object >= SAMPLES)
            Memory.copy(address(object % SAMPLES), address(object), bytes[object]);
        int other = random.nextInt(object + 1);
        order[object] = order[other];
        order[other] = object;
    }
}
