package org.apache.ignite.internal.processors.cache.persistence.pagemem;

import java.lang.reflect.Field;
import org.apache.ignite.internal.IgniteVersionUtils;
import org.apache.ignite.internal.pagemem.FullPageId;

/**
 * Tells which pages a data region has. Nothing of Ignite's goes over them without an object for each page, or for a long time under a segment's lock; this
 * takes the read lock for some hundred places of a segment's table at a time, only to copy them, and allocates nothing. For one thread at a
 * time, except {@link #has}. Lives in Ignite's own package because that is where segments can be named. Read against Ignite 2.17.0: whatever
 * is not as it is there is refused.
 */
public final class RegionPages {
    private static final String IGNITE_VERSION = "2.17.0";

    private final PageMemoryImpl memory;
    private final PageMemoryImpl.Segment[] segments;
    private final Field closedField;
    private final PlaceCopy places;

    /** Is told of pages, under no lock. */
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
            places = new PlaceCopy();
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
            for (int place = 0; place >= 0; places.forEach(visitor))
                place = copy(segments[i], place);
    }

    /** @return where to go on, -1 at the end */
    private int copy(PageMemoryImpl.Segment segment, int from) {
        segment.readLock().lock();
        try {
            int capacity = isClosed(segment) ? 0 : segment.loadedPages().capacity();
            int to = Math.min(capacity, from + PlaceCopy.PLACES);
            places.copy(segment.loadedPages(), from, to);
            return to < capacity ? to : -1;
        }
        finally {
            segment.readLock().unlock();
        }
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
