package io.ignitezs.plugin.control;

import io.ignitezs.plugin.ZsPlugin;
import io.ignitezs.plugin.ZsSettings;
import io.ignitezs.plugin.ZsStats;
import java.util.function.DoubleConsumer;
import org.apache.ignite.internal.management.api.ArgumentGroup;

/** Asks for the figures of a pool. */
@ArgumentGroup(value = {"nodeId", "nodes", "allNodes"}, onlyOneOf = true, optional = true)
public final class ZsStatArg extends ZsNodesArg {
    private static final long serialVersionUID = 0L;

    @Override ZsTable run(ZsPlugin zs, DoubleConsumer progress) {
        ZsStats stats = zs.stats();
        ZsTable table = ZsTable.record().value("health", health(stats));
        addSizes(table, stats);
        addReads(table, stats);
        addPages(table, stats);
        addMemory(table, stats);
        if (stats.getShadowOneOf() > 0)
            addShadow(table, stats);
        addSettings(table, zs.settings());
        return table;
    }

    private static String health(ZsStats stats) {
        if (stats.isPassThrough())
            return "off: page files are used instead";
        if (stats.getCorruptions() > 0)
            return "damaged pages were found: " + stats.getCorruptions() + ", see the node's log";
        if (stats.getShadowOneOf() > 0)
            return "ok: only tried out, nothing is served";
        return stats.getLostObjects() > 0 ? "room is lost to damage: " + stats.getLostObjects() + " objects" : "ok";
    }

    private static void addSizes(ZsTable table, ZsStats stats) {
        table.value("limitBytes", stats.getLimitBytes()).value("usedBytes", stats.getUsedBytes()).value("heldBytes", stats.getHeldBytes())
            .value("storedBytes", stats.getStoredBytes()).value("savedBytes", stats.getSavedBytes()).share("ratio", stats.getRatio());
    }

    private static void addReads(ZsTable table, ZsStats stats) {
        table.value("readsByPool", stats.getHits()).value("readsByDisk", stats.getMisses()).share("hitRatio", stats.getHitRatio());
    }

    private static void addPages(ZsTable table, ZsStats stats) {
        table.value("pages", stats.getPages()).value("rawPages", stats.getRawPages()).value("sameFilledPages", stats.getSameFilledPages())
            .value("indexPages", stats.getIndexPages()).value("dirtyPages", stats.getDirtyPages()).value("volatilePages", stats.getVolatilePages())
            .value("stores", stats.getStores()).value("evictions", stats.getEvictions()).value("refusedFull", stats.getRefusedFull())
            .value("corruptions", stats.getCorruptions());
    }

    private static void addMemory(ZsTable table, ZsStats stats) {
        table.value("holeBytes", stats.getHoleBytes()).value("freeableBytes", stats.getFreeableBytes()).value("returnedBytes", stats.getReturnedBytes());
    }

    private static void addShadow(ZsTable table, ZsStats stats) {
        table.value("shadowOneOf", stats.getShadowOneOf()).value("triedBytes", stats.getShadowOneOf() * stats.getLimitBytes())
            .share("hitRatioHalf", stats.getShadowHitRatios().get(0)).share("hitRatioSame", stats.getShadowHitRatios().get(1))
            .share("hitRatioTwice", stats.getShadowHitRatios().get(2)).share("hitRatioFourfold", stats.getShadowHitRatios().get(3));
    }

    private static void addSettings(ZsTable table, ZsSettings settings) {
        table.value("codec", settings.getCodec()).value("highWatermark", settings.getHighWatermark()).value("lowWatermark", settings.getLowWatermark())
            .value("compactionStartShare", settings.getCompactionStartShare()).value("compactionStopShare", settings.getCompactionStopShare())
            .value("compactionCpuShare", settings.getCompactionCpuShare());
    }
}
