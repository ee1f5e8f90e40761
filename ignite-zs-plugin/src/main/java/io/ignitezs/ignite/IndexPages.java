package io.ignitezs.ignite;

import java.nio.ByteBuffer;
import org.apache.ignite.internal.processors.cache.persistence.tree.io.PageIO;

/** Tells pages through which others are found: of the trees of SQL indexes, and of the tree by key that every partition has. */
final class IndexPages {
    private IndexPages() {
    }

    /** Ignite means only those of SQL indexes with inlined columns by the word. */
    static boolean test(ByteBuffer page) {
        int type = PageIO.getType(page);
        return PageIO.isIndexPage(type) || type == PageIO.T_H2_REF_LEAF || type == PageIO.T_H2_REF_INNER
            || type == PageIO.T_DATA_REF_LEAF || type == PageIO.T_DATA_REF_INNER;
    }
}
