package io.ignitezs.tier;

import io.ignitezs.codec.Codec;
import io.ignitezs.pool.CompactionSettings;

/** What can be changed of a tier that is in use. Immutable. Whoever makes one has checked it; here mistakes are assertions. */
public final class TierTuning {
    /** For new pages. */
    public final Codec codec;

    /** Shares of the limit between which pages are evicted in the background. */
    public final double highWatermark;
    public final double lowWatermark;

    /** Of compaction in the background, if there is any. */
    public final CompactionSettings compaction;

    public TierTuning(Codec codec, double highWatermark, double lowWatermark, CompactionSettings compaction) {
        assert lowWatermark > 0 && lowWatermark <= highWatermark && highWatermark <= 1 : lowWatermark + ", " + highWatermark;
        this.codec = codec;
        this.highWatermark = highWatermark;
        this.lowWatermark = lowWatermark;
        this.compaction = compaction;
    }

    /** What a configuration says. */
    static TierTuning of(TierConfiguration configuration) {
        CompactionSettings compaction = new CompactionSettings(configuration.compactionStartShare, configuration.compactionStopShare,
            configuration.compactionCpuShare);
        return new TierTuning(configuration.codec, configuration.highWatermark, configuration.lowWatermark, compaction);
    }

    /** The same with another codec. */
    public TierTuning with(Codec changed) {
        return new TierTuning(changed, highWatermark, lowWatermark, compaction);
    }

    /** The same with other watermarks. */
    public TierTuning with(double changedHigh, double changedLow) {
        return new TierTuning(codec, changedHigh, changedLow, compaction);
    }

    /** The same with another budget of compaction. */
    public TierTuning with(CompactionSettings changed) {
        return new TierTuning(codec, highWatermark, lowWatermark, changed);
    }
}
