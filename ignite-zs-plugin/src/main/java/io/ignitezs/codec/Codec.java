package io.ignitezs.codec;

/** A compression method with its settings; immutable and shared. What has state is made by it, one for each thread at a time. */
public interface Codec {
    /** What an entry remembers: which decoder reads its bytes, whatever is configured today. 1..15, never reused. */
    int id();

    /** As in the configuration and in messages: {@code lz4}, {@code zstd:1}. */
    String name();

    /** The most that so many bytes can become: an encoder that is given this much room writes straight into it. */
    int boundBytes(int sourceBytes);

    /** @param maxBytes the largest source it will be given */
    Encoder newEncoder(int maxBytes);

    /** @param maxBytes the largest object it will be given */
    Decoder newDecoder(int maxBytes);
}
