package io.ignitezs.examples;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.ignite.IgniteException;

/** Ends a run that had begun; names the log that tells more. */
final class RunFailedException extends Exception {
    private static final long serialVersionUID = 1;

    RunFailedException(Exception cause, Path log) {
        super(describe(cause) + System.lineSeparator() + "Ignite's log: " + log, cause);
    }

    private static String describe(Exception cause) {
        boolean speaks = cause instanceof WrongRowException || cause instanceof IgniteException || cause instanceof IOException;
        return speaks && cause.getMessage() != null ? cause.getMessage() : cause.toString();
    }
}
