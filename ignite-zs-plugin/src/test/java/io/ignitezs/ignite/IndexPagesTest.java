package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ignitezs.mem.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.ignite.internal.processors.cache.persistence.tree.io.PageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of Ignite's pages are those of an index. */
class IndexPagesTest {
    private final ByteBuffer page = ByteBuffer.allocateDirect(4096).order(ByteOrder.nativeOrder());

    /** The last ones are those with inlined columns, of the shortest and of the longest. */
    @ParameterizedTest
    @ValueSource(ints = {PageIO.T_H2_REF_LEAF, PageIO.T_H2_REF_INNER, PageIO.T_DATA_REF_LEAF, PageIO.T_DATA_REF_INNER,
        PageIO.T_H2_EX_REF_LEAF_START, PageIO.T_H2_EX_REF_INNER_START, PageIO.T_H2_EX_REF_LEAF_END, PageIO.T_H2_EX_REF_INNER_END})
    void treesOfSqlIndexesAndOfKeys(int type) {
        assertIndexPage(true, type);
    }

    @ParameterizedTest
    @ValueSource(ints = {PageIO.T_DATA, PageIO.T_META, PageIO.T_PAGE_LIST_META, PageIO.T_PAGE_LIST_NODE, PageIO.T_BPLUS_META,
        PageIO.T_PART_META, PageIO.T_PENDING_REF_LEAF, PageIO.T_PENDING_REF_INNER, PageIO.T_METASTORE_LEAF, PageIO.T_DATA_PART})
    void noOthers(int type) {
        assertIndexPage(false, type);
    }

    private void assertIndexPage(boolean expected, int type) {
        PageIO.setType(Memory.address(page), type);
        assertEquals(expected, IndexPages.test(page));
    }
}
