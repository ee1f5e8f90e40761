package io.ignitezs.ignite;

import org.apache.ignite.internal.processors.cache.persistence.StorageException;

/** A page cannot be read that only the tier has. */
final class LostPage extends StorageException {
    private static final long serialVersionUID = 0L;

    LostPage(String file, int pageIndex, Throwable cause) {
        super("Failed to read a page that its file does not have yet [file=" + file + ", pageIndex=" + pageIndex
            + ", cause=" + cause.getMessage() + ']');
        initCause(cause);
    }
}
