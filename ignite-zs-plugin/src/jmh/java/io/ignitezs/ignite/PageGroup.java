package io.ignitezs.ignite;

import org.apache.ignite.internal.processors.cache.persistence.tree.io.BPlusIO;
import org.apache.ignite.internal.processors.cache.persistence.tree.io.DataPageIO;
import org.apache.ignite.internal.processors.cache.persistence.tree.io.PageIO;

/** Which pages of a store a measurement is about. */
public enum PageGroup {
    /** Rows. */
    DATA,

    /** Nodes of B+trees: SQL indexes and the trees of partitions. */
    INDEX,

    /** All there are. */
    MIXED;

    boolean accepts(PageIO io) {
        if (this == MIXED)
            return true;
        return this == DATA ? io instanceof DataPageIO : io instanceof BPlusIO;
    }
}
