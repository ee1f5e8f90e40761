package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.tier.TierStats;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.tools.ToolProvider;
import org.apache.ignite.internal.processors.cache.persistence.pagemem.PageMemoryImpl;
import org.apache.ignite.internal.processors.cache.persistence.pagemem.ReplacementWatch;
import org.apache.ignite.internal.util.GridUnsafe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Data regions that are not as in the Ignite that is known: each is inclusive, for good, and one warning says what was found. Ignite's class is made anew
 * for each, and {@link ReplacementWatch} is loaded beside it.
 */
class UnknownRegionsTest {
    private static final String PACKAGE = PageMemoryImpl.class.getPackageName();
    private static final String SEGMENTS = "private volatile Segment[] segments = {new Segment(), new Segment()};";
    private static final String POLICY = "private final PageReplacementPolicy pageReplacementPolicy = new RandomLruPageReplacementPolicy(this);";

    private final List<String> warnings = new ArrayList<>();

    @TempDir
    private Path directory;

    /** Without this the others would show nothing. */
    @Test void asItIsKnown() throws Exception {
        Residency residency = residency(compiled(SEGMENTS, POLICY));
        assertEquals(Residency.State.EXCLUSIVE, residency.of(1));
        assertEquals(List.of(), warnings);
    }

    @Test void segmentsOfAnotherType() throws Exception {
        assertRefused(compiled("private volatile Object[] segments = {new Segment()};", POLICY), "field=segments");
    }

    @Test void noSegments() throws Exception {
        assertRefused(compiled("", POLICY), "field=segments");
    }

    @Test void segmentsOfAllRegions() throws Exception {
        assertRefused(compiled("private static Segment[] segments;", POLICY), "field=segments");
    }

    @Test void policyOfAnotherType() throws Exception {
        assertRefused(compiled(SEGMENTS, "private final Object pageReplacementPolicy = new RandomLruPageReplacementPolicy(this);"),
            "field=pageReplacementPolicy");
    }

    @Test void policyElsewhere() throws Exception {
        assertRefused(compiled(SEGMENTS, "private final PageReplacementPolicy policy = null;"), "field=pageReplacementPolicy");
    }

    @Test void noPolicy() throws Exception {
        assertRefused(compiled(SEGMENTS, "private final PageReplacementPolicy pageReplacementPolicy = null;"), "class=null");
    }

    @Test void somebodyElsesPolicy() throws Exception {
        assertRefused(compiled(SEGMENTS, "private final PageReplacementPolicy pageReplacementPolicy = new Foreign(this);"), "PageMemoryImpl$Foreign");
    }

    @Test void anotherVersionOfIgnite() throws Exception {
        Compiled classes = compiled(SEGMENTS, POLICY);
        classes.add("org.apache.ignite.internal.IgniteVersionUtils",
            "public class IgniteVersionUtils { public static final String VER_STR = String.valueOf(\"2.18.0\"); }");
        assertRefused(classes, "2.18.0");
    }

    @Test void memoryOfAnotherLoader() throws Exception {
        Object memory = compiled(SEGMENTS, POLICY).memory();
        assertRefused(compiled(SEGMENTS, POLICY), memory, "page memory=");
    }

    /** The package is not the same then, although it has the same name. */
    @Test void watchOfAnotherLoader() throws Exception {
        Compiled watchOnly = new Compiled(ReplacementWatch.class.getName());
        assertRefused(watchOnly, GridUnsafe.allocateInstance(PageMemoryImpl.class), "cause=");
    }

    private void assertRefused(Compiled classes, String found) throws Exception {
        assertRefused(classes, classes.memory(), found);
    }

    private void assertRefused(Compiled classes, Object memory, String found) {
        Residency residency = residency(classes, memory);
        for (int groupId = 1; groupId < 4; groupId++)
            assertEquals(Residency.State.INCLUSIVE, residency.of(groupId));
        TierStats stats = new TierStats();
        residency.addTo(stats);
        assertTrue(!stats.exclusive && stats.leftRegion == 0);
        assertEquals(1, warnings.size(), warnings::toString);
        assertTrue(warnings.get(0).contains("Cannot see which pages a data region replaces") && warnings.get(0).contains(found), warnings::toString);
    }

