package io.ignitezs.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links in the documents lead somewhere, and every document can be reached. */
class LinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    /** Scripts and files as the text names them: from the root, or from the module. */
    private static final Pattern FILE = Pattern.compile("(?<![\\w./<>*$-])((?:\\.ci|config|docs|examples|src|suite|ignite-zs-plugin)/[\\w./-]*\\w)(?![\\w*<-])");

    @Test void lead() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : Documents.all())
            for (String link : Documents.find(document, LINK))
                if (!leads(document, link))
                    broken.add(document + " -> " + link);
        assertEquals(List.of(), broken);
    }

    /** There the documents are all in one directory. */
    @Test void leadInThePackage() {
        List<String> links = Documents.find(Documents.ofThePackage(), LINK);
        assertEquals(List.of(), links.stream().filter(link -> !Files.exists(Documents.DOCUMENTS.resolve(link))).collect(Collectors.toList()));
    }

    /** A document that is packed must not lead out of its directory. */
    @Test void stayInTheDirectory() throws IOException {
        for (Path document : Documents.all())
            if (document.startsWith(Documents.DOCUMENTS))
                for (String link : Documents.find(document, LINK))
                    assertTrue(link.startsWith("https:") || !link.contains("/"), () -> document + " -> " + link);
    }

    @Test void everyDocumentIsLinked() throws IOException {
        List<String> fromReadme = Documents.find(Path.of("..", "README.md"), LINK);
        List<String> fromPackage = Documents.find(Documents.ofThePackage(), LINK);
        try (Stream<Path> files = Files.list(Documents.DOCUMENTS)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".md")).collect(Collectors.toList())) {
                assertTrue(fromReadme.contains("ignite-zs-plugin/docs/" + file.getFileName()), () -> "README.md has no link to " + file);
                assertTrue(fromPackage.contains(file.getFileName().toString()), () -> Documents.ofThePackage() + " has no link to " + file);
            }
        }
    }

    @Test void filesThatAreNamedExist() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path document : Documents.all())
            for (String file : Documents.find(document, FILE))
                if (!exists(file))
                    missing.add(document + ": " + file);
        assertEquals(List.of(), missing);
    }

    /** Directories of the package and of builds are made later. */
    private static boolean exists(String file) {
        return file.contains("/target") || file.endsWith("/ignite-zs-plugin") || file.contains("/ignite-zs-plugin/")
            || Stream.of(Path.of(".."), Path.of(".")).anyMatch(root -> Files.exists(root.resolve(file)));
    }

    private static boolean leads(Path document, String link) {
        if (link.startsWith("https:"))
            return true;
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
        return Files.exists(target) && (parts.length == 1 || anchors(target).contains(parts[1]));
    }

    private static List<String> anchors(Path document) {
        return Documents.find(document, HEADING).stream()
            .map(heading -> heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w -]", "").replace(' ', '-')).collect(Collectors.toList());
    }
}
