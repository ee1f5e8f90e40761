package io.ignitezs.suite;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Ignite's own tests of its persistence with the plugin in its nodes: every class that passes with stock Ignite passes with the plugin. In the run that is
 * part of the build the modes take turns, and the classes are known to pass with stock Ignite.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IgniteSuiteIT {
    private final Path directory = Path.of(System.getProperty("suite.directory"));
    private final String wanted = System.getProperty("suite.classes");
    private final List<Mode> modes =
        Arrays.stream(System.getProperty("suite.modes").split(",")).map(Mode::parse).collect(Collectors.toList());

    private final SuiteHome home = new SuiteHome(directory);
    private final Results results = new Results(directory.resolve("results.properties"));

    private int runs;
    private int passed;
    private int failedWithStock;

    IgniteSuiteIT() throws IOException, InterruptedException {
        if (home.ownNetwork().isEmpty())
            System.out.println("No network namespace of its own: nodes of other processes on this machine may disturb Ignite's tests");
    }

    @AfterAll
    void report() throws IOException {
        Path table = directory.resolve("results.md");
        results.writeTable(table, SuiteClass.all());
        int failed = runs - passed - failedWithStock;
        System.out.printf("%s: %d passed, %d failed, %d failed with stock Ignite, too; all results: %s%n",
            failed == 0 && runs > 0 ? "PASSED" : "FAILED", passed, failed, failedWithStock, table);
    }

    @TestFactory
    List<DynamicTest> classes() {
        List<SuiteClass> selected = SuiteClass.all().stream().filter(this::isWanted).collect(Collectors.toList());
        assertFalse(selected.isEmpty(), () -> "No class that can be run has a name that ends like this: " + wanted);
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < selected.size(); i++)
            for (Mode mode : modes(selected.get(i), i))
                tests.add(test(selected.get(i), mode, i + 1, selected.size()));
        return tests;
    }

    private boolean isWanted(SuiteClass each) {
        if (each.leftOut != null)
            return false;
        return wanted.equals("all") || (wanted.equals("quick") ? each.isQuick : each.name.matches(".*(" + wanted + ")"));
    }

    private List<Mode> modes(SuiteClass each, int i) {
        List<Mode> turn = Boolean.getBoolean("suite.turns") ? List.of(modes.get(i % modes.size())) : modes;
        return turn.stream().filter(mode -> each.leftOut(mode) == null).collect(Collectors.toList());
    }

    private DynamicTest test(SuiteClass each, Mode mode, int number, int count) {
        return dynamicTest(mode + " " + each.shortName(), () -> {
            runs++;
            Outcome known = mode == Mode.STOCK ? results.get(mode, each.name) : null;
            boolean isKnown = known != null && known.isOk();
            Outcome outcome = isKnown ? known : run(each, mode);
            System.out.printf("%3d of %d  %-14s %-55s %s%s%n", number, count, mode, each.shortName(), outcome, isKnown ? ", earlier" : "");
            judge(each, mode, outcome);
        });
    }

    private Outcome run(SuiteClass each, Mode mode) throws IOException, InterruptedException {
        Outcome outcome = new ClassRun(home, mode, each.name).run();
        results.put(mode, each.name, outcome);
        return outcome;
    }

    private void judge(SuiteClass each, Mode mode, Outcome outcome) {
        Outcome stock = results.get(Mode.STOCK, each.name);
        if (outcome.isOk())
            passed++;
        else if (stock == null || stock.isOk())
            fail(outcome + ", log: " + home.log(mode, each.name));
        else {
            failedWithStock++;
            abort("Fails with stock Ignite, too: " + stock);
        }
    }
}
