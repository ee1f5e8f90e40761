package io.ignitezs.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ignitezs.mem.Segments;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** LZ4 where its native library cannot be loaded. */
class Lz4JavaCodecTest extends CodecContractTest {
    @Override Codec newCodec() {
        return Lz4Codec.openJava("a test");
    }

    @Override boolean isGarbageFree() {
        return false;
    }

    @Test
    void knowsWhyItIsNotNative() {
        assertFalse(Lz4Codec.openJava("a test").isNative());
        assertEquals("a test", Lz4Codec.openJava("a test").fallbackReason());
    }

    @Test
    void readsWhatTheNativeOneWroteAndTheOtherWayRound() {
        exchange(Lz4Codec.open(), newCodec());
        exchange(newCodec(), Lz4Codec.open());
    }

    private static void exchange(Codec writer, Codec reader) {
        GuardedMemory page = GuardedMemory.of(Content.TEXT.bytes(4096, new Random(71)));
        GuardedMemory object = new GuardedMemory(writer.boundBytes(4096));
        GuardedMemory target = new GuardedMemory(4096);
        Segments segments = new Segments();
        try (Encoder encoder = writer.newEncoder(4096); Decoder decoder = reader.newDecoder(4096)) {
            segments.set(object.address(), encoder.encode(page.buffer(), 4096, object.buffer(), object.bytes()));
            decoder.decode(segments, target.buffer(), 4096);
        }
        assertArrayEquals(page.content(), target.content());
    }
}
