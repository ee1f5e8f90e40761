package io.ignitezs.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands for a shell that the documents show are run: our scripts as they are, in a copy of the repository, with a stub for each program that they
 * start. What they would have asked of Maven and Java must exist.
 */
class ShellCommandsTest {
    private static final String MODULE = "ignite-zs-plugin/";
    private static final int FEWEST_COMMANDS = 100;

    /** Their options are those of the class that they start; its own tests look at wrong ones. */
    private static final Set<String> THIN = Set.of("run.sh", "cluster.sh");

    private static final List<String> REFUSED = List.of("bench.sh none", "bench.sh density --no-such-option", "crash.sh --mode none", "crash.sh --cycles",
        "soak.sh 0", "stress.sh faults none", "stress.sh replay READER", "suite.sh --modes none", "suite.sh --modes", "mutate.sh none");

    @TempDir
    private static Path directory;
    private static Sandbox sandbox;

    private final Sources sources = new Sources();
    private final Set<List<String>> checked = new HashSet<>();
    private final List<String> wrong = new ArrayList<>();

    @BeforeAll static void copy() throws IOException {
        sandbox = new Sandbox(directory);
    }

    @Test void run() throws IOException, InterruptedException {
        Map<String, String> commands = ShellCommands.all();
        System.out.println(commands.size() + " commands for a shell in the documents");
        assertTrue(commands.size() >= FEWEST_COMMANDS, () -> "some were not found, only " + commands);
        for (Map.Entry<String, String> command : commands.entrySet())
            check(command.getValue() + ": as " + command.getKey(), sandbox.run(command.getKey(), Map.of()));
        assertEquals(List.of(), wrong);
    }

    @Test void everyScriptIsShown() throws IOException {
        Set<String> commands = ShellCommands.all().keySet();
        for (String script : scripts())
            assertTrue(commands.contains(script.replace(MODULE, "")), script);
    }

    @Test void runWithJavaOfThePath() throws IOException, InterruptedException {
        for (String script : scripts())
            check(script, sandbox.run(script, Map.of("JAVA_HOME", "")));
        assertEquals(List.of(), wrong);
    }

    @Test void refuseWhatTheyDoNotKnow() throws IOException, InterruptedException {
        for (String script : scripts())
            if (!isThin(script))
                for (String words : List.of("--no-such-option", "--quick --no-such-option"))
                    checkRefusal(script + ' ' + words);
        for (String command : REFUSED)
            checkRefusal(command);
        assertEquals(List.of(), wrong);
    }

    @Test void tellThatSomethingFailed() throws IOException, InterruptedException {
        for (String script : scripts())
            for (String program : List.of("mvn", "java")) {
                ShellRun run = sandbox.run(script, Map.of("STUB_FAILING", program, "STUB_CODE", "1"));
                require(run.code == 1 || isWithoutJava(script) && program.equals("java"), script + " although " + program + " failed", run);
            }
        assertEquals(List.of(), wrong);
    }

    @Test void passOnWhatIsRefused() throws IOException, InterruptedException {
        for (String name : THIN) {
            ShellRun run = sandbox.run("examples/" + name + " --no-such-option", Map.of("STUB_FAILING", "java", "STUB_CODE", "2"));
            require(run.code == 2 && run.calls("java").allMatch(call -> call.get(call.size() - 1).equals("--no-such-option")), name, run);
        }
        assertEquals(List.of(), wrong);
    }

    @Test void wrongCallsAreFound() throws IOException {
        assertEquals(4, MavenCall.check(List.of("mvn", "verifi", "-Pnone", "-Dno.such.property=1", "-Dtest=PageTier*"), sources).size());
        assertEquals(1, MavenCall.check(List.of("mvn", "test", "-pl", "ignite-zs-plugin", "-Dtest=NoSuchTest"), sources).size());
        assertEquals(2, JavaCall.check(List.of("java", "-Dno.such.property=1", "io.ignitezs.estimate.EstimateMain", "--no-such-option"), sources).size());
        assertEquals(1, JavaCall.check(List.of("java", "-cp", "classes", "io.ignitezs.tier.EstimateMain"), sources).size());
    }

    private void check(String name, ShellRun run) throws IOException {
        require(run.code == 0, name, run);
        for (List<String> call : run.calls)
            if (checked.add(call))
                complaints(call).forEach(complaint -> wrong.add(name + ": " + complaint));
    }

    private List<String> complaints(List<String> call) throws IOException {
        switch (call.get(0)) {
            case "mvn":
                return MavenCall.check(call, sources);
            case "java":
                return JavaCall.check(call, sources);
            default:
                return List.of();
        }
    }

    /** Before anything is built, with a line that says what is allowed. */
    private void checkRefusal(String command) throws IOException, InterruptedException {
        ShellRun run = sandbox.run(command, Map.of());
        require(run.code == 2 && run.calls.isEmpty() && run.output.matches("[a-z]+\\.sh: .*\\(allowed: .*\\)\n"), command, run);
    }

    private void require(boolean right, String name, ShellRun run) {
        if (!right)
            wrong.add(name + ": " + run);
    }

    private static boolean isWithoutJava(String script) {
        return script.endsWith("/suite.sh");
    }

    private static boolean isThin(String script) {
        return THIN.contains(script.replaceFirst(".*/", ""));
    }

    /** But what others source. */
    private static Set<String> scripts() {
        return ShellCommands.scripts().stream().map(script -> script.normalize().startsWith("..") ? "examples/" + script.getFileName() : MODULE + script.getFileName())
            .filter(script -> !script.endsWith("/built.sh")).collect(Collectors.toCollection(TreeSet::new));
    }
}
