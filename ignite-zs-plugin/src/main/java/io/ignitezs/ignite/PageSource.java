package io.ignitezs.ignite;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The pages of one partition or index file, to be looked at without changing anything. For one thread at a time. */
public interface PageSource extends AutoCloseable {
    /** Name of the cache group; of the cache if it has a group of its own. */
    String group();

    /** Whether this is the file of a cache group's indexes. */
    boolean isIndex();

    /** Bytes of a page. */
    int pageBytes();

    /** Pages that the file has room for, as of now. */
    int pages();

    /**
     * @param pageIndex 0..pages-1
     * @param page      direct, in native order, a page long; receives the page from index 0, as the tier is offered it, if the answer is PAGE
     * @throws IOException if the file cannot be read
     */
    PageRead read(int pageIndex, ByteBuffer page) throws IOException;

    /** Lets go of the file; it is opened again when it is read again. */
    @Override void close() throws IOException;
}
