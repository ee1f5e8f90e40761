package org.apache.ignite.internal.processors.cache.persistence.pagemem;

import java.lang.reflect.Field;
import org.apache.ignite.internal.IgniteVersionUtils;
import org.apache.ignite.internal.pagemem.FullPageId;

/**
 * Tells which pages a data region has. Nothing of Ignite's goes over them without an object for each page, or for a long time under a segment's lock; this
 * takes the read lock for some hundred places of a segment's table at a time. Lives in Ignite's own package because that is where segments can be named. Read
 * against Ignite 2.17.0: whatever is not as it is there is refused.
 */
public final class RegionPages {
    private static final String IGNITE_VERSION = "2.17.0";
    private static final int PLACES_PER_LOCK = 256;

    private final PageMemoryImpl memory;
    private final PageMemoryImpl.Segment[] segments;
    private final Field closedField;

    /** Is told of pages under the read lock of their segment. */
    public interface Visitor {
        /** @param pageId of {@code FullPageId.effectivePageId} */
        void page(int groupId, long pageId);
    }

    /**
     * @param memory of a persistent data region, started, and not to be stopped while this is in use
     * @throws IllegalStateException if it is not as expected
     */
    public RegionPages(Object memory) {
        if (!IGNITE_VERSION.equals(IgniteVersionUtils.VER_STR) || memory == null || memory.getClass() != PageMemoryImpl.class)
            throw new IllegalStateException("Ignite is not as expected [version=" + IgniteVersionUtils.VER_STR + ", memory=" + memory + ']');
        this.memory = (PageMemoryImpl)memory;
        try {
            Field segmentsField = PageMemoryImpl.class.getDeclaredField("segments");
            segmentsField.setAccessible(true);
            segments = (PageMemoryImpl.Segment[])segmentsField.get(memory);
            closedField = PageMemoryImpl.Segment.class.getDeclaredField("closed");
            closedField.setAccessible(true);
        }
        catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalStateException("Ignite is not as expected [class=" + PageMemoryImpl.class.getName() + ']', e);
        }
    }

    /** Whether the region has a page now. */
    public boolean has(int groupId, long pageId) {
        return memory.hasLoadedPage(new FullPageId(pageId, groupId));
    }

    /** Goes over all pages; those that come or go meanwhile may be left out or come twice. */
    public void forEach(Visitor visitor) {
        for (int i = 0; segments != null && i < segments.length; i++)
            for (int place = 0; place >= 0; )
                place = visit(segments[i], place, visitor);
    }

    /** @return where to go on, -1 at the end */
    private int visit(PageMemoryImpl.Segment segment, int place, Visitor visitor) {
        segment.readLock().lock();
        try {
            int places = isClosed(segment) ? 0 : segment.loadedPages().capacity();
            int end = Math.min(places, place + PLACES_PER_LOCK);
            if (place < end)
                segment.loadedPages().removeIf(place, end, (groupId, pageId) -> see(visitor, groupId, pageId));
            return end < places ? end : -1;
        }
        finally {
            segment.readLock().unlock();
        }
    }

    /** @return false: nothing is removed, so the table does not change */
    private static boolean see(Visitor visitor, int groupId, long pageId) {
        visitor.page(groupId, pageId);
        return false;
    }

    private boolean isClosed(PageMemoryImpl.Segment segment) {
        try {
            return closedField.getBoolean(segment);
        }
        catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
