package io.ignitezs.codec;

import java.nio.ByteBuffer;

/** Compresses for one thread at a time; holds native state until closed. */
public interface Encoder extends AutoCloseable {
    /**
     * @param source      direct; its bytes from index 0 are read
     * @param sourceBytes how many
     * @param target      direct; written from index 0
     * @param limitBytes  how many bytes of {@code target} may be used
     * @return bytes written, or 0 if they would not fit in {@code limitBytes}
     */
    int encode(ByteBuffer source, int sourceBytes, ByteBuffer target, int limitBytes);

    @Override void close();
}
