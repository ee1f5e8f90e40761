package io.ignitezs.examples;

/** A row is missing or differs from its source. */
final class WrongRowException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WrongRowException(String message) {
        super(message);
    }
}
