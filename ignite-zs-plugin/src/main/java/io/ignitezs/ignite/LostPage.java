package io.ignitezs.ignite;

import org.apache.ignite.internal.processors.cache.persistence.StorageException;

/** A page cannot be had, or kept, that only the tier has. Ignite hands it to the failure handler of the node. */
final class LostPage extends StorageException {
    private static final long serialVersionUID = 0L;

    LostPage(String file, int pageIndex, Throwable cause) {
        this("Failed to read a page that its file does not have yet [file=" + file + ", pageIndex=" + pageIndex + ", cause=" + cause + ']', cause);
    }

    private LostPage(String message, Throwable cause) {
        super(message);
        initCause(cause);
    }

    /** Of some page of a file, or it is not known of which. */
    static LostPage some(String file, Throwable cause) {
        return new LostPage("The cold tier failed and has pages that their file does not have [file=" + file + ", cause=" + cause + ']', cause);
    }

    /** Of a page that will have no file. @param partition of a volatile cache group */
    static LostPage notKept(String partition, int pageIndex, Throwable cause) {
        return new LostPage("A page of a volatile cache group cannot be kept [partition=" + partition + ", pageIndex=" + pageIndex
            + ", cause=" + cause + ']', cause);
    }
}
