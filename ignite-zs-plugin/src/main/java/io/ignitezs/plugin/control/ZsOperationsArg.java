package io.ignitezs.plugin.control;

import io.ignitezs.plugin.ZsOperation;
import io.ignitezs.plugin.ZsPlugin;
import java.util.function.DoubleConsumer;

/** Not a command: asks how far the long ones are. */
public final class ZsOperationsArg extends ZsNodesArg {
    private static final long serialVersionUID = 0L;

    @Override ZsTable run(ZsPlugin zs, DoubleConsumer progress) {
        ZsTable table = ZsTable.of("operation", "percent");
        for (ZsOperation operation : zs.operations())
            table.row(operation.getName(), Math.round(100 * operation.getDoneShare()));
        return table;
    }
}
