package io.ignitezs.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.documents.Documents;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.ignite.Ignite;
import org.apache.ignite.Ignition;
import org.apache.ignite.cache.query.SqlFieldsQuery;
import org.apache.ignite.cluster.ClusterState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every example of SQL and of Java in the documents, and every statement within their text, is run with a node, and none stands where it would not be found. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DocumentedCodeIT {
    private static final Pattern IN_TEXT = Pattern.compile("`((?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP) [^`]*)`");
    private static final Pattern ONLY = Pattern.compile("-- nothing but (\\w+)");

    /** A statement in a block that says nothing of its language. */
    private static final Pattern NOT_MARKED = Pattern.compile("(?m)^ {4,}(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP) .*$|^ {4,}[\\w.<>]+ \\w+ = .*;.*$|^ {4,}\\w+\\.\\w+\\(.*\\);.*$");
    private static final String CLASS = "import io.ignitezs.plugin.*;import org.apache.ignite.*;"
        + "public class Example implements java.util.function.Consumer<Ignite> {public void accept(Ignite ignite) {%n%s}}";

    @TempDir
    private Path work;

    private Ignite node;

    @BeforeEach void start() {
        node = Ignition.start(new Nodes().server(work, "node").setPluginProviders(new ZsPluginProvider().setConfiguration(new ZsConfiguration().setMaxSize("16m"))));
        node.cluster().state(ClusterState.ACTIVE);
        node.getOrCreateCache("rows").put(1, "one");
    }

    @AfterEach void stop() {
        Ignition.stopAll(true);
    }

    @TestFactory Stream<DynamicTest> sql() throws IOException {
        return examples("sql", this::query);
    }

    @TestFactory Stream<DynamicTest> sqlInText() throws IOException {
        List<String> statements = new ArrayList<>();
        for (Path document : Documents.all())
            statements.addAll(Documents.find(document, IN_TEXT));
        assertTrue(statements.contains("SELECT * FROM SYS.ZS_CACHES"), statements::toString);
        return statements.stream().map(statement -> DynamicTest.dynamicTest(statement, () -> query(statement)));
    }

    @TestFactory Stream<DynamicTest> java() throws IOException {
        return examples("java", this::compileAndRun);
    }

    @Test void everyExampleSaysItsLanguage() throws IOException {
        for (Path document : Documents.all()) {
            Matcher found = NOT_MARKED.matcher(Documents.read(document).replaceAll("(?sm)^ *```.*?^ *```$", ""));
            assertFalse(found.find(), () -> document + ": " + found.group());
        }
        assertTrue(NOT_MARKED.matcher("    zs.enable();      // begins again").find());
        assertTrue(NOT_MARKED.matcher("       SELECT * FROM SYS.ZS_POOL").find());
    }

    private static Stream<DynamicTest> examples(String language, Consumer<String> run) throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path document : Documents.all())
            for (String example : Documents.examples(document, language))
                tests.add(DynamicTest.dynamicTest(document.getFileName() + " " + (tests.size() + 1), () -> run.accept(example)));
        assertFalse(tests.isEmpty(), language);
        return tests.stream();
    }

    private void query(String sql) {
        List<List<?>> rows = node.cache("rows").query(new SqlFieldsQuery(sql)).getAll();
        assertFalse(rows.isEmpty(), sql);
        Matcher only = ONLY.matcher(sql);
        if (only.find())
            for (List<?> row : rows)
                assertEquals(only.group(1), row.get(0), sql);
    }

    private void compileAndRun(String java) {
        try {
            Path source = Files.writeString(work.resolve("Example.java"), String.format(CLASS, java));
            assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none", "-cp", System.getProperty("java.class.path"), source.toString()), java);
            run();
        }
        catch (IOException | ReflectiveOperationException e) {
            throw new AssertionError(java, e);
        }
    }

    private void run() throws IOException, ReflectiveOperationException {
        try (URLClassLoader loader = new URLClassLoader(new URL[] {new File(work.toString()).toURI().toURL()}, getClass().getClassLoader())) {
            @SuppressWarnings("unchecked")
            Consumer<Ignite> example = (Consumer<Ignite>)loader.loadClass("Example").getDeclaredConstructor().newInstance();
            example.accept(node);
        }
    }
}
