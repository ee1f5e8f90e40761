package io.ignitezs.codec;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import io.ignitezs.mem.Memory;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/** The library's context is reused and never reset: a reset forgets that frames have no magic number. */
final class ZstdEncoder implements Encoder {
    private final ZstdCompressCtx context = new ZstdCompressCtx();
    private final EncodeTarget output;
    private final ByteBuffer sourceView = Memory.newView();

    ZstdEncoder(int level, int boundBytes) {
        output = new EncodeTarget(boundBytes);
        context.setLevel(level).setMagicless(true).setContentSize(false).setDictID(false).setChecksum(false);
    }

    @Override public int encode(ByteBuffer source, int sourceBytes, ByteBuffer target, int limitBytes) {
        int bound = (int)Zstd.compressBound(sourceBytes);
        try {
            ByteBuffer from = Memory.point(sourceView, Memory.address(source), sourceBytes);
            ByteBuffer to = output.open(target, limitBytes, bound);
            int encodedBytes = context.compressDirectByteBuffer(to, 0, bound, from, 0, sourceBytes);
            return output.close(target, limitBytes, bound, encodedBytes);
        }
        finally {
            Reference.reachabilityFence(source);
            Reference.reachabilityFence(target);
        }
    }

    @Override public void close() {
        context.close();
    }
}
