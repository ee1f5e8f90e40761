package io.ignitezs.suite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory that looks to Ignite's tests like the sources they were built from, as far as they look. */
final class SuiteHome {
    private static final String MODULE = "modules/core/src/test/";
    private static final List<String> CONFIGURATIONS = List.of("log4j2-test.xml", "tests.properties");
    private static final List<String> KEY_STORES = List.of("tde.jks", "other_tde_keystore.jks", "client.jks", "server.jks", "trust.jks");

    private final Path root;
    private final Path home;
    private final List<String> ownNetwork;

    SuiteHome(Path root) throws IOException, InterruptedException {
        this.root = root;
        home = root.resolve("home");
        ownNetwork = findOwnNetwork();
        clean();
        for (String name : CONFIGURATIONS)
            copy("/test/config/" + name, home.resolve(MODULE + "config/" + name));
        for (String name : KEY_STORES)
            copy("/" + name, home.resolve(MODULE + "resources/" + name));
    }

    Path directory() {
        return home;
    }

    Path temporary() {
        return root.resolve("tmp");
    }

    Path log(Mode mode, String className) {
        return root.resolve(mode.toString()).resolve(className.substring(className.lastIndexOf('.') + 1) + ".log");
    }

    /** What a command begins with so that nodes of other processes are not found; empty where that is not allowed. */
    List<String> ownNetwork() {
        return ownNetwork;
    }

    /** Removes what nodes have left. */
    void clean() throws IOException {
        delete(home.resolve("work"));
        delete(temporary());
        Files.createDirectories(temporary());
    }

    /** For root, or for others where they may have user namespaces. */
    private static List<String> findOwnNetwork() throws InterruptedException {
        for (String option : List.of("-n", "-rn"))
            if (works("unshare", option, "ip", "link", "set", "lo", "up"))
                return List.of("unshare", option, "sh", "-c", "ip link set lo up && exec \"$@\"", "sh");
        return List.of();
    }

    private static boolean works(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        }
        catch (IOException e) {
            return false;
        }
    }

    private static void copy(String resource, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (InputStream content = SuiteHome.class.getResourceAsStream(resource)) {
            if (content == null)
                throw new IOException("Ignite's test jar has no " + resource);
            Files.write(file, content.readAllBytes());
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory))
            return;
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : (Iterable<Path>)paths.sorted(Comparator.reverseOrder())::iterator)
                Files.deleteIfExists(path);
        }
    }
}
