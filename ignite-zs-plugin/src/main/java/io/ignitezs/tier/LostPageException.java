package io.ignitezs.tier;

import io.ignitezs.mem.ZsCorruptionException;

/** A page is damaged that only the tier has: its file has an older one or none. */
public final class LostPageException extends ZsCorruptionException {
    private static final long serialVersionUID = 1L;

    LostPageException(String message, Throwable cause) {
        super(message, cause);
    }
}
