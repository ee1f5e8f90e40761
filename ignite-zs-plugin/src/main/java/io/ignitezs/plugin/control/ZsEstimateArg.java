package io.ignitezs.plugin.control;

import io.ignitezs.plugin.PoolArguments;
import io.ignitezs.plugin.ZsEstimate;
import io.ignitezs.plugin.ZsPlugin;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.function.DoubleConsumer;
import org.apache.ignite.internal.management.api.Argument;
import org.apache.ignite.internal.management.api.ArgumentGroup;
import org.apache.ignite.internal.util.typedef.internal.U;

/** Asks what a pool gains and would gain. */
@ArgumentGroup(value = {"nodeId", "nodes", "allNodes"}, onlyOneOf = true, optional = true)
public final class ZsEstimateArg extends ZsNodesArg {
    private static final long serialVersionUID = 0L;

    /** Long enough to see a page more than once that matters. */
    private static final int DEFAULT_SECONDS = 30;

    @Argument(optional = true, description = "Pages to look at: 5% or a number; 20000 without it", example = "size")
    private String sample;

    @Argument(optional = true, description = "Codecs to try, with commas; without it the one in use, lz4 and zstd:1", example = "names")
    private String codec;

    @Argument(optional = true, description = "How long page reads are looked at, 0 for not at all, at most 3600; 30 without it")
    private Integer seconds;

    @Override void check() {
        PoolArguments.checkEstimate(sample, codec, watchSeconds());
    }

    @Override ZsTable run(ZsPlugin zs, DoubleConsumer progress) {
        ZsEstimate estimate = zs.estimate(sample, codec, watchSeconds(), progress);
        return ZsTable.record().part("pages", pages(estimate)).part("sizes", sizes(estimate));
    }

    @Override String figuresOfShadow() {
        return "Counts and bytes are of all pages";
    }

    private int watchSeconds() {
        return seconds == null ? DEFAULT_SECONDS : seconds;
    }

    private static ZsTable pages(ZsEstimate estimate) {
        ZsTable table = ZsTable.of("cacheGroup", "pageType", "codec", "pages", "sampledPages", "storedRatio", "poolBytes", "poolRatio", "poolRatioError",
            "rawShare", "sameFilledShare", "storeMicros", "readMicros");
        for (ZsEstimate.Line line : estimate.getLines())
            table.row(line.getCacheGroup(), line.getPageType(), line.getCodec(), line.getPages(), line.getSampledPages(),
                ZsTable.rounded(line.getStoredRatio()), line.getPoolBytes(), ZsTable.rounded(line.getPoolRatio()),
                ZsTable.rounded(line.getPoolRatioError()), ZsTable.rounded(line.getRawShare()), ZsTable.rounded(line.getSameFilledShare()),
                ZsTable.rounded(line.getStoreMicros()), ZsTable.rounded(line.getReadMicros()));
        return table;
    }

    private static ZsTable sizes(ZsEstimate estimate) {
        ZsTable table = ZsTable.of("poolSize", "pages", "bytes", "hitRatio", "hitRatioError", "reads", "firstReadShare");
        for (ZsEstimate.Size size : estimate.getSizes())
            table.row("x" + size.getFactor(), size.getPages(), size.getBytes(), ZsTable.rounded(size.getHitRatio()),
                ZsTable.rounded(size.getHitRatioError()), estimate.getReads(), ZsTable.rounded(estimate.getFirstReadShare()));
        return table;
    }

    public String sample() {
        return sample;
    }

    public void sample(String sample) {
        this.sample = sample;
    }

    public String codec() {
        return codec;
    }

    public void codec(String codec) {
        this.codec = codec;
    }

    public Integer seconds() {
        return seconds;
    }

    public void seconds(Integer seconds) {
        this.seconds = seconds;
    }

    @Override protected void writeExternalData(ObjectOutput out) throws IOException {
        super.writeExternalData(out);
        U.writeString(out, sample);
        U.writeString(out, codec);
        out.writeObject(seconds);
    }

    @Override protected void readExternalData(byte version, ObjectInput in) throws IOException, ClassNotFoundException {
        super.readExternalData(version, in);
        sample = U.readString(in);
        codec = U.readString(in);
        seconds = (Integer)in.readObject();
    }
}
