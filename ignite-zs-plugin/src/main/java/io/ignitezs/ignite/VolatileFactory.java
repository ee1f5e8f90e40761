package io.ignitezs.ignite;

import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.internal.pagemem.store.PageStore;
import org.apache.ignite.internal.processors.cache.persistence.file.FileIOFactory;
import org.apache.ignite.lang.IgniteOutClosure;

/** Makes the stores of volatile cache groups. */
interface VolatileFactory {
    /**
     * @return null if the file belongs to no such group
     * @throws IgniteCheckedException if it does, and there is no tier for its pages
     */
    PageStore create(byte type, IgniteOutClosure<Path> path, FileIOFactory ioFactory, LongConsumer allocatedTracker) throws IgniteCheckedException;
}
