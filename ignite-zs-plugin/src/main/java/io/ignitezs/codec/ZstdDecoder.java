package io.ignitezs.codec;

import com.github.luben.zstd.ZstdDecompressCtx;
import io.ignitezs.mem.Memory;
import io.ignitezs.mem.Segments;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/** The library's context is reused and never reset: a reset forgets that frames have no magic number. */
final class ZstdDecoder implements Decoder {
    private final ZstdDecompressCtx context = new ZstdDecompressCtx();
    private final DecodeSource input;
    private final ByteBuffer targetView = Memory.newView();

    ZstdDecoder(int maxBytes) {
        input = new DecodeSource(maxBytes);
        context.setMagicless(true);
    }

    @Override public void decode(Segments object, ByteBuffer target, int targetBytes) {
        int decodedBytes = decompress(input.of(object), target, targetBytes);
        if (decodedBytes != targetBytes)
            throw Failures.wrongLength("zstd", object.bytes(), targetBytes, decodedBytes);
    }

    private int decompress(ByteBuffer from, ByteBuffer target, int targetBytes) {
        try {
            ByteBuffer to = Memory.point(targetView, Memory.address(target), targetBytes);
            return context.decompressDirectByteBuffer(to, 0, targetBytes, from, 0, from.capacity());
        }
        catch (RuntimeException e) {
            throw Failures.undecodable("zstd", from.capacity(), targetBytes, e);
        }
        finally {
            Reference.reachabilityFence(target);
        }
    }

    @Override public void close() {
        context.close();
    }
}
