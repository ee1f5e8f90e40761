package io.ignitezs.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What people read of this repository, from the directory of the module. */
public final class Documents {
    /** Of the module. */
    public static final Path DOCUMENTS = Path.of("docs");

    private static final Path ROOT = Path.of("..");
    private static final Path PACKAGE = Path.of("src/package/README.md");

    private Documents() {
    }

    /** All that are in Markdown, but the one of the package, which stands elsewhere when it is read. */
    public static List<Path> all() throws IOException {
        List<Path> all = new ArrayList<>(List.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")));
        try (Stream<Path> files = Files.list(DOCUMENTS)) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(all::add);
        }
        return all;
    }

    public static Path ofThePackage() {
        return PACKAGE;
    }

    public static String read(Path document) {
        try {
            return Files.readString(document);
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The examples of XML in it, in order. */
    public static List<String> xml(Path document) {
        return examples(document, "xml");
    }

    /** Those of a language, in order; they may stand in a list. */
    public static List<String> examples(Path document, String language) {
        Pattern fenced = Pattern.compile("^ *```" + language + "\n(.*?)^ *```$", Pattern.DOTALL | Pattern.MULTILINE);
        return fenced.matcher(read(document)).results().map(match -> match.group(1)).collect(Collectors.toList());
    }

    /** What stands in the first group of each match outside of examples, with the document's name. */
    public static List<String> find(Path document, Pattern pattern) {
        Matcher matcher = pattern.matcher(read(document).replaceAll("(?s)(?m)^```.*?^```$", ""));
        return matcher.results().map(match -> match.group(1)).collect(Collectors.toList());
    }
}
