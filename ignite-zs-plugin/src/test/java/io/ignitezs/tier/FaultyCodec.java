package io.ignitezs.tier;

import io.ignitezs.codec.Codec;
import io.ignitezs.codec.Decoder;
import io.ignitezs.codec.Encoder;
import io.ignitezs.mem.Memory;
import io.ignitezs.mem.Segments;
import io.ignitezs.mem.ZsCorruptionException;
import java.nio.ByteBuffer;
import java.util.Random;

/** A codec whose decoder fails now and then, after it has spoilt the page. */
final class FaultyCodec implements Codec {
    private final Codec codec;
    private final Random random;
    private volatile int oneIn;

    FaultyCodec(Codec codec, Random random) {
        this.codec = codec;
        this.random = random;
    }

    /** @param decodings of which one fails; 0: none */
    void failsOnceIn(int decodings) {
        oneIn = decodings;
    }

    @Override public int id() {
        return codec.id();
    }

    @Override public String name() {
        return codec.name();
    }

    @Override public int boundBytes(int sourceBytes) {
        return codec.boundBytes(sourceBytes);
    }

    @Override public Encoder newEncoder(int maxBytes) {
        return codec.newEncoder(maxBytes);
    }

    @Override public Decoder newDecoder(int maxBytes) {
        Decoder decoder = codec.newDecoder(maxBytes);
        return new Decoder() {
            @Override public void decode(Segments object, ByteBuffer target, int targetBytes) {
                decoder.decode(object, target, targetBytes);
                if (oneIn != 0 && random.nextInt(oneIn) == 0)
                    fail(target);
            }

            @Override public void close() {
                decoder.close();
            }
        };
    }

    private void fail(ByteBuffer target) {
        Memory.fill(Memory.address(target), target.capacity(), (byte)0x77);
        if (random.nextBoolean())
            throw new ZsCorruptionException("Stored bytes decode to another length");
        throw new IllegalStateException("the decoder fails");
    }
}
