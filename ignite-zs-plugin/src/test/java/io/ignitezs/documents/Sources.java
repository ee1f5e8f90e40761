package io.ignitezs.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sources in Java of all modules. */
final class Sources {
    private static final List<Path> DIRECTORIES = List.of(Path.of("src"), Path.of("suite/src"), Path.of("../examples/src"));

    private final Map<Path, String> texts = new TreeMap<>();

    Sources() {
        for (Path directory : DIRECTORIES)
            for (Path file : files(directory, Integer.MAX_VALUE, ".java"))
                texts.put(file, Documents.read(file));
    }

    /** By the simple name of the class. */
    Map<String, String> byName() {
        Map<String, String> found = new TreeMap<>();
        texts.forEach((file, text) -> found.put(file.getFileName().toString().replace(".java", ""), text));
        return found;
    }

    /** Empty if there is none. @param name qualified */
    Optional<String> of(String name) {
        Path end = Path.of(name.replace('.', '/') + ".java");
        return texts.keySet().stream().filter(file -> file.endsWith(end)).map(texts::get).findFirst();
    }

    /** In the sources of a module, of any kind. */
    List<Path> in(Path module) {
        Path directory = module.resolve("src").toAbsolutePath().normalize();
        return texts.keySet().stream().filter(file -> file.toAbsolutePath().normalize().startsWith(directory)).collect(Collectors.toList());
    }

    /** Whether a string of just this content stands in a source of the package, or of those in it. */
    boolean haveLiteral(String content, String inPackage) {
        return texts.values().stream().anyMatch(text -> text.startsWith("package " + inPackage) && text.contains('"' + content + '"'));
    }

    static List<Path> files(Path directory, int depth, String ending) {
        try (Stream<Path> files = Files.walk(directory, depth)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().collect(Collectors.toList());
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
