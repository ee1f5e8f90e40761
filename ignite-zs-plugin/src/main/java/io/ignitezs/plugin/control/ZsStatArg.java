package io.ignitezs.plugin.control;

import io.ignitezs.plugin.ZsPlugin;
import io.ignitezs.plugin.ZsSettings;
import io.ignitezs.plugin.ZsStats;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.apache.ignite.internal.management.api.ArgumentGroup;

/** Asks for the figures of a pool. */
@ArgumentGroup(value = {"nodeId", "nodes", "allNodes"}, onlyOneOf = true, optional = true)
public final class ZsStatArg extends ZsNodesArg {
    private static final long serialVersionUID = 0L;

    /** Times the size that is tried: half, one, two, four. */
    private static final List<String> SIZES = List.of("Half", "Same", "Twice", "Fourfold");

    @Override ZsTable run(ZsPlugin zs, DoubleConsumer progress) {
        ZsStats stats = zs.stats();
        ZsTable table = ZsTable.record().value("health", health(stats));
        if (stats.getShadowOneOf() > 0)
            addTried(table, stats);
        addSizes(table, stats);
        if (stats.getShadowOneOf() == 0)
            addGains(table, stats);
        addPages(table, stats);
        addMemory(table, stats);
        addSettings(table, zs.settings());
        return table;
    }

    @Override String figuresOfShadow() {
        return "Counts and bytes are of that pool, but for those called tried, wouldHold and wouldSave";
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

    private static void addGains(ZsTable table, ZsStats stats) {
        table.value("savedBytes", stats.getSavedBytes()).share("ratio", stats.getRatio())
            .value("readsByPool", stats.getHits()).value("readsByDisk", stats.getMisses()).share("hitRatio", stats.getHitRatio());
    }

    /** Of a pool that serves nothing: estimates, of what size, and how far they may be off. */
    private static void addTried(ZsTable table, ZsStats stats) {
        table.value("triedBytes", stats.getTriedBytes()).value("wouldHoldBytes", stats.getWouldHoldBytes()).value("wouldSaveBytes", stats.getWouldSaveBytes())
            .share("ratio", stats.getRatio()).share("ratioError", stats.getRatioError())
            .share("hitRatio", stats.getHitRatio()).share("hitRatioError", stats.getHitRatioError());
        List<Double> ratios = stats.getShadowHitRatios();
        List<Double> errors = stats.getShadowHitRatioErrors();
        for (int i = 0; i < SIZES.size(); i++)
            table.share("hitRatio" + SIZES.get(i), ratios.get(i)).share("hitRatio" + SIZES.get(i) + "Error", errors.get(i));
        table.value("shadowOneOf", stats.getShadowOneOf()).value("shownReads", stats.getHits() + stats.getMisses()).value("wouldBeHits", stats.getHits());
    }

    private static void addSizes(ZsTable table, ZsStats stats) {
        table.value("limitBytes", stats.getLimitBytes()).value("usedBytes", stats.getUsedBytes()).value("heldBytes", stats.getHeldBytes())
            .value("storedBytes", stats.getStoredBytes());
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

    private static void addSettings(ZsTable table, ZsSettings settings) {
        table.value("codec", settings.getCodec()).value("highWatermark", settings.getHighWatermark()).value("lowWatermark", settings.getLowWatermark())
            .value("compactionStartShare", settings.getCompactionStartShare()).value("compactionStopShare", settings.getCompactionStopShare())
            .value("compactionCpuShare", settings.getCompactionCpuShare());
    }
}
