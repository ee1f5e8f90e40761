package io.ignitezs.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

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
        List<Codec> codecs = new ArrayList<>();
        addIfUsable(codecs, Lz4Codec::open);
        addIfUsable(codecs, () -> ZstdCodec.open(ZstdCodec.DEFAULT_LEVEL));
        return codecs;
    }

    private static void addIfUsable(List<Codec> codecs, Supplier<Codec> open) {
        try {
            codecs.add(open.get());
        }
        catch (IllegalStateException e) {
            // What is missing or too old is neither used nor needed: the codec that is configured was opened before.
        }
    }

    /** For the log: {@code lz4-java 1.14.0 from <jar> (native)}, or why it is not used. */
    public static String describeLz4() {
        try {
            Lz4Codec lz4 = Lz4Codec.open();
            return Libraries.lz4() + (lz4.isNative() ? " (native)" : " (Java: " + lz4.fallbackReason() + ')');
        }
        catch (IllegalStateException e) {
            return "no lz4: " + e.getMessage();
        }
    }

    /** For the log: {@code zstd-jni 1.5.7-28 from <jar>}, or why it is not used. */
    public static String describeZstd() {
        try {
            ZstdCodec.open(ZstdCodec.DEFAULT_LEVEL);
            return Libraries.zstd().toString();
        }
        catch (IllegalStateException e) {
            return "no zstd: " + e.getMessage();
        }
    }

    /** What an operator should know of the libraries and may want to change; empty if all is well. */
    public static List<String> warnings() {
        List<String> warnings = new ArrayList<>(Libraries.warnings());
        if (readable().stream().anyMatch(Codecs::isSlow))
            warnings.add("The native library of LZ4 cannot be used; its Java version does the same more slowly [loaded=" + describeLz4() + ']');
        return warnings;
    }

    private static boolean isSlow(Codec codec) {
        return codec instanceof Lz4Codec && !((Lz4Codec)codec).isNative();
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
