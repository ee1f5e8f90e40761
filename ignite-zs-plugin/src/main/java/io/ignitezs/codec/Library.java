package io.ignitezs.codec;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** A library as the class path has it. Several jars may have its classes; the first one is used, whole. */
final class Library {
    private final String name;
    private final String version;
    private final List<String> jars;

    /**
     * @param version null if it is not known
     * @param jars    that have its classes, in the order of the class path
     */
    Library(String name, String version, List<String> jars) {
        this.name = name;
        this.version = version;
        this.jars = List.copyOf(jars);
    }

    /** With the version of its jar's manifest. @param type a class of the library */
    static Library of(String name, Class<?> type) {
        List<URL> jars = jarsWith(type);
        return new Library(name, jars.isEmpty() ? null : manifestVersion(jars.get(0)), paths(jars));
    }

    /** @param type a class of the library */
    static Library of(String name, Class<?> type, String version) {
        return new Library(name, version, paths(jarsWith(type)));
    }

    /**
     * @param minimum the least version that may be used
     * @return this; also if its version is not known, which {@link #toString} then says
     * @throws IllegalStateException if it is older; names its jar, and what to do
     */
    Library require(String minimum) {
        if (version != null && !isAtLeast(version, minimum))
            throw new IllegalStateException("The " + name + " that is first on the class path is too old; perhaps ignite-compress brought it."
                + " Remove that jar, or put the plugin's before it [version=" + version + ", allowed=" + minimum + " or later, jar=" + jar() + ']');
        return this;
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

    /** What to tell the operator if other jars have the same classes, else null. */
    String warning() {
        return jars.size() < 2 ? null : "More than one jar has the classes of " + name + ", the first on the class path is used [used=" + jar()
            + ", notUsed=" + jars.subList(1, jars.size()) + ']';
    }

    private String jar() {
        return jars.isEmpty() ? "unknown" : jars.get(0);
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("[^0-9]+")).filter(part -> !part.isEmpty() && part.length() < 10)
            .mapToInt(Integer::parseInt).toArray();
    }

    private static List<URL> jarsWith(Class<?> type) {
        String file = type.getName().replace('.', '/') + ".class";
        try {
            return Collections.list(type.getClassLoader().getResources(file)).stream().map(Library::jarOf).distinct().collect(Collectors.toList());
        }
        catch (IOException e) {
            return List.of();
        }
    }

    /** What is not in a jar stays as it is. */
    private static URL jarOf(URL file) {
        try {
            URLConnection connection = file.openConnection();
            return connection instanceof JarURLConnection ? ((JarURLConnection)connection).getJarFileURL() : file;
        }
        catch (IOException e) {
            return file;
        }
    }

    private static List<String> paths(List<URL> jars) {
        return jars.stream().map(URL::getPath).collect(Collectors.toList());
    }

    private static String manifestVersion(URL jar) {
        try (InputStream file = jar.openStream(); JarInputStream entries = new JarInputStream(file)) {
            return version(entries.getManifest());
        }
        catch (IOException e) {
            return null;
        }
    }

    private static String version(Manifest manifest) {
        Attributes attributes = manifest == null ? new Attributes() : manifest.getMainAttributes();
        String implementation = attributes.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
        return implementation != null ? implementation : attributes.getValue("Bundle-Version");
    }

    /** For the log: {@code lz4-java 1.14.0 from <jar>}. */
    @Override public String toString() {
        return name + ' ' + (version == null ? "of unknown version" : version) + " from " + jar();
    }
}
