package io.ignitezs.pool;

/** Tells how far a compaction to the end is: after each of its steps, and within those that take long, so that whoever wants to end it need not wait. */
final class MoveReports {
    /** What is moved between two reports: a few milliseconds. */
    static final long BYTES_PER_REPORT = 4L << 20;

    /** Null if nobody is to be told. */
    private final MoveProgress progress;
    private final long total;
    private final MoveCounts counts;
    private final int frameBytes;
    private long done;
    private long reportedBytes;

    /** @param total steps, as far as is known now  @param counts what is moved */
    MoveReports(MoveProgress progress, long total, MoveCounts counts, int frameBytes) {
        this.progress = progress;
        this.total = total;
        this.counts = counts;
        this.frameBytes = frameBytes;
    }

    /** One more step is done. */
    void step() {
        done = Math.min(done + 1, total);
        report();
    }

    /** Something may have been moved. */
    void moved() {
        if (movedBytes() - reportedBytes >= BYTES_PER_REPORT)
            report();
    }

    /** All is done. */
    void end() {
        done = total;
        report();
    }

    private void report() {
        reportedBytes = movedBytes();
        if (progress != null)
            progress.report(done, total);
    }

    private long movedBytes() {
        return counts.movedBytes + counts.migratedFrames * frameBytes;
    }
}
