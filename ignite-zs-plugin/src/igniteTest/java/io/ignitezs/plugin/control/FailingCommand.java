package io.ignitezs.plugin.control;

import io.ignitezs.plugin.ZsPlugin;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.function.DoubleConsumer;
import org.apache.ignite.Ignite;
import org.apache.ignite.internal.util.typedef.internal.U;
import org.apache.ignite.internal.visor.VisorTaskArgument;
import org.apache.ignite.internal.visor.VisorTaskResult;

/** A command that fails in some way, and goes to a node and back as all others do. */
public final class FailingCommand extends ZsNodesArg {
    private static final long serialVersionUID = 0L;

    private String errorClass;

    /** @return what the node answers */
    public static String run(Ignite node, Class<? extends Error> errorClass) throws Exception {
        FailingCommand command = new FailingCommand();
        command.errorClass = errorClass.getName();
        VisorTaskResult<ZsResult> result = node.compute().execute(ZsTask.class.getName(),
            new VisorTaskArgument<ZsNodesArg>(node.cluster().localNode().id(), command, false));
        return result.result().nodes().get(0).failure();
    }

    @Override ZsTable run(ZsPlugin zs, DoubleConsumer progress) {
        try {
            throw (Error)Class.forName(errorClass).getConstructor(String.class).newInstance("made by a test");
        }
        catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Override protected void writeExternalData(ObjectOutput out) throws IOException {
        super.writeExternalData(out);
        U.writeString(out, errorClass);
    }

    @Override protected void readExternalData(byte version, ObjectInput in) throws IOException, ClassNotFoundException {
        super.readExternalData(version, in);
        errorClass = U.readString(in);
    }
}
