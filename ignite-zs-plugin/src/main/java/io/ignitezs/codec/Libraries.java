package io.ignitezs.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Which jars of the compression libraries were really loaded: Ignite's own compression module brings older ones of the same
 * classes, and the order of the class path decides. Both are looked up at run time: either may be missing, and the compiler would copy
 * the version from the jar it was compiled with.
 */
final class Libraries {
    /**
     * Before this, other users of the machine could replace the native library while it is unpacked (CVE-2026-106451), and up to 1.8.0 there
     * are decompressors that read out of bounds (CVE-2025-12183).
     */
    static final String MIN_LZ4_VERSION = "1.11.4";
    static final String MIN_ZSTD_VERSION = "1.5.7-14";

    private static final String LZ4 = "lz4-java";
    private static final String ZSTD = "zstd-jni";

    private Libraries() {
    }

    /**
     * By the manifest of its jar, as its classes do not know their version.
     * @throws IllegalStateException if there is none
     */
    static Library lz4() {
        return Library.of(LZ4, load(LZ4, "net.jpountz.lz4.LZ4Factory"));
    }

    /** @throws IllegalStateException if there is none, or it is too old */
    static Library requiredLz4() {
        return lz4().require(MIN_LZ4_VERSION);
    }

    /**
     * By its classes.
     * @throws IllegalStateException if there is none
     */
    static Library zstd() {
        Class<?> type = load(ZSTD, "com.github.luben.zstd.util.ZstdVersion");
        try {
            return Library.of(ZSTD, type, String.valueOf(type.getField("VERSION").get(null)));
        }
        catch (ReflectiveOperationException e) {
            return Library.of(ZSTD, type);
        }
    }

    /** @throws IllegalStateException if there is none, or it is too old */
    static Library requiredZstd() {
        return zstd().require(MIN_ZSTD_VERSION);
    }

    /** What to tell the operator of jars that have the same classes. */
    static List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        addWarning(warnings, Libraries::lz4);
        addWarning(warnings, Libraries::zstd);
        return warnings;
    }

    private static void addWarning(List<String> warnings, Supplier<Library> library) {
        try {
            String warning = library.get().warning();
            if (warning != null)
                warnings.add(warning);
        }
        catch (IllegalStateException e) {
            // What is not there has no second jar.
        }
    }

    private static Class<?> load(String library, String className) {
        try {
            return Class.forName(className, false, Libraries.class.getClassLoader());
        }
        catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalStateException(library + " is not on the class path [reason=" + Failures.reason(e) + ']', e);
        }
    }
}
