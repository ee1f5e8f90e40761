package io.ignitezs.plugin.control;

import io.ignitezs.plugin.ZsPlugin;
import io.ignitezs.plugin.ZsWarmUp;
import java.util.function.DoubleConsumer;
import org.apache.ignite.internal.management.api.ArgumentGroup;

/** Asks how far a warm-up is. */
@ArgumentGroup(value = {"nodeId", "nodes", "allNodes"}, onlyOneOf = true, optional = true)
public final class ZsWarmUpStatusArg extends ZsNodesArg {
    private static final long serialVersionUID = 0L;

    @Override ZsTable run(ZsPlugin zs, DoubleConsumer progress) {
        return table(zs.warmUp());
    }

    static ZsTable table(ZsWarmUp warmUp) {
        return ZsTable.record().value("state", warmUp.getState()).value("pages", warmUp.getPages()).value("donePages", warmUp.getDonePages())
            .value("readPages", warmUp.getReadPages()).value("readBytes", warmUp.getReadBytes()).value("bytesPerSecond", warmUp.getBytesPerSecond())
            .value("maxBytesPerSecond", warmUp.getMaxBytesPerSecond());
    }
}
