package io.ignitezs.plugin.control;

import io.ignitezs.plugin.ZsGroupStats;
import io.ignitezs.plugin.ZsPlugin;
import java.util.function.DoubleConsumer;
import org.apache.ignite.internal.management.api.ArgumentGroup;

/** Asks what each cache group has in a pool. */
@ArgumentGroup(value = {"nodeId", "nodes", "allNodes"}, onlyOneOf = true, optional = true)
public final class ZsCachesArg extends ZsNodesArg {
    private static final long serialVersionUID = 0L;

    @Override ZsTable run(ZsPlugin zs, DoubleConsumer progress) {
        boolean isShadow = zs.stats().getShadowOneOf() > 0;
        ZsTable table = ZsTable.of("cacheGroup", "pages", "indexPages", "rawPages", "sameFilledPages", "heldBytes", "storedBytes", "usedBytes", "ratio",
            isShadow ? "wouldBeHits" : "readsByPool", isShadow ? "wouldBeMisses" : "readsByDisk", "hitRatio", "evictions");
        for (ZsGroupStats group : zs.groupStats())
            table.row(group.getName(), group.getPages(), group.getIndexPages(), group.getRawPages(), group.getSameFilledPages(), group.getHeldBytes(),
                group.getStoredBytes(), group.getUsedBytes(), ZsTable.rounded(group.getRatio()), group.getHits(), group.getMisses(),
                ZsTable.rounded(group.getHitRatio()), group.getEvictions());
        return table;
    }
}
