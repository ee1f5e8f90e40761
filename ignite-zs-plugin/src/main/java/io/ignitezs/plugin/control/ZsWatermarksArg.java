package io.ignitezs.plugin.control;

import io.ignitezs.plugin.PoolArguments;
import io.ignitezs.plugin.ZsPlugin;
import io.ignitezs.plugin.ZsSettings;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.function.DoubleConsumer;
import org.apache.ignite.internal.management.api.Argument;
import org.apache.ignite.internal.management.api.ArgumentGroup;

/** Has the watermarks of a pool changed; what is not named stays. */
@ArgumentGroup(value = {"nodeId", "nodes", "allNodes"}, onlyOneOf = true, optional = true)
public final class ZsWatermarksArg extends ZsNodesArg {
    private static final long serialVersionUID = 0L;

    @Argument(optional = true, description = "Share at which pages begin to be dropped: above the low one, at most 1")
    private Double high;

    @Argument(optional = true, description = "Share at which that ends: above 0")
    private Double low;

    @Override void check() {
        if (high == null && low == null)
            throw new IllegalArgumentException("Nothing to change: give --high, --low or both");
        PoolArguments.checkWatermarks(high, low);
    }

    @Override ZsTable run(ZsPlugin zs, DoubleConsumer progress) {
        ZsSettings before = zs.settings();
        zs.changeWatermarks(high == null ? before.getHighWatermark() : high, low == null ? before.getLowWatermark() : low);
        return ZsTable.record().value("highWatermark", zs.settings().getHighWatermark()).value("lowWatermark", zs.settings().getLowWatermark());
    }

    public Double high() {
        return high;
    }

    public void high(Double high) {
        this.high = high;
    }

    public Double low() {
        return low;
    }

    public void low(Double low) {
        this.low = low;
    }

    @Override protected void writeExternalData(ObjectOutput out) throws IOException {
        super.writeExternalData(out);
        out.writeObject(high);
        out.writeObject(low);
    }

    @Override protected void readExternalData(byte version, ObjectInput in) throws IOException, ClassNotFoundException {
        super.readExternalData(version, in);
        high = (Double)in.readObject();
        low = (Double)in.readObject();
    }
}
