package io.ignitezs.plugin.control;

import io.ignitezs.plugin.ZsPlugin;
import java.util.function.DoubleConsumer;
import org.apache.ignite.internal.management.api.ArgumentGroup;

/** Has a warm-up ended. */
@ArgumentGroup(value = {"nodeId", "nodes", "allNodes"}, onlyOneOf = true, optional = true)
public final class ZsWarmUpStopArg extends ZsNodesArg {
    private static final long serialVersionUID = 0L;

    @Override ZsTable run(ZsPlugin zs, DoubleConsumer progress) {
        zs.stopWarmUp();
        return ZsWarmUpStatusArg.table(zs.warmUp());
    }
}
