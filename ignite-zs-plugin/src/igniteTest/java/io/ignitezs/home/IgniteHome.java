package io.ignitezs.home;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ignitezs.LoggedProcess;
import io.ignitezs.crash.Directories;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A directory like that of an unpacked Ignite, made of the published jars, and the class path that Ignite's scripts make of it. */
final class IgniteHome {
    static final String PLUGIN = "ignite-zs-plugin";
    static final String COMPRESS = "ignite-compress";

    /** What the package has, and {@link #removePackage} takes away. */
    static final List<String> PACKAGE_DIRECTORIES = List.of("libs/" + PLUGIN, "config/" + PLUGIN, "docs/" + PLUGIN);

    /** Jars that the build fetched for this. */
    private static final Path FETCHED = Path.of(property("home.jars"));

    private final Path directory;

    IgniteHome(Path directory) {
        this.directory = directory;
    }

    /** With the modules that nodes with Spring XML and SQL need, and the control utility. */
    static IgniteHome assemble(Path directory) throws IOException {
        IgniteHome home = new IgniteHome(directory);
        home.add("libs", "ignite-core-[0-9.]+", "cache-api-.*", "annotations-.*");
        home.add("libs/ignite-spring", "ignite-spring-[0-9.]+", "spring-(core|beans|context|expression|aop|jcl)-.*", "commons-logging-.*");
        home.add("libs/ignite-indexing", "ignite-indexing-[0-9.]+", "h2-.*", "lucene-.*", "commons-codec-.*");
        home.add("libs/ignite-control-utility", "ignite-control-utility-.*");
        return home;
    }

    /** As the operator does who wants disk page compression: with the codec jars of Ignite's distribution. */
    void addCompress(String parent) throws IOException {
        add(parent + '/' + COMPRESS, "ignite-compress-[0-9.]+", "snappy-java-.*", "jnr-.*", "jffi-.*", "asm.*", "lz4-java-.*", "zstd-jni-.*");
    }

    /** As the operator does who has metrics exported through OpenCensus. */
    void addOpenCensus() throws IOException {
        add("libs/ignite-opencensus", "ignite-opencensus-[0-9.]+", "opencensus-.*", "simpleclient.*", "grpc-.*", "disruptor-.*", "guava-.*", "failureaccess-.*");
    }

    /** @return Prometheus' agent for JMX */
    Path addJmxExporter() throws IOException {
        add("", "jmx_prometheus_javaagent-.*");
        return files(directory, "jmx_prometheus_javaagent-.*").get(0);
    }

    static ZipFile openPackage() throws IOException {
        return new ZipFile(property("home.package"));
    }

    /** Over the home, as the install document says. */
    void unpackPackage() throws IOException {
        try (ZipFile zip = openPackage()) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements();)
                unpack(zip, entries.nextElement());
        }
    }

    private void unpack(ZipFile zip, ZipEntry entry) throws IOException {
        Path target = directory.resolve(entry.getName());
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        try (InputStream content = zip.getInputStream(entry)) {
            Files.copy(content, target);
        }
    }

    void removePackage() throws IOException {
        for (String part : PACKAGE_DIRECTORIES)
            Directories.delete(directory.resolve(part));
    }

    void move(String from, String to) throws IOException {
        Files.createDirectories(directory.resolve(to).getParent());
        Files.move(directory.resolve(from), directory.resolve(to));
    }

    void deleteJars(String in, String names) throws IOException {
        for (Path jar : files(directory.resolve(in), names))
            Files.delete(jar);
    }

    /**
     * What {@code bin/include/setenv.sh} makes: the jars of {@code libs}, then those of each directory in it but {@code optional}, in the order of
     * their names.
     */
    String classPath() throws IOException {
        List<String> entries = new ArrayList<>(List.of(wildcard(directory.resolve("libs"))));
        try (Stream<Path> modules = Files.list(directory.resolve("libs"))) {
            modules.filter(path -> Files.isDirectory(path) && !path.endsWith("optional")).sorted().map(IgniteHome::wildcard).forEach(entries::add);
        }
        return String.join(File.pathSeparator, entries);
    }

    /** What {@code bin/include/setenv.sh} makes if {@code USER_LIBS} is set: that goes in front. @param userLibs a directory with jars, below the home */
    String classPathWithUserLibs(String userLibs) throws IOException {
        return wildcard(directory.resolve(userLibs)) + File.pathSeparator + classPath();
    }

    /** What the start script of Ignite's Docker image makes of {@code OPTION_LIBS}: the files of these modules first, as they are listed. */
    String classPathWithOptionLibs(String... modules) throws IOException {
        List<String> entries = new ArrayList<>();
        for (String module : modules)
            files(directory.resolve("libs/optional").resolve(module), ".*").stream().map(Path::toString).forEach(entries::add);
        entries.add(classPath());
        return String.join(File.pathSeparator, entries);
    }

    /** A Java process as Ignite's scripts start it. @param options of Java, before {@code mainClass}. @param output is replaced */
    LoggedProcess java(String classPath, List<String> options, Path output, String mainClass, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + Path.of("..", "config", "jvm.options").toAbsolutePath().normalize(), "-ea", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
            "-Djava.net.preferIPv4Stack=true", "-DIGNITE_UPDATE_NOTIFIER=false", "-DIGNITE_QUIET=false", "-DIGNITE_HOME=" + directory));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("IGNITE_") || name.equals("USER_LIBS"));
        return LoggedProcess.start(builder, output);
    }

    Path resolve(String file) {
        return directory.resolve(file);
    }

    private void add(String to, String... names) throws IOException {
        Path target = Files.createDirectories(directory.resolve(to));
        for (String name : names)
            for (Path jar : jars(name))
                Files.copy(jar, target.resolve(jar.getFileName()));
    }

    /** Fetched ones go before those of the test's own class path, where others of the same name may be. */
    private static List<Path> jars(String name) throws IOException {
        List<Path> found = files(FETCHED, name + "\\.jar");
        if (found.isEmpty())
            found = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of)
                .filter(path -> path.getFileName().toString().matches(name + "\\.jar")).collect(Collectors.toList());
        assertFalse(found.isEmpty(), () -> "No jar " + name);
        return found;
    }

    static List<Path> files(Path in, String names) throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            return files.filter(file -> file.getFileName().toString().matches(names)).sorted().collect(Collectors.toList());
        }
    }

    private static String wildcard(Path in) {
        return in + File.separator + '*';
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null)
            throw new IllegalStateException("Set by the build: " + name);
        return value;
    }
}
