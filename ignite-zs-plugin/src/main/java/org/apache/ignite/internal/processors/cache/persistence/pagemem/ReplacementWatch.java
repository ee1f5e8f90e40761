package org.apache.ignite.internal.processors.cache.persistence.pagemem;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Set;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.internal.IgniteVersionUtils;
import org.apache.ignite.internal.pagemem.FullPageId;

/**
 * Sees which pages a data region replaces, of which Ignite tells nobody. Each segment of the region has a replacement policy in a private final
 * field; a policy that passes everything on to it is put in its place, one segment after the other, without ever waiting for a lock.
 * Lives in Ignite's own package because that is where segments can be named. Read against Ignite 2.17.0: whatever is not as it is there is refused.
 */
public final class ReplacementWatch {
    private static final String IGNITE_VERSION = "2.17.0";
    private static final Set<Class<?>> KNOWN = Set.of(RandomLruPageReplacementPolicy.class, SegmentedLruPageReplacementPolicy.class,
        ClockPageReplacementPolicy.class);

    private final PageMemoryImpl memory;
    private final Listener listener;
    private final Field policyField;
    private final Field segmentsField;

    /**
     * @param memory of a persistent data region, started or not
     * @throws IllegalStateException if it is not as expected; nothing has changed then
     */
    public ReplacementWatch(Object memory, Listener listener) {
        check("Ignite's version", IgniteVersionUtils.VER_STR, IGNITE_VERSION);
        check("page memory", memory == null ? null : memory.getClass(), PageMemoryImpl.class);
        check("class loader", ReplacementWatch.class.getClassLoader(), PageMemoryImpl.class.getClassLoader());
        this.memory = (PageMemoryImpl)memory;
        this.listener = listener;
        segmentsField = field(PageMemoryImpl.class, "segments", PageMemoryImpl.Segment[].class);
        policyField = field(PageMemoryImpl.Segment.class, "pageReplacementPolicy", PageReplacementPolicy.class);
    }

    /**
     * Told of each page that is replaced. Called under the write lock of the page's segment: MUST be quick, take no lock that may be held for
     * long, and never throw.
     */
    public interface Listener {
        /**
         * A page has just left its region; it is pinned by nobody. If it was dirty, the same thread writes it to its store now or soon.
         * A page of a partition that was destroyed comes as zeros.
         * @param pageAddress of its content, until this method returns
         */
        void replaced(int groupId, long pageId, long pageAddress);
    }

    /**
     * Watches all segments that are not yet watched and whose lock is free.
     * @return whether all are watched now; call again later if not
     * @throws IllegalStateException if a segment is not as expected
     */
    public synchronized boolean install() {
        PageMemoryImpl.Segment[] segments = (PageMemoryImpl.Segment[])get(segmentsField, memory);
        boolean all = segments != null;
        for (int i = 0; segments != null && i < segments.length; i++)
            all &= install(segments[i]);
        return all;
    }

    private boolean install(PageMemoryImpl.Segment segment) {
        if (isWatched(get(policyField, segment)))
            return true;
        if (!segment.writeLock().tryLock())
            return false;
        try {
            wrapPolicy(segment);
            return true;
        }
        finally {
            segment.writeLock().unlock();
        }
    }

    private boolean isWatched(Object policy) {
        return policy instanceof Policy && ((Policy)policy).listener == listener;
    }

    /** Ignite reads the field under the segment's lock, for reading or writing; this is under the write lock. */
    private void wrapPolicy(PageMemoryImpl.Segment segment) {
        PageReplacementPolicy found = (PageReplacementPolicy)get(policyField, segment);
        PageReplacementPolicy wrapped = found instanceof Policy ? ((Policy)found).wrapped : found;
        Class<?> kind = wrapped == null ? null : wrapped.getClass();
        if (kind == null || !KNOWN.contains(kind))
            throw new IllegalStateException("Page replacement policy is not as expected [class=" + (kind == null ? null : kind.getName()) + ']');
        set(policyField, segment, new Policy(segment, wrapped, listener));
        if (!isWatched(get(policyField, segment)))
            throw new IllegalStateException("Page replacement policy could not be set");
    }

    private static Field field(Class<?> holder, String name, Class<?> type) {
        try {
            Field field = holder.getDeclaredField(name);
            check("type of " + name, field.getType(), type);
            if (Modifier.isStatic(field.getModifiers()))
                throw new IllegalStateException("Ignite is not as expected [static=" + name + ']');
            field.setAccessible(true);
            return field;
        }
        catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalStateException("Ignite is not as expected [class=" + holder.getName() + ", field=" + name + ']', e);
        }
    }

    private static void check(String what, Object found, Object expected) {
        if (found != expected && (found == null || !found.equals(expected)))
            throw new IllegalStateException("Ignite is not as expected [" + what + '=' + found + ", expected=" + expected + ']');
    }

    private static Object get(Field field, Object holder) {
        try {
            return field.get(holder);
        }
        catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void set(Field field, Object holder, Object value) {
        try {
            field.set(holder, value);
        }
        catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Passes everything on, and tells what was replaced. */
    private static final class Policy extends PageReplacementPolicy {
        final PageReplacementPolicy wrapped;
        final Listener listener;

        Policy(PageMemoryImpl.Segment segment, PageReplacementPolicy wrapped, Listener listener) {
            super(segment);
            this.wrapped = wrapped;
            this.listener = listener;
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
            long relativePointer = wrapped.replace();
            long page = seg.absolute(relativePointer);
            FullPageId id = PageHeader.fullPageId(page);
            listener.replaced(id.groupId(), id.pageId(), page + PageMemoryImpl.PAGE_OVERHEAD);
            return relativePointer;
        }
    }
}
