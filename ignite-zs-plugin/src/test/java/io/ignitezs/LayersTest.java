package io.ignitezs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Layers point one way: reads what the sources name of our packages and of Ignite. */
class LayersTest {
    private static final Path SOURCES = Path.of("src/main/java/io/ignitezs");

    /** Classes that access forces into packages of Ignite. */
    private static final Path FOREIGN = Path.of("src/main/java/org");

    /** What each package may use: those before it. {@code estimate} looks at pages from outside, for {@code plugin} and for its own command. */
    private static final Map<String, List<String>> ALLOWED = Map.of(
        "mem", List.of(),
        "zspage", List.of("mem"),
        "pool", List.of("mem", "zspage"),
        "codec", List.of("mem"),
        "tier", List.of("mem", "zspage", "pool", "codec"),
        "ignite", List.of("mem", "zspage", "pool", "codec", "tier"),
        "estimate", List.of("mem", "zspage", "pool", "codec", "tier", "ignite"),
        "plugin", List.of("mem", "zspage", "pool", "codec", "tier", "ignite", "estimate"));

    /**
     * Commands of Ignite's control utility have no public interface: a command must extend these, and must call {@code ZsPlugin}, which is above
     * {@code ignite}. So this package, and no other of {@code plugin}, uses them, and nothing else of Ignite's internals.
     */
    private static final Path COMMANDS = Path.of("plugin/control");
    private static final Pattern COMMAND_INTERNALS =
        Pattern.compile("org\\.apache\\.ignite\\.internal\\.(management|visor|commandline|client|dto|processors\\.task\\.GridInternal|util)\\b.*");

    private static final Pattern OURS = Pattern.compile("io\\.ignitezs\\.(\\w+)");
    private static final Pattern IGNITE = Pattern.compile("org\\.apache\\.ignite\\.(internal)?[\\w.]*");

    @Test void packagesUseOnlyThoseBeforeThem() throws IOException {
        List<String> violations = new ArrayList<>();
        for (Path source : sources())
            violations.addAll(violations(source));
        assertEquals(List.of(), violations);
    }

    @Test void everyPackageIsKnown() throws IOException {
        try (Stream<Path> packages = Files.list(SOURCES)) {
            List<String> names = packages.map(path -> path.getFileName().toString()).sorted().collect(Collectors.toList());
            assertEquals(ALLOWED.keySet().stream().sorted().collect(Collectors.toList()), names);
        }
    }

    /** What stands in a package of Ignite uses nothing of ours, and only one of ours uses it. */
    @Test void ignitesPackagesAreEnteredFromOneOfOurs() throws IOException {
        List<Path> foreign = javaFiles(FOREIGN);
        assertEquals(3, foreign.size(), "classes in packages of Ignite");
        for (Path source : foreign)
            assertTrue(!OURS.matcher(Files.readString(source)).find(), source.toString());
    }

    @Test void onlyOneClassTouchesAddresses() throws IOException {
        for (Path source : sources())
            assertTrue(source.endsWith("mem/Memory.java") || !Files.readString(source).contains("sun.misc"), source.toString());
    }

    private static List<String> violations(Path source) throws IOException {
        String layer = SOURCES.relativize(source).getName(0).toString();
        String text = Files.readString(source);
        List<String> found = new ArrayList<>();
        Matcher ours = OURS.matcher(text);
        while (ours.find())
            if (!ours.group(1).equals(layer) && !ALLOWED.get(layer).contains(ours.group(1)))
                found.add(source + " uses " + ours.group());
        Matcher ignite = IGNITE.matcher(text);
        while (ignite.find())
            if (!mayUse(layer, ignite.group(1) != null) && !isOfCommands(source, ignite.group()))
                found.add(source + " uses " + ignite.group());
        return found;
    }

    private static boolean mayUse(String layer, boolean internal) {
        return layer.equals("ignite") || layer.equals("plugin") && !internal;
    }

    private static boolean isOfCommands(Path source, String used) {
        return SOURCES.relativize(source).startsWith(COMMANDS) && COMMAND_INTERNALS.matcher(used).matches();
    }

    private static List<Path> sources() throws IOException {
        return javaFiles(SOURCES);
    }

    private static List<Path> javaFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).collect(Collectors.toList());
        }
    }
}
