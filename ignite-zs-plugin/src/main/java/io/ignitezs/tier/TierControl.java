package io.ignitezs.tier;

import io.ignitezs.codec.Codec;
import io.ignitezs.pool.CompactionHook;
import io.ignitezs.pool.MigrationHook;
import io.ignitezs.pool.MoveCounts;
import io.ignitezs.pool.MoveProgress;
import io.ignitezs.pool.ZsPool;

/** What an operator changes of a tier that is in use, and has it do. Thread-safe; reads and writes of pages go on, and wait for nothing here. */
public final class TierControl {
    private final TierParts parts;
    private final PageWrites writes;

    /** Guarded by the monitor, under which the tier changes and is closed. */
    private boolean closed;

    TierControl(TierParts parts, PageWrites writes) {
        this.parts = parts;
        this.writes = writes;
    }

    /**
     * Changes what the tier may take from the operating system. For a smaller limit pages are evicted as needed, and memory goes back.
     * @param progress told often how much of that is done; what ends it by throwing leaves the limit at what is used then, or at the new one
     * @return whether that is the limit now; if not, readers kept what is still above it, the limit is that, and calling again tries again
     * @throws IllegalArgumentException below {@link #leastLimitBytes}; nothing has changed then
     * @throws IllegalStateException    if the tier is closed, or a hook calls
     */
    public boolean resize(long limitBytes, MoveProgress progress) {
        parts.pool.checkNoHook();
        if (Thread.holdsLock(this) || Thread.holdsLock(parts.evictor))
            throw new IllegalStateException("Whoever is told the progress of a change of size, or of an eviction, cannot change the size");
        return resizeNow(limitBytes, progress);
    }

    private synchronized boolean resizeNow(long limitBytes, MoveProgress progress) {
        if (closed)
            throw new IllegalStateException("The tier is closed");
        if (limitBytes < leastLimitBytes())
            throw new IllegalArgumentException("limitBytes must be at least " + leastLimitBytes() + ": " + limitBytes);
        return new Resizing(parts, progress).to(limitBytes);
    }

    /** What the limit must be at least: tables do not shrink while the tier lives. */
    public long leastLimitBytes() {
        return parts.pool.leastLimitBytes() + parts.pinnedRoom.leastBytes();
    }

    /**
     * Changes how the tier works; pages that it has stay as they are. A closed tier stays as it was.
     * @param changed with a codec that can run here
     */
    public synchronized void tune(TierTuning changed) {
        if (closed)
            return;
        TierConfiguration configuration = parts.configuration;
        configuration.highWatermark = changed.highWatermark;
        configuration.lowWatermark = changed.lowWatermark;
        configuration.compactionStopShare = changed.compaction.stopShare;
        configuration.compactionStartShare = changed.compaction.startShare;
        configuration.compactionCpuShare = changed.compaction.cpuShare;
        parts.evictor.limitsChanged();
        if (parts.compaction != null)
            parts.compaction.tune(changed.compaction);
        if (changed.codec != configuration.codec)
            changeCodec(changed.codec);
    }

    private void changeCodec(Codec codec) {
        assert parts.readableCodecs.stream().anyMatch(each -> each.id() == codec.id()) : codec.name();
        parts.configuration.codec = codec;
        writes.codecChanged();
    }

    /** What holds now. */
    public TierTuning tuning() {
        return TierTuning.of(parts.configuration);
    }

    /**
     * Evicts clean pages now, until all pages take so much less of the pool, or no clean page is left.
     * @param progress told often how many bytes that is by now; ends it by throwing
     */
    public MadeRoom evict(long bytes, MoveProgress progress) {
        return parts.evictor.evictNow(bytes, progress);
    }

    /**
     * Compacts now, to the end, see {@link ZsPool#compact}.
     * @param progress told from time to time; may be null
     */
    public MoveCounts compact(MoveProgress progress) {
        return parts.pool.compact(progress);
    }

    /** Wakes compaction in the background, which then works down to its stop share. Cheap; does nothing if that is off. */
    public void compactSoon() {
        if (parts.compaction != null)
            parts.compaction.request();
    }

    public void addCompactionHook(CompactionHook hook) {
        parts.pool.addCompactionHook(hook);
    }

    public void removeCompactionHook(CompactionHook hook) {
        parts.pool.removeCompactionHook(hook);
    }

    public void addMigrationHook(MigrationHook hook) {
        parts.pool.addMigrationHook(hook);
    }

    public void removeMigrationHook(MigrationHook hook) {
        parts.pool.removeMigrationHook(hook);
    }

    /** Ends all changes, once those that go on are done; then the tier is closed. Does nothing when that is done already. */
    void close(Runnable tier) {
        parts.pool.checkNoHook();
        closeNow(tier);
    }

    private synchronized void closeNow(Runnable tier) {
        if (closed)
            return;
        closed = true;
        tier.run();
    }
}
