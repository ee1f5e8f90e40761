package io.ignitezs.documents;

import java.nio.file.FileSystems;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A call of Maven, and what is wrong with it: names that neither the build's files nor the sources have. */
final class MavenCall {
    private static final Set<String> PHASES = Set.of("test-compile", "test", "package", "verify");
    private static final Set<String> FLAGS = Set.of("-q", "-B", "-ntp");

    /** Of Maven and its plugins. */
    private static final Set<String> PROPERTIES = Set.of("skipTests", "maven.test.skip", "style.color", "mdep.outputFile", "mdep.includeScope",
        "test", "surefire.failIfNoSpecifiedTests", "it.test", "failsafe.failIfNoSpecifiedTests");

    private final List<String> wrong = new ArrayList<>();
    private final Map<String, String> properties = new HashMap<>();
    private final Sources sources;
    private List<String> modules = Poms.modules();

    private MavenCall(Sources sources) {
        this.sources = sources;
    }

    /** @param words the program's name first */
    static List<String> check(List<String> words, Sources sources) {
        MavenCall call = new MavenCall(sources);
        for (Iterator<String> rest = words.subList(1, words.size()).iterator(); rest.hasNext();)
            call.take(rest.next(), rest);
        call.properties.keySet().forEach(call::checkProperty);
        call.checkTests("test", "surefire");
        call.checkTests("it.test", "failsafe");
        return call.wrong;
    }

    private void take(String word, Iterator<String> rest) {
        if (word.startsWith("-D"))
            properties.put(word.substring(2).split("=")[0], word.contains("=") ? word.substring(word.indexOf('=') + 1) : "");
        else if (word.equals("-pl"))
            takeModules(List.of(rest.next().split(",")));
        else if (word.startsWith("-P"))
            require(Poms.profiles().contains(word.substring(2)), "no such profile: " + word);
        else
            require(FLAGS.contains(word) || isGoal(word), "no such option, phase or goal: " + word);
    }

    private void takeModules(List<String> names) {
        require(modules.containsAll(names), "not all of these are modules: " + names);
        modules = names;
    }

    private static boolean isGoal(String word) {
        return PHASES.contains(word) || word.contains(":") && Poms.plugins().contains("maven-" + word.split(":")[0] + "-plugin");
    }

    /** In a pom, or asked for by a test. */
    private void checkProperty(String name) {
        require(PROPERTIES.contains(name) || Poms.properties().contains(name) || sources.haveLiteral(name, "io.ignitezs"), "no such property: " + name);
    }

    /** As surefire does: a name without any test is an error in each module, unless that is allowed. */
    private void checkTests(String property, String plugin) {
        String names = properties.get(property);
        if (names == null)
            return;
        boolean mayFindNone = "false".equals(properties.get(plugin + ".failIfNoSpecifiedTests"));
        long found = modules.stream().filter(module -> hasTest(module, names)).count();
        require(mayFindNone ? found > 0 || names.equals("NONE") : found == modules.size(), "no such test in all of " + modules + ": " + names);
    }

    private boolean hasTest(String module, String names) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:{" + names + "}.java");
        return sources.in(Poms.directory(module)).stream().anyMatch(source -> matcher.matches(source.getFileName()));
    }

    private void require(boolean right, String message) {
        if (!right)
            wrong.add(message);
    }
}
