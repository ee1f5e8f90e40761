package io.ignitezs.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class OutcomeTest {
    private static final String PLUGIN = "[INFO ] Configured plugins:\n[INFO ]   ^-- ignite-zs 1.0\n";
    private static final String STARTED = "[INFO ] Compressed pool is on [mode=WRITE_BACK, maxSize=64m]\n";
    private static final String PASSED = "\nOK (6 tests)\n";
    private static final String FAILED = "\n1) testOne[a=1, b=2](org.apache.ignite.XTest)\njunit.framework.AssertionFailedError\n\nTests run: 6,  Failures: 1\n";

    @Test
    void aClassPassesOnlyInTheModeThatItsNodesHad() {
        assertEquals("ok 6", of(PLUGIN + STARTED + PASSED, Mode.WRITE_BACK));
        assertEquals("NOT IN USE", of(PLUGIN + STARTED + PASSED, Mode.WRITE_THROUGH));
        assertEquals("NOT IN USE", of(PLUGIN + PASSED, Mode.WRITE_BACK));
        assertEquals("NOT IN USE", of(PASSED, Mode.WRITE_BACK));
    }

    @Test
    void stockIsWithoutThePlugin() {
        assertEquals("ok 6", of(PASSED, Mode.STOCK));
        assertEquals("NOT STOCK", of(PLUGIN + PASSED, Mode.STOCK));
    }

    @Test
    void aFailureIsNamed() {
        assertEquals("FAILED 1 of 6 testOne", of(PLUGIN + STARTED + FAILED, Mode.WRITE_BACK));
    }

    @Test
    void aProcessThatSaysNothingHasNotPassed() {
        assertEquals("BROKE OFF", of(PLUGIN + STARTED, Mode.WRITE_BACK));
        assertEquals("NO TESTS", of("\nOK (0 tests)\n", Mode.STOCK));
    }

    private static String of(String log, Mode mode) {
        return Outcome.of(log, mode, 1).text;
    }
}
