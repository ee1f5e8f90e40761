package io.ignitezs.codec;

import java.nio.ByteBuffer;

/**
 * Takes the garbage and the free space out of a page before it is compressed, and puts the free space back afterwards.
 * All buffers are direct and in native order.
 */
public interface PageShape {
    /**
     * @param page     a whole page from index 0; not changed
     * @param stripped receives what matters, from index 0; at least a page long
     * @return bytes of {@code stripped} that are to be kept, or the page's whole length if this page is better left as it is
     *     (then {@code stripped} may hold anything)
     */
    int strip(ByteBuffer page, ByteBuffer stripped);

    /**
     * @param page          holds the stripped bytes from index 0; becomes the page, byte for byte as far as its owner may look,
     *     with zeros elsewhere
     * @param strippedBytes what {@link #strip} returned, less than a page
     */
    void restore(ByteBuffer page, int strippedBytes);
}
