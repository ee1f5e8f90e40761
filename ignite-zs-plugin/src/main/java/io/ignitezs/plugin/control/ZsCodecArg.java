package io.ignitezs.plugin.control;

import io.ignitezs.plugin.PoolArguments;
import io.ignitezs.plugin.ZsPlugin;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.function.DoubleConsumer;
import org.apache.ignite.internal.management.api.Argument;
import org.apache.ignite.internal.management.api.ArgumentGroup;
import org.apache.ignite.internal.management.api.Positional;
import org.apache.ignite.internal.util.typedef.internal.U;

/** Has a pool use another codec for new pages. */
@ArgumentGroup(value = {"nodeId", "nodes", "allNodes"}, onlyOneOf = true, optional = true)
public final class ZsCodecArg extends ZsNodesArg {
    private static final long serialVersionUID = 0L;

    @Positional
    @Argument(description = "lz4, zstd, or zstd:level", example = "codec")
    private String codec;

    @Argument(optional = true, description = "Level of zstd")
    private Integer level;

    @Override void check() {
        PoolArguments.checkCodec(name());
    }

    @Override ZsTable run(ZsPlugin zs, DoubleConsumer progress) {
        zs.changeCodec(name());
        return ZsTable.record().value("codec", zs.settings().getCodec());
    }

    private String name() {
        return level == null ? codec : codec + ':' + level;
    }

    public String codec() {
        return codec;
    }

    public void codec(String codec) {
        this.codec = codec;
    }

    public Integer level() {
        return level;
    }

    public void level(Integer level) {
        this.level = level;
    }

    @Override protected void writeExternalData(ObjectOutput out) throws IOException {
        super.writeExternalData(out);
        U.writeString(out, codec);
        out.writeObject(level);
    }

    @Override protected void readExternalData(byte version, ObjectInput in) throws IOException, ClassNotFoundException {
        super.readExternalData(version, in);
        codec = U.readString(in);
        level = (Integer)in.readObject();
    }
}
