package io.ignitezs.plugin.control;

import io.ignitezs.plugin.PoolArguments;
import io.ignitezs.plugin.ZsEviction;
import io.ignitezs.plugin.ZsPlugin;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.function.DoubleConsumer;
import org.apache.ignite.internal.management.api.Argument;
import org.apache.ignite.internal.management.api.ArgumentGroup;
import org.apache.ignite.internal.management.api.Positional;
import org.apache.ignite.internal.util.typedef.internal.U;

/** Has pages evicted from a pool. */
@ArgumentGroup(value = {"nodeId", "nodes", "allNodes"}, onlyOneOf = true, optional = true)
public final class ZsEvictArg extends ZsNodesArg {
    private static final long serialVersionUID = 0L;

    @Positional
    @Argument(description = "How much is to be freed: bytes, 512m, 4g, or a percentage of what pages take now", example = "amount")
    private String amount;

    @Override void check() {
        PoolArguments.checkEviction(amount);
    }

    @Override ZsTable run(ZsPlugin zs, DoubleConsumer progress) {
        ZsEviction done = zs.evict(amount, progress);
        return ZsTable.record().value("droppedPages", done.getPages()).value("freedBytes", done.getFreedBytes()).value("pages", zs.stats().getPages());
    }

    public String amount() {
        return amount;
    }

    public void amount(String amount) {
        this.amount = amount;
    }

    @Override protected void writeExternalData(ObjectOutput out) throws IOException {
        super.writeExternalData(out);
        U.writeString(out, amount);
    }

    @Override protected void readExternalData(byte version, ObjectInput in) throws IOException, ClassNotFoundException {
        super.readExternalData(version, in);
        amount = U.readString(in);
    }
}
