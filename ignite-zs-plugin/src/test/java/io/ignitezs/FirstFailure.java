package io.ignitezs;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.regex.Pattern;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs test classes one after the other until something fails: all that {@code mutate.sh} wants to know of a mutant. The last line printed is the
 * outcome, after a mark; the exit code is 0 if all passed, 1 if a test failed. What runs is printed as it begins, for mutants that end the process.
 */
public final class FirstFailure implements TestExecutionListener {
    private static final int MESSAGE_CHARACTERS = 100;
    private static final Pattern PACKAGES = Pattern.compile("\\b([a-z0-9]+\\.)+(?=[A-Z])");

    private final String testClass;
    private long tests;

    private FirstFailure(String testClass) {
        this.testClass = testClass;
    }

    /** @param names of test classes, qualified */
    public static void main(String[] names) {
        Launcher launcher = LauncherFactory.create();
        long tests = 0;
        for (String name : names) {
            FirstFailure listener = new FirstFailure(name.substring(name.lastIndexOf('.') + 1));
            launcher.execute(request(name), listener);
            tests += listener.tests;
        }
        end(tests == 0 ? "no test ran" : tests + " tests passed", tests == 0 ? 2 : 0);
    }

    private static LauncherDiscoveryRequest request(String name) {
        return LauncherDiscoveryRequestBuilder.request().selectors(selectClass(name)).build();
    }

    @Override public void executionStarted(TestIdentifier test) {
        if (test.isTest())
            System.out.println("#running " + testClass + ": " + test.getDisplayName());
    }

    @Override public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest())
            tests++;
        result.getThrowable().ifPresent(thrown -> end(testClass + ": " + test.getDisplayName() + ": " + summary(thrown), 1));
    }

    private static String summary(Throwable thrown) {
        String text = PACKAGES.matcher(thrown.toString().lines().findFirst().orElse("")).replaceAll("");
        return text.length() <= MESSAGE_CHARACTERS ? text : text.substring(0, MESSAGE_CHARACTERS) + "...";
    }

    /** Threads of a test that failed may never end. */
    private static void end(String outcome, int code) {
        System.out.println("#outcome " + outcome);
        System.out.flush();
        Runtime.getRuntime().halt(code);
    }
}
