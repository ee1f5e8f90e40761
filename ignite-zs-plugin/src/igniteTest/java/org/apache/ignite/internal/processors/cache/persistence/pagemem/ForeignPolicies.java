package org.apache.ignite.internal.processors.cache.persistence.pagemem;

import java.lang.reflect.Field;
import org.apache.ignite.IgniteCheckedException;

/** Puts a page replacement policy into a data region that is not Ignite's. Lives where segments can be named. */
public final class ForeignPolicies {
    private final PageMemoryImpl.Segment[] segments;
    private final Field policy;

    /** @param memory of a persistent data region that is started */
    public ForeignPolicies(Object memory) throws ReflectiveOperationException {
        Field field = PageMemoryImpl.class.getDeclaredField("segments");
        field.setAccessible(true);
        segments = (PageMemoryImpl.Segment[])field.get(memory);
        policy = PageMemoryImpl.Segment.class.getDeclaredField("pageReplacementPolicy");
        policy.setAccessible(true);
    }

    /** In the last segment, when those before it may be watched already. It does what the one there does. */
    public void wrapLast() throws ReflectiveOperationException {
        PageMemoryImpl.Segment segment = segments[segments.length - 1];
        segment.writeLock().lock();
        try {
            policy.set(segment, new Foreign(segment, (PageReplacementPolicy)policy.get(segment)));
        }
        finally {
            segment.writeLock().unlock();
        }
    }

    private static final class Foreign extends PageReplacementPolicy {
        private final PageReplacementPolicy wrapped;

        private Foreign(PageMemoryImpl.Segment segment, PageReplacementPolicy wrapped) {
            super(segment);
            this.wrapped = wrapped;
        }

        @Override public void onHit(long relativePointer) {
            wrapped.onHit(relativePointer);
        }

        @Override public void onMiss(long relativePointer) {
            wrapped.onMiss(relativePointer);
        }

        @Override public void onRemove(long relativePointer) {
            wrapped.onRemove(relativePointer);
        }

        @Override public long replace() throws IgniteCheckedException {
            return wrapped.replace();
        }
    }
}
