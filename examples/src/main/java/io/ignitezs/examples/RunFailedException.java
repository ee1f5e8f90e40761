package io.ignitezs.examples;

import java.nio.file.Path;

/** Ends a run that had begun; names the log that tells more. */
final class RunFailedException extends Exception {
    private static final long serialVersionUID = 1;

    RunFailedException(Exception cause, Path log) {
        super(describe(cause) + System.lineSeparator() + "Ignite's log: " + log, cause);
    }

    private static String describe(Exception cause) {
        return cause instanceof WrongRowException ? cause.getMessage() : cause.toString();
    }
}
