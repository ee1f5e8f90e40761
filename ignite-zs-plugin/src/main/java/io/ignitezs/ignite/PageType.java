package io.ignitezs.ignite;

import java.nio.ByteBuffer;
import org.apache.ignite.internal.processors.cache.persistence.tree.io.PageIO;

/** Pages by what they are for. */
public enum PageType {
    DATA("data"),
    KEY_TREE("key tree"),
    SQL_INDEX("SQL index"),
    FREE_LIST("free list"),
    META("meta"),
    OTHER("other");

    private final String label;

    PageType(String label) {
        this.label = label;
    }

    /** For people. */
    public String label() {
        return label;
    }

    /** @param page from index 0 */
    public static PageType of(ByteBuffer page) {
        int type = PageIO.getType(page);
        if (PageIO.isIndexPage(type))
            return SQL_INDEX;
        switch (type) {
            case PageIO.T_DATA:
                return DATA;
            case PageIO.T_H2_REF_LEAF:
            case PageIO.T_H2_REF_INNER:
                return SQL_INDEX;
            case PageIO.T_DATA_REF_INNER:
            case PageIO.T_DATA_REF_LEAF:
            case PageIO.T_CACHE_ID_AWARE_DATA_REF_INNER:
            case PageIO.T_CACHE_ID_AWARE_DATA_REF_LEAF:
                return KEY_TREE;
            case PageIO.T_PAGE_LIST_NODE:
                return FREE_LIST;
            case PageIO.T_META:
            case PageIO.T_PART_META:
            case PageIO.T_BPLUS_META:
            case PageIO.T_PAGE_LIST_META:
            case PageIO.T_PAGE_UPDATE_TRACKING:
            case PageIO.T_PART_CNTRS:
                return META;
            default:
                return OTHER;
        }
    }
}
