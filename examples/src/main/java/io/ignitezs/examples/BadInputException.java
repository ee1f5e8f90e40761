package io.ignitezs.examples;

/** The user's mistake, in words for the user: a file, a line or an option is named. */
final class BadInputException extends Exception {
    private static final long serialVersionUID = 1;

    BadInputException(String message) {
        super(message);
    }
}
