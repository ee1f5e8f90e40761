package io.ignitezs.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ignitezs.mem.Memory;
import io.ignitezs.mem.Segments;
import java.nio.ByteBuffer;

/** Encodes a page and, if that fitted, decodes it from one segment and from two, without making garbage itself. */
final class CodecRoundTrip implements Runnable {
    private final Encoder encoder;
    private final Decoder decoder;
    private final int pageBytes;
    private final int limitBytes;
    private final Segments segments = new Segments();
    private final ByteBuffer source;
    private final ByteBuffer target;
    private final long objectAddress;
    private final ByteBuffer object;

    CodecRoundTrip(Codec codec, Encoder encoder, Decoder decoder, GuardedMemory page, int limitBytes) {
        this.encoder = encoder;
        this.decoder = decoder;
        this.limitBytes = limitBytes;
        pageBytes = page.bytes();
        source = page.buffer();
        target = ByteBuffer.allocateDirect(pageBytes);
        object = ByteBuffer.allocateDirect(codec.boundBytes(pageBytes));
        objectAddress = Memory.address(object);
    }

    @Override public void run() {
        int bytes = encoder.encode(source, pageBytes, object, limitBytes);
        if (bytes == 0)
            return;
        segments.set(objectAddress, bytes);
        decoder.decode(segments, target, pageBytes);
        segments.set(objectAddress, bytes / 2, objectAddress + bytes / 2, bytes - bytes / 2);
        decoder.decode(segments, target, pageBytes);
        assertEquals(Memory.getByte(Memory.address(source) + pageBytes - 1), target.get(pageBytes - 1));
    }
}
