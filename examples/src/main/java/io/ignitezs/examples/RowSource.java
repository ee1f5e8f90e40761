package io.ignitezs.examples;

import java.io.IOException;

/** Rows that can be streamed any number of times, each time the same and in the same order. */
interface RowSource {
    Table table();

    void forEach(RowVisitor visitor) throws IOException;

    /** Takes one row after another. */
    interface RowVisitor {
        /** @return false to see no more */
        boolean visit(Object[] row);
    }
}
