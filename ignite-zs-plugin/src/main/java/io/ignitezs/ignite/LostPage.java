package io.ignitezs.ignite;

import org.apache.ignite.internal.processors.cache.persistence.StorageException;

/** A page cannot be had, or kept, that only the tier has. Ignite hands it to the failure handler of the node. */
final class LostPage extends StorageException {
    private static final long serialVersionUID = 0L;

    LostPage(String file, int pageIndex, Throwable cause) {
        super("Failed to read a page that its file does not have yet [file=" + file + ", pageIndex=" + pageIndex
            + ", cause=" + cause + ']');
        initCause(cause);
    }

    /** Of some page, or it is not known of which. */
    LostPage(String file, Throwable cause) {
        super("The cold tier failed and has pages that their file does not have [file=" + file + ", cause=" + cause + ']');
        initCause(cause);
    }
}
