package io.ignitezs.codec;

import io.ignitezs.mem.ZsCorruptionException;

/** How the failures of the libraries are told. */
final class Failures {
    private Failures() {
    }

    /** The innermost cause: loading a library wraps it several times. */
    static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause)
            cause = cause.getCause();
        return cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
    }

    static ZsCorruptionException undecodable(String codec, int storedBytes, int targetBytes, RuntimeException cause) {
        return new ZsCorruptionException("Failed to decode stored bytes [codec=" + codec + ", storedBytes=" + storedBytes
            + ", expectedBytes=" + targetBytes + ", reason=" + cause.getMessage() + ']', cause);
    }

    static ZsCorruptionException wrongLength(String codec, int storedBytes, int targetBytes, int decodedBytes) {
        return new ZsCorruptionException("Stored bytes decode to another length [codec=" + codec + ", storedBytes=" + storedBytes
            + ", expectedBytes=" + targetBytes + ", decodedBytes=" + decodedBytes + ']');
    }
}
