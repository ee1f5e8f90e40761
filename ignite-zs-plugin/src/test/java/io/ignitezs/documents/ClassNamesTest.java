package io.ignitezs.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Classes and members that the documents name in back quotes exist, ours in the sources and Ignite's in its jars. */
class ClassNamesTest {
    /** Two humps at least, perhaps our package before it, perhaps a member behind it. */
    private static final Pattern NAME = Pattern.compile("`(?:(?:mem|zspage|pool|codec|tier|ignite|plugin)\\.)?((?:[A-Z][a-z0-9]+){2,}[A-Za-z0-9]*(?:\\.\\w+)?)(?:\\([^)]*\\))?`");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[A-Z][a-z0-9]+){2,})\"");

    /** Of Ignite: metrics, which no class is called by. */
    private static final Set<String> METRICS = Set.of("StorageSize", "PagesReplaceRate");

    /** Of Ignite's test jars, which only the module that runs them has. */
    private static final Path SUITE = Path.of("suite/src/test/resources/io/ignitezs/suite/classes.txt");
    private static final Pattern SUITE_CLASS = Pattern.compile("(?m)^[a-z][\\w.]*\\.([A-Z]\\w+)");

    private static final List<String> JAVA_PACKAGES = List.of("java/lang/", "java/util/concurrent/atomic/");

    @Test void exist() throws IOException {
        Map<String, String> ours = new Sources().byName();
        Set<String> known = new TreeSet<>(METRICS);
        known.addAll(classPath());
        SUITE_CLASS.matcher(Documents.read(SUITE)).results().forEach(listed -> known.add(listed.group(1)));
        for (String text : ours.values())
            LITERAL.matcher(text).results().forEach(literal -> known.add(literal.group(1)));
        List<String> unknown = new ArrayList<>();
        for (Path document : Documents.all())
            for (String name : Documents.find(document, NAME))
                if (!isKnown(name, ours, known))
                    unknown.add(document + ": " + name);
        assertEquals(List.of(), unknown);
    }

    @Test void areFoundAtAll() throws IOException {
        assertTrue(Documents.find(Documents.DOCUMENTS.resolve("walkthrough.md"), NAME).contains("PageTier.fillLeft"));
        Map<String, String> ours = new Sources().byName();
        assertTrue(!isKnown("PageTier.noSuchMethod", ours, Set.of()) && !isKnown("NoSuchClass", ours, classPath()));
    }

    private static boolean isKnown(String name, Map<String, String> ours, Set<String> others) {
        String[] parts = name.split("\\.");
        String source = ours.get(parts[0]);
        if (source == null)
            return others.contains(parts[0]) || isOfJava(parts[0]);
        return parts.length == 1 || Pattern.compile("\\b" + parts[1] + "\\b").matcher(source).find();
    }

    private static boolean isOfJava(String name) {
        return JAVA_PACKAGES.stream().anyMatch(prefix -> ClassLoader.getPlatformClassLoader().getResource(prefix + name + ".class") != null);
    }

    private static Set<String> classPath() throws IOException {
        Set<String> found = new TreeSet<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator))
            if (entry.endsWith(".jar"))
                addClasses(entry, found);
        return found;
    }

    private static void addClasses(String jar, Set<String> found) throws IOException {
        try (JarFile file = new JarFile(jar)) {
            file.stream().map(entry -> entry.getName()).filter(name -> name.endsWith(".class"))
                .forEach(name -> found.add(name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('$')) + 1, name.length() - 6)));
        }
    }
}
