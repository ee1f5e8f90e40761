package io.ignitezs.plugin.control;

import io.ignitezs.plugin.ZsPlugin;
import io.ignitezs.plugin.ZsTrace;
import java.util.function.DoubleConsumer;
import org.apache.ignite.internal.management.api.ArgumentGroup;

/** Asks how far a page trace is. */
@ArgumentGroup(value = {"nodeId", "nodes", "allNodes"}, onlyOneOf = true, optional = true)
public final class ZsTraceStatusArg extends ZsNodesArg {
    private static final long serialVersionUID = 0L;

    @Override ZsTable run(ZsPlugin zs, DoubleConsumer progress) {
        return table(zs.trace());
    }

    /** @param trace null if there is none */
    static ZsTable table(ZsTrace trace) {
        if (trace == null)
            throw new IllegalStateException("No page trace is being written");
        return ZsTable.record().value("file", trace.getFile()).value("fileBytes", trace.getFileBytes()).value("records", trace.getRecords())
            .value("dropped", trace.getDropped()).value("missed", trace.getMissed())
            .value("failure", trace.getFailure() == null ? "" : trace.getFailure());
    }
}
