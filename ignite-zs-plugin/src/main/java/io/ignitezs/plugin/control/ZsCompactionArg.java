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

/** Has the budget of compaction changed; what is not named stays. */
@ArgumentGroup(value = {"nodeId", "nodes", "allNodes"}, onlyOneOf = true, optional = true)
public final class ZsCompactionArg extends ZsNodesArg {
    private static final long serialVersionUID = 0L;

    @Argument(optional = true, description = "Share of free room at which it begins: 0 to 1")
    private Double start;

    @Argument(optional = true, description = "Share of free room at which it ends: up to the former")
    private Double stop;

    @Argument(optional = true, description = "How much of one processor it may use: above 0, at most 1")
    private Double cpu;

    @Override void check() {
        if (start == null && stop == null && cpu == null)
            throw new IllegalArgumentException("Nothing to change: give --start, --stop or --cpu");
        PoolArguments.checkCompaction(start, stop, cpu);
    }

    @Override ZsTable run(ZsPlugin zs, DoubleConsumer progress) {
        ZsSettings before = zs.settings();
        zs.changeCompaction(start == null ? before.getCompactionStartShare() : start, stop == null ? before.getCompactionStopShare() : stop,
            cpu == null ? before.getCompactionCpuShare() : cpu);
        ZsSettings now = zs.settings();
        return ZsTable.record().value("compactionStartShare", now.getCompactionStartShare()).value("compactionStopShare", now.getCompactionStopShare())
            .value("compactionCpuShare", now.getCompactionCpuShare());
    }

    public Double start() {
        return start;
    }

    public void start(Double start) {
        this.start = start;
    }

    public Double stop() {
        return stop;
    }

    public void stop(Double stop) {
        this.stop = stop;
    }

    public Double cpu() {
        return cpu;
    }

    public void cpu(Double cpu) {
        this.cpu = cpu;
    }

    @Override protected void writeExternalData(ObjectOutput out) throws IOException {
        super.writeExternalData(out);
        out.writeObject(start);
        out.writeObject(stop);
        out.writeObject(cpu);
    }

    @Override protected void readExternalData(byte version, ObjectInput in) throws IOException, ClassNotFoundException {
        super.readExternalData(version, in);
        start = (Double)in.readObject();
        stop = (Double)in.readObject();
        cpu = (Double)in.readObject();
    }
}
