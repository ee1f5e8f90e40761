package io.ignitezs.plugin;

import io.ignitezs.tier.TierTuning;
import java.io.Serializable;

/** Of what can be changed while a node is at work: what holds now. Immutable. The pool's size is {@link ZsStats#getLimitBytes}. */
public final class ZsSettings implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String codec;
    private final double highWatermark;
    private final double lowWatermark;
    private final double compactionStartShare;
    private final double compactionStopShare;
    private final double compactionCpuShare;

    ZsSettings(TierTuning tuning) {
        codec = tuning.codec.name();
        highWatermark = tuning.highWatermark;
        lowWatermark = tuning.lowWatermark;
        compactionStartShare = tuning.compaction.startShare;
        compactionStopShare = tuning.compaction.stopShare;
        compactionCpuShare = tuning.compaction.cpuShare;
    }

    /** For new pages, as in {@link ZsConfiguration#setCodec}. */
    public String getCodec() {
        return codec;
    }

    public double getHighWatermark() {
        return highWatermark;
    }

    public double getLowWatermark() {
        return lowWatermark;
    }

    public double getCompactionStartShare() {
        return compactionStartShare;
    }

    public double getCompactionStopShare() {
        return compactionStopShare;
    }

    public double getCompactionCpuShare() {
        return compactionCpuShare;
    }

    @Override public String toString() {
        return "codec=" + codec + ", watermarks=" + lowWatermark + ".." + highWatermark + ", compaction=" + compactionStopShare + ".."
            + compactionStartShare + " with " + compactionCpuShare + " CPU";
    }
}
