package io.ignitezs.plugin.control;

import io.ignitezs.plugin.PoolArguments;
import io.ignitezs.plugin.ZsPlugin;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.function.DoubleConsumer;
import org.apache.ignite.internal.management.api.Argument;
import org.apache.ignite.internal.management.api.ArgumentGroup;
import org.apache.ignite.internal.util.typedef.internal.U;

/** Has a page trace begun. */
@ArgumentGroup(value = {"nodeId", "nodes", "allNodes"}, onlyOneOf = true, optional = true)
public final class ZsTraceStartArg extends ZsNodesArg {
    private static final long serialVersionUID = 0L;

    @Argument(optional = true, description = "A file that does not exist, relative to Ignite's work directory;"
        + " without it a name with the time and the node in it")
    private String file;

    @Argument(optional = true, description = "Events are only counted when the file has this size; 64m without it", example = "size")
    private String maxBytes;

    @Override void check() {
        PoolArguments.checkTrace(maxBytes);
    }

    @Override ZsTable run(ZsPlugin zs, DoubleConsumer progress) {
        return ZsTraceStatusArg.table(zs.startTrace(file, maxBytes));
    }

    public String file() {
        return file;
    }

    public void file(String file) {
        this.file = file;
    }

    public String maxBytes() {
        return maxBytes;
    }

    public void maxBytes(String maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override protected void writeExternalData(ObjectOutput out) throws IOException {
        super.writeExternalData(out);
        U.writeString(out, file);
        U.writeString(out, maxBytes);
    }

    @Override protected void readExternalData(byte version, ObjectInput in) throws IOException, ClassNotFoundException {
        super.readExternalData(version, in);
        file = U.readString(in);
        maxBytes = U.readString(in);
    }
}
