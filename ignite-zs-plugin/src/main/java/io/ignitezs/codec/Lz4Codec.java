package io.ignitezs.codec;

import net.jpountz.lz4.LZ4Factory;

/**
 * LZ4 in its block format, by lz4-java. Only its bounded decompressor is used: what lz4-java calls "fast" is told the length of
 * the result instead of the length of its input, and is also several times slower.
 */
public final class Lz4Codec implements Codec {
    public static final int ID = 3;

    private final LZ4Factory factory;
    private final String fallbackReason;

    private Lz4Codec(LZ4Factory factory, String fallbackReason) {
        this.factory = factory;
        this.fallbackReason = fallbackReason;
    }

    /**
     * LZ4 in native code if its library can be loaded, else in Java: several times slower, and its compressor makes garbage.
     * @throws IllegalStateException if the library is missing or too old; says which jar that is
     */
    public static Lz4Codec open() {
        Libraries.requiredLz4();
        try {
            return new Lz4Codec(LZ4Factory.nativeInstance(), null);
        }
        catch (LinkageError | AssertionError e) {
            return openJava(Failures.reason(e));
        }
    }

    /* The safe instance by its name: older jars of these classes answer "fastest" with one that reads out of bounds. */
    static Lz4Codec openJava(String reason) {
        return new Lz4Codec(LZ4Factory.safeInstance(), reason);
    }

    public boolean isNative() {
        return fallbackReason == null;
    }

    /** Why it is not native; null if it is. */
    public String fallbackReason() {
        return fallbackReason;
    }

    @Override public int id() {
        return ID;
    }

    @Override public String name() {
        return "lz4";
    }

    @Override public int boundBytes(int sourceBytes) {
        return factory.fastCompressor().maxCompressedLength(sourceBytes);
    }

    @Override public Encoder newEncoder(int maxBytes) {
        return new Lz4Encoder(factory.fastCompressor(), maxBytes);
    }

    @Override public Decoder newDecoder(int maxBytes) {
        return new Lz4Decoder(factory.safeDecompressor(), maxBytes);
    }

    @Override public String toString() {
        return name();
    }
}
