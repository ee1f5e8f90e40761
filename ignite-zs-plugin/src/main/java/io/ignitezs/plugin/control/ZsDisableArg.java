package io.ignitezs.plugin.control;

import io.ignitezs.plugin.ZsPlugin;
import java.util.function.DoubleConsumer;
import org.apache.ignite.internal.management.api.ArgumentGroup;

/** Has a pool turned off. */
@ArgumentGroup(value = {"nodeId", "nodes", "allNodes"}, onlyOneOf = true, optional = true)
public final class ZsDisableArg extends ZsNodesArg {
    private static final long serialVersionUID = 0L;

    @Override ZsTable run(ZsPlugin zs, DoubleConsumer progress) {
        zs.disable(progress);
        return ZsTable.record().value("passThrough", zs.stats().isPassThrough()).value("usedBytes", zs.stats().getUsedBytes());
    }
}
