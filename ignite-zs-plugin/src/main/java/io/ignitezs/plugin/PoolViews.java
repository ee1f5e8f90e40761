package io.ignitezs.plugin;

import io.ignitezs.ignite.IgniteInternals;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.apache.ignite.plugin.PluginContext;

/** The system views of a node's pool. Ignite has no way to take one away again: after the node's stop they are gone with it. */
final class PoolViews {
    static final String POOL = "zs.pool";
    static final String CLASSES = "zs.classes";
    static final String CACHES = "zs.caches";
    static final String SLABS = "zs.slabs";

    private PoolViews() {
    }

    /** Rows are asked for when a view is read. */
    static void register(PluginContext context, ZsPlugin plugin) {
        register(context, POOL, "The compressed pool of the node", pool(), () -> List.of(plugin.stats()));
        register(context, CLASSES, "Size classes of the compressed pool", classes(), plugin::classStats);
        register(context, CACHES, "Cache groups in the compressed pool", caches(), plugin::groupStats);
        register(context, SLABS, "Slabs of the compressed pool", slabs(), plugin::slabStats);
    }

    private static <R> void register(PluginContext context, String name, String description, ViewColumns<R> columns, Supplier<Collection<R>> rows) {
        IgniteInternals.registerView(context, name, description, columns, rows);
    }

    static ViewColumns<ZsStats> pool() {
        return new ViewColumns<ZsStats>()
            .number("limitBytes", ZsStats::getLimitBytes)
            .number("usedBytes", ZsStats::getUsedBytes)
            .number("heldBytes", ZsStats::getHeldBytes)
            .number("storedBytes", ZsStats::getStoredBytes)
            .number("savedBytes", ZsStats::getSavedBytes)
            .share("ratio", ZsStats::getRatio)
            .integer("pageBytes", ZsStats::getPageBytes)
            .number("pages", ZsStats::getPages)
            .number("rawPages", ZsStats::getRawPages)
            .number("sameFilledPages", ZsStats::getSameFilledPages)
            .number("indexPages", ZsStats::getIndexPages)
            .number("dirtyPages", ZsStats::getDirtyPages)
            .number("volatilePages", ZsStats::getVolatilePages)
            .number("hits", ZsStats::getHits)
            .number("misses", ZsStats::getMisses)
            .share("hitRatio", ZsStats::getHitRatio)
            .number("stores", ZsStats::getStores)
            .number("evictions", ZsStats::getEvictions)
            .number("writeBacks", ZsStats::getWriteBacks)
            .share("freeableShare", ZsStats::getFreeableShare)
            .number("corruptions", ZsStats::getCorruptions)
            .flag("isPassThrough", ZsStats::isPassThrough)
            .text("residency", stats -> stats.getResidency().name());
    }

    /** How full the zspages of a class are: one column for each fullness group, in percent of their slots. */
    static ViewColumns<ZsClassStats> classes() {
        ViewColumns<ZsClassStats> columns = new ViewColumns<ZsClassStats>()
            .integer("slotBytes", ZsClassStats::getSlotBytes)
            .integer("costBytes", ZsClassStats::getCostBytes)
            .integer("objectsPerZspage", ZsClassStats::getObjectsPerZspage)
            .integer("framesPerZspage", ZsClassStats::getFramesPerZspage)
            .number("objects", ZsClassStats::getObjects)
            .number("freeSlots", ZsClassStats::getFreeSlots)
            .number("limboSlots", ZsClassStats::getLimboSlots)
            .number("zspages", ZsClassStats::getZspages)
            .number("frames", ZsClassStats::getFrames)
            .number("freeableFrames", ZsClassStats::getFreeableFrames)
            .number("usedBytes", ZsClassStats::getUsedBytes);
        int full = ZsClassStats.FULLNESS_GROUPS - 1;
        columns.integer("zspagesEmpty", stats -> stats.getZspages(0));
        for (int group = 1; group < full; group++)
            columns.integer("zspagesFrom" + 10 * (group - 1), zspagesOf(group));
        return columns.integer("zspagesFull", stats -> stats.getZspages(full));
    }

    private static ToIntFunction<ZsClassStats> zspagesOf(int group) {
        return stats -> stats.getZspages(group);
    }

    static ViewColumns<ZsGroupStats> caches() {
        return new ViewColumns<ZsGroupStats>()
            .text("cacheGroupName", ZsGroupStats::getName)
            .number("pages", ZsGroupStats::getPages)
            .number("indexPages", ZsGroupStats::getIndexPages)
            .number("rawPages", ZsGroupStats::getRawPages)
            .number("sameFilledPages", ZsGroupStats::getSameFilledPages)
            .number("usedBytes", ZsGroupStats::getUsedBytes)
            .number("heldBytes", ZsGroupStats::getHeldBytes)
            .number("storedBytes", ZsGroupStats::getStoredBytes)
            .share("ratio", ZsGroupStats::getRatio)
            .number("capBytes", ZsGroupStats::getCapBytes)
            .number("guaranteedBytes", ZsGroupStats::getGuaranteedBytes)
            .number("hits", ZsGroupStats::getHits)
            .number("misses", ZsGroupStats::getMisses)
            .share("hitRatio", ZsGroupStats::getHitRatio)
            .number("stores", ZsGroupStats::getStores)
            .number("refusals", ZsGroupStats::getRefusals)
            .number("evictions", ZsGroupStats::getEvictions);
    }

    static ViewColumns<ZsSlabStats> slabs() {
        return new ViewColumns<ZsSlabStats>()
            .integer("slabNumber", ZsSlabStats::getNumber)
            .number("bytes", ZsSlabStats::getBytes)
            .integer("frames", ZsSlabStats::getFrames)
            .integer("usedFrames", ZsSlabStats::getUsedFrames)
            .integer("freeFrames", ZsSlabStats::getFreeFrames)
            .integer("freeRuns", ZsSlabStats::getFreeRuns)
            .integer("longestFreeRun", ZsSlabStats::getLongestFreeRun)
            .flag("isRetiring", ZsSlabStats::isRetiring);
    }
}
