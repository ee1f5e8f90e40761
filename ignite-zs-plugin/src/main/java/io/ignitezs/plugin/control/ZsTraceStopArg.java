package io.ignitezs.plugin.control;

import io.ignitezs.plugin.ZsPlugin;
import java.util.function.DoubleConsumer;
import org.apache.ignite.internal.management.api.ArgumentGroup;

/** Has a page trace ended. */
@ArgumentGroup(value = {"nodeId", "nodes", "allNodes"}, onlyOneOf = true, optional = true)
public final class ZsTraceStopArg extends ZsNodesArg {
    private static final long serialVersionUID = 0L;

    @Override ZsTable run(ZsPlugin zs, DoubleConsumer progress) {
        return ZsTraceStatusArg.table(zs.stopTrace());
    }
}
