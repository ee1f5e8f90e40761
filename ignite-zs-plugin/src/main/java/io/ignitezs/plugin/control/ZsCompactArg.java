package io.ignitezs.plugin.control;

import io.ignitezs.plugin.ZsCompaction;
import io.ignitezs.plugin.ZsPlugin;
import java.util.function.DoubleConsumer;
import org.apache.ignite.internal.management.api.ArgumentGroup;

/** Has a pool compacted. */
@ArgumentGroup(value = {"nodeId", "nodes", "allNodes"}, onlyOneOf = true, optional = true)
public final class ZsCompactArg extends ZsNodesArg {
    private static final long serialVersionUID = 0L;

    @Override ZsTable run(ZsPlugin zs, DoubleConsumer progress) {
        ZsCompaction done = zs.compact(progress);
        return ZsTable.record().value("movedObjects", done.getMovedObjects()).value("movedBytes", done.getMovedBytes())
            .value("freedBytes", done.getFreedBytes()).value("migratedFrames", done.getMigratedFrames()).value("returnedSlabs", done.getReturnedSlabs())
            .value("returnedBytes", done.getReturnedBytes()).value("busyZspages", done.getBusyZspages());
    }
}
