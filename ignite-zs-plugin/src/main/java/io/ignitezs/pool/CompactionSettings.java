package io.ignitezs.pool;

/** How compaction and migration run in the background. */
public final class CompactionSettings {
    /** Freeing a byte costs the copying of less than one even at such shares, and lower ones gain nothing: measured, see docs/benchmarks.md. */
    public static final double DEFAULT_START_SHARE = 0.02;
    public static final double DEFAULT_STOP_SHARE = 0.01;
    public static final double DEFAULT_CPU_SHARE = 0.2;

    /** Share of the pool's frames that could be freed, or given back, at which work begins; 0..1. */
    public final double startShare;

    /** Share at which it ends; up to {@link #startShare}. */
    public final double stopShare;

    /** How much of one processor it may use while it works; above 0, up to 1. */
    public final double cpuShare;

    public CompactionSettings(double startShare, double stopShare, double cpuShare) {
        assert stopShare >= 0 && stopShare <= startShare && startShare <= 1 : stopShare + ", " + startShare;
        assert cpuShare > 0 && cpuShare <= 1 : cpuShare;
        this.startShare = startShare;
        this.stopShare = stopShare;
        this.cpuShare = cpuShare;
    }
}
