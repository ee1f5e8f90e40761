package io.ignitezs.suite;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Ignite's own tests of its persistence with the plugin in its nodes: every class that passes with stock Ignite passes with the plugin. In the run that is
 * part of the build the modes take turns, and the classes are known to pass with stock Ignite.
 */
class IgniteSuiteIT {
    private static final Path DIRECTORY = Path.of(System.getProperty("suite.directory"));
    private static final String WANTED = System.getProperty("suite.classes");
    private static final List<Mode> MODES =
        Arrays.stream(System.getProperty("suite.modes").split(",")).map(Mode::parse).collect(Collectors.toList());

    private static SuiteHome home;
    private static Results results;

    @BeforeAll
    static void prepare() throws IOException, InterruptedException {
        home = new SuiteHome(DIRECTORY);
        results = new Results(DIRECTORY.resolve("results.properties"));
        if (home.ownNetwork().isEmpty())
            System.out.println("No network namespace of its own: nodes of other processes on this machine may disturb Ignite's tests");
    }

    @AfterAll
    static void report() throws IOException {
        results.writeTable(DIRECTORY.resolve("results.md"), SuiteClass.all());
        System.out.println("Table: " + DIRECTORY.resolve("results.md"));
    }

    @TestFactory
    List<DynamicTest> classes() {
        List<SuiteClass> wanted = SuiteClass.all().stream().filter(IgniteSuiteIT::isWanted).collect(Collectors.toList());
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++)
            for (Mode mode : modes(i))
                tests.add(test(wanted.get(i), mode, i + 1, wanted.size()));
        return tests;
    }

    private static boolean isWanted(SuiteClass each) {
        if (each.leftOut != null)
            return false;
        return WANTED.equals("all") || (WANTED.equals("quick") ? each.isQuick : each.name.matches(".*(" + WANTED + ")"));
    }

    private static List<Mode> modes(int i) {
        return Boolean.getBoolean("suite.turns") ? List.of(MODES.get(i % MODES.size())) : MODES;
    }

    private static DynamicTest test(SuiteClass each, Mode mode, int number, int count) {
        return dynamicTest(mode + " " + each.shortName(), () -> {
            Outcome outcome = outcome(each, mode);
            System.out.printf("%3d of %d  %-14s %-55s %s%n", number, count, mode, each.shortName(), outcome);
            check(each, mode, outcome);
        });
    }

    /** A class that passed with stock Ignite once is not run with it again. */
    private static Outcome outcome(SuiteClass each, Mode mode) throws IOException, InterruptedException {
        Outcome known = results.get(mode, each.name);
        if (mode == Mode.STOCK && known != null && known.isOk())
            return known;
        Outcome outcome = new ClassRun(home, mode, each.name).run();
        results.put(mode, each.name, outcome);
        return outcome;
    }

    private static void check(SuiteClass each, Mode mode, Outcome outcome) {
        Outcome stock = results.get(Mode.STOCK, each.name);
        boolean fails = stock != null && !stock.isOk();
        assumeTrue(!fails || mode != Mode.STOCK && outcome.isOk(), () -> "Fails with stock Ignite, too: " + stock);
        assertTrue(outcome.isOk(), () -> outcome + ", log: " + home.log(mode, each.name));
    }
}
