package io.ignitezs.codec;

import io.ignitezs.mem.Memory;
import io.ignitezs.mem.Segments;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import net.jpountz.lz4.LZ4SafeDecompressor;

/** Keeps no native state: only buffers. */
final class Lz4Decoder implements Decoder {
    private final LZ4SafeDecompressor decompressor;
    private final DecodeSource input;
    private final ByteBuffer targetView = Memory.newView();

    Lz4Decoder(LZ4SafeDecompressor decompressor, int maxBytes) {
        this.decompressor = decompressor;
        input = new DecodeSource(maxBytes);
    }

    @Override public void decode(Segments object, ByteBuffer target, int targetBytes) {
        int decodedBytes = decompress(input.of(object), target, targetBytes);
        if (decodedBytes != targetBytes)
            throw Failures.wrongLength("lz4", object.bytes(), targetBytes, decodedBytes);
    }

    private int decompress(ByteBuffer from, ByteBuffer target, int targetBytes) {
        try {
            ByteBuffer to = Memory.point(targetView, Memory.address(target), targetBytes);
            return decompressor.decompress(from, 0, from.capacity(), to, 0, targetBytes);
        }
        catch (RuntimeException e) {
            throw Failures.undecodable("lz4", from.capacity(), targetBytes, e);
        }
        finally {
            Reference.reachabilityFence(target);
        }
    }

    @Override public void close() {
    }
}
