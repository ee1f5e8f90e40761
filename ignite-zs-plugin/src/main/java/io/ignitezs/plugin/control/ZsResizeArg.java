package io.ignitezs.plugin.control;

import io.ignitezs.plugin.PoolArguments;
import io.ignitezs.plugin.ZsPlugin;
import io.ignitezs.plugin.ZsStats;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.function.DoubleConsumer;
import org.apache.ignite.internal.management.api.Argument;
import org.apache.ignite.internal.management.api.ArgumentGroup;
import org.apache.ignite.internal.management.api.Positional;
import org.apache.ignite.internal.util.typedef.internal.U;

/** Has a pool resized. */
@ArgumentGroup(value = {"nodeId", "nodes", "allNodes"}, onlyOneOf = true, optional = true)
public final class ZsResizeArg extends ZsNodesArg {
    private static final long serialVersionUID = 0L;

    @Positional
    @Argument(description = "New size: bytes, 512m, 4g, or a percentage of the memory that the node's process may use", example = "size")
    private String maxSize;

    @Override void check() {
        PoolArguments.checkSize(maxSize);
    }

    @Override ZsTable run(ZsPlugin zs, DoubleConsumer progress) {
        zs.resize(maxSize, progress);
        ZsStats stats = zs.stats();
        ZsTable table = ZsTable.record();
        if (stats.getShadowOneOf() > 0)
            table.value("triedBytes", stats.getTriedBytes());
        return table.value("limitBytes", stats.getLimitBytes()).value("usedBytes", stats.getUsedBytes());
    }

    public String maxSize() {
        return maxSize;
    }

    public void maxSize(String maxSize) {
        this.maxSize = maxSize;
    }

    @Override protected void writeExternalData(ObjectOutput out) throws IOException {
        super.writeExternalData(out);
        U.writeString(out, maxSize);
    }

    @Override protected void readExternalData(byte version, ObjectInput in) throws IOException, ClassNotFoundException {
        super.readExternalData(version, in);
        maxSize = U.readString(in);
    }
}
