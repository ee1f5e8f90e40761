package io.ignitezs.codec;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import net.jpountz.lz4.LZ4Factory;

/**
 * Which jars of the compression libraries were really loaded: Ignite's own compression module brings older ones of the same
 * classes, and the order of the class path decides.
 */
final class Libraries {
    static final String MIN_ZSTD_VERSION = "1.5.7-14";

    private static final String UNKNOWN = "unknown version";

    private Libraries() {
    }

    /**
     * As zstd-jni's classes name it. Read at run time: the compiler would copy the constant from the jar it was compiled with.
     * @throws IllegalStateException if there is no zstd-jni
     */
    static String zstdVersion() {
        try {
            return String.valueOf(Class.forName("com.github.luben.zstd.util.ZstdVersion").getField("VERSION").get(null));
        }
        catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalStateException("zstd-jni is not on the class path [reason=" + Failures.reason(e) + ']', e);
        }
    }

    /** @throws IllegalStateException if it is too old */
    static void requireZstdVersion(String version) {
        if (!isAtLeast(version, MIN_ZSTD_VERSION))
            throw new IllegalStateException("The zstd-jni that is first on the class path is too old; perhaps"
                + " ignite-compress brought it [version=" + version + ", allowed=" + MIN_ZSTD_VERSION + " or later, jar="
                + zstdJar() + ']');
    }

    /** Compares number by number; what is not a number only separates. A missing number is 0. */
    static boolean isAtLeast(String version, String minimum) {
        int[] have = numbers(version);
        int[] need = numbers(minimum);
        for (int i = 0; i < need.length; i++) {
            int number = i < have.length ? have[i] : 0;
            if (number != need[i])
                return number > need[i];
        }
        return true;
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("[^0-9]+")).filter(part -> !part.isEmpty() && part.length() < 10)
            .mapToInt(Integer::parseInt).toArray();
    }

    /** From the manifest of its jar, as lz4-java's classes do not know it. */
    static String lz4Version() {
        URL jar = jarOf(LZ4Factory.class);
        if (jar == null)
            return UNKNOWN;
        try (InputStream file = jar.openStream(); JarInputStream entries = new JarInputStream(file)) {
            return version(entries.getManifest(), jar);
        }
        catch (IOException e) {
            return UNKNOWN + " from " + jar;
        }
    }

    private static String version(Manifest manifest, URL jar) {
        Attributes attributes = manifest == null ? new Attributes() : manifest.getMainAttributes();
        String implementation = attributes.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
        String bundle = attributes.getValue("Bundle-Version");
        if (implementation != null)
            return implementation;
        return bundle != null ? bundle : UNKNOWN + " from " + jar;
    }

    private static URL zstdJar() {
        try {
            return jarOf(Class.forName("com.github.luben.zstd.util.ZstdVersion"));
        }
        catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }

    private static URL jarOf(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null ? null : source.getLocation();
    }
}
