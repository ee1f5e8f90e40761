package io.ignitezs.codec;

import io.ignitezs.mem.Segments;
import java.nio.ByteBuffer;

/** Decodes for one thread at a time; holds native state until closed. */
public interface Decoder extends AutoCloseable {
    /**
     * Decodes an object that must come to exactly {@code targetBytes}. Reads nothing outside the segments and writes
     * nothing outside {@code target[0, targetBytes)}, whatever the bytes are.
     * @param object      one or two segments, as {@link Encoder} wrote them
     * @param target      direct; written from index 0
     * @param targetBytes what was encoded
     * @throws io.ignitezs.mem.ZsCorruptionException if the bytes cannot be decoded or come to another length
     */
    void decode(Segments object, ByteBuffer target, int targetBytes);

    @Override void close();
}
