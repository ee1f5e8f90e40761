package io.ignitezs.codec;

import java.util.List;
import java.util.Locale;

/** From the configuration to codecs. */
public final class Codecs {
    private static final String ALLOWED = "lz4, zstd, zstd:<level> with level "
        + ZstdCodec.MIN_LEVEL + ".." + ZstdCodec.MAX_LEVEL;

    private Codecs() {
    }

    /**
     * @param configuration {@code lz4}, {@code zstd} or {@code zstd:<level>}, in any case
     * @throws IllegalArgumentException if it is none of these; says what is allowed
     * @throws IllegalStateException if the codec cannot run here; says why
     */
    public static Codec parse(String configuration) {
        String name = configuration == null ? "" : configuration.strip().toLowerCase(Locale.ROOT);
        if (name.equals("lz4"))
            return Lz4Codec.open();
        if (name.equals("zstd"))
            return ZstdCodec.open(ZstdCodec.DEFAULT_LEVEL);
        if (name.startsWith("zstd:"))
            return ZstdCodec.open(level(name.substring("zstd:".length()), configuration));
        throw unknown(configuration);
    }

    /** All that can decode in this process, whatever is configured to encode. */
    public static List<Codec> readable() {
        try {
            return List.of(Lz4Codec.open(), ZstdCodec.open(ZstdCodec.DEFAULT_LEVEL));
        }
        catch (IllegalStateException e) {
            return List.of(Lz4Codec.open());
        }
    }

    /** For the log: {@code lz4-java 1.14.0 (native)}. */
    public static String describeLz4() {
        Lz4Codec lz4 = Lz4Codec.open();
        return "lz4-java " + Libraries.lz4Version() + (lz4.isNative() ? " (native)" : " (Java: " + lz4.fallbackReason() + ')');
    }

    /** For the log: {@code zstd-jni 1.5.7-28}, or why there is none. */
    public static String describeZstd() {
        try {
            ZstdCodec.open(ZstdCodec.DEFAULT_LEVEL);
            return "zstd-jni " + Libraries.zstdVersion();
        }
        catch (IllegalStateException e) {
            return "no zstd: " + e.getMessage();
        }
    }

    private static int level(String digits, String configuration) {
        try {
            int level = Integer.parseInt(digits);
            if (level >= ZstdCodec.MIN_LEVEL && level <= ZstdCodec.MAX_LEVEL)
                return level;
            throw unknown(configuration);
        }
        catch (NumberFormatException e) {
            throw unknown(configuration);
        }
    }

    private static IllegalArgumentException unknown(String configuration) {
        return new IllegalArgumentException("Unknown codec [value=" + configuration + ", allowed=" + ALLOWED + ']');
    }
}
