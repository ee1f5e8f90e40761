package io.ignitezs.mem;

/** Stored bytes are damaged or cannot be decoded. The message names the place as far as the thrower knows it. */
public class ZsCorruptionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ZsCorruptionException(String message) {
        super(message);
    }

    public ZsCorruptionException(String message, Throwable cause) {
        super(message, cause);
    }
}
