package io.ignitezs.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The codecs once more, by class loaders that lack something which the libraries need. */
class MissingLibraryTest {
    @Test
    void lz4FallsBackToJava() throws Exception {
        try (Lacking codecs = new Lacking("liblz4-java")) {
            String description = (String)codecs.call("describeLz4");
            assertTrue(description.contains("(Java: ") && description.contains("liblz4-java"), description);
            assertEquals("lz4", codecs.call("parse", "lz4").toString());
            assertTrue(codecs.call("warnings").toString().contains("The native library of LZ4 cannot be used"));
        }
    }

    @Test
    void zstdSaysWhyItsNativeLibraryCannotBeLoaded() throws Exception {
        try (Lacking codecs = new Lacking("libzstd-jni")) {
            String message = codecs.refusal("zstd:3");
            assertTrue(message.contains("native library of zstd-jni") && message.contains("libzstd-jni"), message);
            assertEquals("[lz4]", codecs.call("readable").toString());
            assertTrue(((String)codecs.call("describeZstd")).startsWith("no zstd: "));
        }
    }

    @Test
    void zstdSaysThatItIsNotThere() throws Exception {
        try (Lacking codecs = new Lacking("com.github.luben")) {
            assertTrue(codecs.refusal("zstd").contains("zstd-jni is not on the class path"));
            assertEquals("[lz4]", codecs.call("readable").toString());
        }
    }

    @Test
    void lz4SaysThatItIsNotThere() throws Exception {
        try (Lacking codecs = new Lacking("net.jpountz")) {
            assertTrue(codecs.refusal("lz4").contains("lz4-java is not on the class path"));
            assertEquals("[zstd:1]", codecs.call("readable").toString());
            assertTrue(((String)codecs.call("describeLz4")).startsWith("no lz4: "));
        }
    }

    /** Loads everything again, from the same class path, but for what has a certain name. */
    private static final class Lacking extends URLClassLoader {
        private final String name;

        Lacking(String name) {
            super(classPath(), ClassLoader.getPlatformClassLoader());
            this.name = name;
        }

        Object call(String method, Object... arguments) throws ReflectiveOperationException {
            Class<?>[] types = Arrays.stream(arguments).map(Object::getClass).toArray(Class<?>[]::new);
            Method called = loadClass(Codecs.class.getName()).getMethod(method, types);
            return called.invoke(null, arguments);
        }

        String refusal(String configuration) {
            Throwable thrown = assertThrows(InvocationTargetException.class, () -> call("parse", configuration)).getCause();
            assertEquals(IllegalStateException.class, thrown.getClass(), thrown.toString());
            return thrown.getMessage();
        }

        @Override protected Class<?> findClass(String className) throws ClassNotFoundException {
            if (className.contains(name))
                throw new ClassNotFoundException(className);
            return super.findClass(className);
        }

        @Override public URL findResource(String resource) {
            return resource.contains(name) ? null : super.findResource(resource);
        }

        private static URL[] classPath() {
            String[] paths = System.getProperty("java.class.path").split(File.pathSeparator);
            return Arrays.stream(paths).map(Lacking::url).toArray(URL[]::new);
        }

        private static URL url(String path) {
            try {
                return new File(path).toURI().toURL();
            }
            catch (MalformedURLException e) {
                throw new AssertionError(path, e);
            }
        }
    }
}
