package io.ignitezs.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.pool.MoveCounts;
import io.ignitezs.tier.TierStats;
import org.junit.jupiter.api.Test;

class ZsStatsTest {
    @Test void derivesWhatIsGained() {
        ZsStats stats = new ZsStats(filled(), 4096);
        assertEquals(0.5, stats.getRatio());
        assertEquals(4 << 20, stats.getHeldBytes());
        assertEquals(1 << 20, stats.getSavedBytes());
        assertEquals(0.75, stats.getHitRatio());
        assertEquals("4.0 MiB of pages held in 3.0 MiB, limit 8.0 MiB [pages=1024, ratio=0.50, saved=1.0 MiB];"
            + " 75.0% of 4000 page reads answered from the pool [evictions=7, refusedFull=5, corruptions=1];"
            + " 0.0% could be freed by compaction [holes=0.0 MiB, moved=0, freed=0.0 MiB, givenBack=0.0 MiB, busy=0]", stats.toString());
    }

    @Test void isASnapshot() {
        TierStats source = filled();
        ZsStats stats = new ZsStats(source, 4096);
        source.pages = 1;
        assertEquals(1024, stats.getPages());
    }

    @Test void dividesByNothing() {
        assertEquals(0, ZsStats.NONE.getRatio());
        assertEquals(0, ZsStats.NONE.getHitRatio());
        assertEquals("No compressed pool on this node", ZsStats.NONE.toString());
    }

    @Test void saysWhatACompactionDid() {
        MoveCounts counts = new MoveCounts();
        counts.movedObjects = 12;
        counts.movedBytes = 3 << 20;
        counts.freedBytes = 2 << 20;
        counts.migratedFrames = 7;
        counts.closedSlabs = 4;
        counts.closedSlabBytes = 1 << 20;
        counts.busyZspages = 5;
        counts.busyMigrations = 6;
        assertEquals("12 objects (3.0 MiB) moved, 2.0 MiB freed, 7 frames migrated, 4 slabs (1.0 MiB) given back to the system,"
            + " 11 zspages skipped as busy", new ZsCompaction(counts).toString());
    }

    @Test void pluginWithoutNodeIsOff() {
        ZsPlugin plugin = new ZsPluginProvider().plugin();
        assertFalse(plugin.isEnabled());
        assertEquals(0, plugin.stats().getLimitBytes());
        assertEquals("This node has no compressed pool", assertThrows(IllegalStateException.class, plugin::compact).getMessage());
        assertThrows(IllegalStateException.class, () -> plugin.resize("32m"));
        assertTrue(new ZsPluginProvider().version().length() > 0);
    }

    private static TierStats filled() {
        TierStats stats = new TierStats();
        stats.limitBytes = 8 << 20;
        stats.usedBytes = 3 << 20;
        stats.pages = 1024;
        stats.storedBytes = 2 << 20;
        stats.hits = 3000;
        stats.misses = 1000;
        stats.evictions = 7;
        stats.refusedFull = 5;
        stats.corruptions = 1;
        return stats;
    }
}
