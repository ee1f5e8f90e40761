package io.ignitezs.codec;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.util.Native;

/**
 * Zstandard by zstd-jni, in frames without magic number, content size, dictionary number and checksum: the page's entry
 * knows the first two and has the last, and it saves 6 to 7 bytes for each page.
 */
public final class ZstdCodec implements Codec {
    public static final int ID = 4;
    public static final int MIN_LEVEL = -7;
    public static final int MAX_LEVEL = 19;
    public static final int DEFAULT_LEVEL = 1;

    private final int level;

    private ZstdCodec(int level) {
        this.level = level;
    }

    /**
     * @param level {@link #MIN_LEVEL}..{@link #MAX_LEVEL}
     * @throws IllegalStateException if the library is missing, too old, or its native part cannot be loaded; says why
     */
    public static ZstdCodec open(int level) {
        if (level < MIN_LEVEL || level > MAX_LEVEL)
            throw new IllegalArgumentException("Unknown zstd level [value=" + level
                + ", allowed=" + MIN_LEVEL + ".." + MAX_LEVEL + ']');
        Libraries.requiredZstd();
        loadNative();
        return new ZstdCodec(level);
    }

    private static void loadNative() {
        try {
            Native.load();
        }
        catch (LinkageError e) {
            throw new IllegalStateException("Failed to load the native library of zstd-jni [reason="
                + Failures.reason(e) + ']', e);
        }
    }

    @Override public int id() {
        return ID;
    }

    @Override public String name() {
        return "zstd:" + level;
    }

    @Override public int boundBytes(int sourceBytes) {
        return (int)Zstd.compressBound(sourceBytes);
    }

    @Override public Encoder newEncoder(int maxBytes) {
        return new ZstdEncoder(level, boundBytes(maxBytes));
    }

    @Override public Decoder newDecoder(int maxBytes) {
        return new ZstdDecoder(maxBytes);
    }

    @Override public String toString() {
        return name();
    }
}
