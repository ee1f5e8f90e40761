package io.ignitezs.codec;

import io.ignitezs.mem.Memory;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import net.jpountz.lz4.LZ4Compressor;

/** Keeps no native state: only buffers. */
final class Lz4Encoder implements Encoder {
    private final LZ4Compressor compressor;
    private final EncodeTarget output;
    private final ByteBuffer sourceView = Memory.newView();

    Lz4Encoder(LZ4Compressor compressor, int maxBytes) {
        this.compressor = compressor;
        output = new EncodeTarget(compressor.maxCompressedLength(maxBytes));
    }

    @Override public int encode(ByteBuffer source, int sourceBytes, ByteBuffer target, int limitBytes) {
        int bound = compressor.maxCompressedLength(sourceBytes);
        try {
            ByteBuffer from = Memory.point(sourceView, Memory.address(source), sourceBytes);
            ByteBuffer to = output.open(target, limitBytes, bound);
            return output.close(target, limitBytes, bound, compressor.compress(from, 0, sourceBytes, to, 0, bound));
        }
        finally {
            Reference.reachabilityFence(source);
            Reference.reachabilityFence(target);
        }
    }

    @Override public void close() {
    }
}
