package io.ignitezs.codec;

import io.ignitezs.mem.Memory;
import io.ignitezs.mem.Segments;
import io.ignitezs.mem.ZsCorruptionException;
import java.nio.ByteBuffer;

/**
 * Shows an object to a library as one buffer with exact bounds: one segment in place, two of them copied together. That costs
 * no more than decoding them one after the other as a stream, which only zstd could do.
 */
final class DecodeSource {
    private final ByteBuffer joined;
    private final ByteBuffer view = Memory.newView();

    DecodeSource(int maxBytes) {
        joined = ByteBuffer.allocateDirect(maxBytes);
    }

    ByteBuffer of(Segments object) {
        if (object.count() == 1)
            return Memory.point(view, object.firstAddress(), object.firstBytes());
        if (object.bytes() > joined.capacity())
            throw tooLarge(object.bytes());
        object.copyTo(Memory.address(joined));
        return Memory.point(view, Memory.address(joined), object.bytes());
    }

    private ZsCorruptionException tooLarge(int bytes) {
        return new ZsCorruptionException("Stored object is larger than any can be [storedBytes=" + bytes + ", maxBytes="
            + joined.capacity() + ']');
    }
}
