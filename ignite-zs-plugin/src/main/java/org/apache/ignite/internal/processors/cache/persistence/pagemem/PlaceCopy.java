package org.apache.ignite.internal.processors.cache.persistence.pagemem;

import java.lang.reflect.Field;
import org.apache.ignite.internal.util.GridUnsafe;

/**
 * Some places of a segment's table of loaded pages. They are copied into arrays that are there already, so under the segment's lock nothing
 * is allocated and no code of others runs. Ignite's own ways over a table make an object for each page, or a list for each call; therefore the
 * table that Ignite uses by default is read where it is, by the offsets that its class has in its constants. Of the older one, which a system
 * property brings back, pages come in Ignite's way.
 */
final class PlaceCopy {
    static final int PLACES = 256;

    private final int[] groupIds = new int[PLACES];
    private final long[] pageIds = new long[PLACES];
    private final LoadedPagesMap.KeyPredicate adding = this::add;
    private final Field baseField;
    private final int cellsOffset;
    private final int cellBytes;
    private final int groupOffset;
    private final int pageOffset;
    private int count;

    /** @throws ReflectiveOperationException if Ignite is not as expected */
    PlaceCopy() throws ReflectiveOperationException {
        baseField = field("baseAddr");
        cellsOffset = constant("MAPSIZE_SIZE") + constant("MAPSIZE_PADDING");
        cellBytes = constant("BYTES_PER_CELL");
        groupOffset = constant("GRP_ID_OFFSET");
        pageOffset = constant("PAGE_ID_OFFSET");
    }

    private static int constant(String name) throws ReflectiveOperationException {
        return field(name).getInt(null);
    }

    private static Field field(String name) throws ReflectiveOperationException {
        Field field = RobinHoodBackwardShiftHashMap.class.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    /** Copies at most {@link #PLACES}. Under the lock of the segment. */
    void copy(LoadedPagesMap table, int from, int to) {
        count = 0;
        if (from >= to)
            return;
        if (table.getClass() == RobinHoodBackwardShiftHashMap.class)
            copyCells(base(table) + cellsOffset + (long)from * cellBytes, to - from);
        else
            table.removeIf(from, to, adding);
    }

    private long base(LoadedPagesMap table) {
        try {
            return baseField.getLong(table);
        }
        catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private void copyCells(long first, int places) {
        for (int place = 0; place < places; place++) {
            long cell = first + (long)place * cellBytes;
            int groupId = GridUnsafe.getInt(cell + groupOffset);
            long pageId = GridUnsafe.getLong(cell + pageOffset);
            if (groupId != 0 || pageId != 0)
                add(groupId, pageId);
        }
    }

    /** @return false: nothing is removed, so the table does not change */
    private boolean add(int groupId, long pageId) {
        groupIds[count] = groupId;
        pageIds[count++] = pageId;
        return false;
    }

    void forEach(RegionPages.Visitor visitor) {
        for (int i = 0; i < count; i++)
            visitor.page(groupIds[i], pageIds[i]);
    }
}
