package io.ignitezs.ignite;

import org.apache.ignite.internal.processors.cache.persistence.DataRegion;
import org.apache.ignite.internal.processors.cache.persistence.IgniteCacheDatabaseSharedManager;
import org.apache.ignite.internal.processors.cache.persistence.pagemem.PageMemoryEx;

/** Tells whether Ignite has begun to replace pages of its persistent data regions. */
final class FullRegions {
    /** Pages are spread over segments by hash, so some segments are full a little before others. */
    private static final int ROOM_SHARE = 32;

    private FullRegions() {
    }

    /** Counts pages under Ignite's segment locks; not to be called where one of these or a page lock may be held. */
    static boolean exist(IgniteCacheDatabaseSharedManager database) {
        for (DataRegion region : database.dataRegions())
            if (region.config().isPersistenceEnabled() && isFull((PageMemoryEx)region.pageMemory()))
                return true;
        return false;
    }

    private static boolean isFull(PageMemoryEx memory) {
        long totalPages = memory.totalPages();
        return totalPages > 0 && memory.loadedPages() >= totalPages - totalPages / ROOM_SHARE;
    }
}
