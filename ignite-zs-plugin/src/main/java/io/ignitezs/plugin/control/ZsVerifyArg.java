package io.ignitezs.plugin.control;

import io.ignitezs.plugin.ZsPlugin;
import io.ignitezs.plugin.ZsVerification;
import java.util.function.DoubleConsumer;
import org.apache.ignite.IgniteException;
import org.apache.ignite.internal.management.api.ArgumentGroup;

/** Has a pool checked. */
@ArgumentGroup(value = {"nodeId", "nodes", "allNodes"}, onlyOneOf = true, optional = true)
public final class ZsVerifyArg extends ZsNodesArg {
    private static final long serialVersionUID = 0L;

    /** What is wrong is a failure, so that a script notices. */
    @Override ZsTable run(ZsPlugin zs, DoubleConsumer progress) {
        ZsVerification found = zs.verify(progress);
        if (found.getProblemCount() > 0)
            throw new IgniteException("The compressed pool is damaged: " + found);
        return ZsTable.record().value("decodedPages", found.getDecodedPages()).value("comparedPages", found.getComparedPages())
            .value("dirtyPages", found.getDirtyPages()).value("changingPages", found.getChangingPages()).value("problems", found.getProblemCount());
    }
}
