package io.ignitezs.ignite;

import java.nio.ByteBuffer;
import org.apache.ignite.IgniteCheckedException;

/** What can say once more what a page was when the last checkpoint began. */
interface PageLog {
    /**
     * @param page receives the page; direct
     * @return false if it does not know (then {@code page} may hold anything)
     */
    boolean read(int groupId, long pageId, ByteBuffer page) throws IgniteCheckedException;
}