    private Residency residency(Compiled classes) throws Exception {
        return residency(classes, classes.memory());
    }

    private Residency residency(Compiled classes, Object memory) {
        return new Residency(StoreFixture.PAGE_BYTES, group -> memory, (region, listener) -> classes.watch(region), warnings::add);
    }

    private Compiled compiled(String segments, String policy) throws IOException {
        Compiled classes = new Compiled(PACKAGE + '.');
        classes.add(PageMemoryImpl.class.getName(), "public class PageMemoryImpl {\n"
            + segments + "\nstatic class Segment extends java.util.concurrent.locks.ReentrantReadWriteLock {\n"
            + policy + "\n}\nstatic class Foreign extends PageReplacementPolicy {\n"
            + "Foreign(Segment segment) { super(segment); }\npublic long replace() { return 0; }\n}\n}");
        return classes;
    }

    /** Classes that are compiled here, and those with a certain name from the class path, loaded once more; all others are as always. */
    private final class Compiled extends ClassLoader {
        private final String loadedAnew;
        private final Path classes;

        /** @param loadedAnew what names of classes begin with */
        Compiled(String loadedAnew) throws IOException {
            super(UnknownRegionsTest.class.getClassLoader());
            this.loadedAnew = loadedAnew;
            classes = Files.createTempDirectory(directory, "classes");
        }

        void add(String name, String text) throws IOException {
            int dot = name.lastIndexOf('.');
            Path source = classes.resolve(name.substring(dot + 1) + ".java");
            Files.writeString(source, "package " + name.substring(0, dot) + ";\n" + text);
            int failed = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none", "-implicit:none", "-cp",
                System.getProperty("java.class.path"), "-d", classes.toString(), source.toString());
            assertEquals(0, failed, text);
        }

        Object memory() throws ReflectiveOperationException {
            return loadClass(PageMemoryImpl.class.getName()).getConstructor().newInstance();
        }

        /** As {@link Residency} makes it. */
        BooleanSupplier watch(Object memory) {
            try {
                Class<?> type = loadClass(ReplacementWatch.class.getName());
                Class<?> listener = loadClass(ReplacementWatch.Listener.class.getName());
                Object told = Proxy.newProxyInstance(this, new Class<?>[] {listener}, (proxy, method, arguments) -> null);
                Object watch = type.getConstructor(Object.class, listener).newInstance(memory, told);
                return () -> install(type, watch);
            }
            catch (ReflectiveOperationException e) {
                throw cause(e);
            }
        }

        private boolean install(Class<?> type, Object watch) {
            try {
                return (boolean)type.getMethod("install").invoke(watch);
            }
            catch (ReflectiveOperationException e) {
                throw cause(e);
            }
        }

        private RuntimeException cause(ReflectiveOperationException failure) {
            Throwable cause = failure instanceof InvocationTargetException ? failure.getCause() : failure;
            if (cause instanceof Error)
                throw (Error)cause;
            return cause instanceof RuntimeException ? (RuntimeException)cause : new IllegalStateException(cause);
        }

        @Override protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null)
                    return loaded;
                byte[] bytes = bytes(name);
                return bytes == null ? super.loadClass(name, resolve) : defineClass(name, bytes, 0, bytes.length);
            }
        }

        /** @return null if the class is that of everybody else */
        private byte[] bytes(String name) throws ClassNotFoundException {
            String file = name.replace('.', '/') + ".class";
            try (InputStream in = getParent().getResourceAsStream(file)) {
                if (Files.exists(classes.resolve(file)))
                    return Files.readAllBytes(classes.resolve(file));
                return name.startsWith(loadedAnew) ? in.readAllBytes() : null;
            }
            catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
