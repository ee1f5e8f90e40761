package io.ignitezs.codec;

import io.ignitezs.mem.Memory;
import java.nio.ByteBuffer;

/**
 * Where an encoder lets its library write. Both libraries answer an output that does not fit with an exception, which is
 * garbage; so with less room than the bound they write into a spare, and what fits is copied.
 */
final class EncodeTarget {
    private final ByteBuffer spare;
    private final ByteBuffer view = Memory.newView();

    EncodeTarget(int boundBytes) {
        spare = ByteBuffer.allocateDirect(boundBytes);
    }

    /** @return a buffer of exactly {@code boundBytes} */
    ByteBuffer open(ByteBuffer target, int limitBytes, int boundBytes) {
        assert boundBytes <= spare.capacity() : boundBytes;
        ByteBuffer buffer = limitBytes < boundBytes ? spare : target;
        return Memory.point(view, Memory.address(buffer), boundBytes);
    }

    /** @return {@code encodedBytes}, or 0 if that is above {@code limitBytes} */
    int close(ByteBuffer target, int limitBytes, int boundBytes, int encodedBytes) {
        if (limitBytes >= boundBytes)
            return encodedBytes;
        if (encodedBytes > limitBytes)
            return 0;
        Memory.copy(Memory.address(spare), Memory.address(target), encodedBytes);
        return encodedBytes;
    }
}
