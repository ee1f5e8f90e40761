package io.ignitezs.ignite;

import io.ignitezs.mem.SlabStats;
import io.ignitezs.pool.ClassStats;
import io.ignitezs.pool.MoveCounts;
import io.ignitezs.pool.MoveProgress;
import io.ignitezs.tier.GroupStats;
import io.ignitezs.tier.MadeRoom;
import io.ignitezs.tier.PageTrace;
import io.ignitezs.tier.TierControl;
import io.ignitezs.tier.TierStats;
import io.ignitezs.tier.TierTuning;
import io.ignitezs.tier.Tracing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.UnaryOperator;
import org.apache.ignite.IgniteException;
import org.apache.ignite.internal.processors.cache.persistence.StorageException;

/** The tier of a node as whoever runs the node sees it: what may be asked of it and done to it while the node is at work, whether one is open just then or not. */
public final class ColdTier {
    private final TierLife life;
    private final PageStoreSettings settings;

    /** Of pages that the tier is shown. */
    private final PageSample sample;

    ColdTier(TierLife life, PageStoreSettings settings, PageSample sample) {
        this.life = life;
        this.settings = settings;
        this.sample = sample;
    }

    /** What the tier held and did since it was opened; zeros but for the limit when there is none. */
    public TierStats stats() {
        NodeTier tier = life.tier();
        TierStats stats = tier == null ? new TierStats() : tier.stats();
        stats.passThrough |= tier == null && life.isOff();
        WarmRestart warm = life.warmRestart();
        if (warm != null)
            warm.addTo(stats);
        if (stats.limitBytes == 0)
            stats.limitBytes = sample.part(life.limitBytes());
        if (tier != null && tier.shadow != null)
            tier.shadow.addTo(stats, stats.pages == 0 ? 0 : tier.pagesThatFit((int)(stats.pool.costBytes / stats.pages)), tier.classStats());
        return stats;
    }

    /** What the pages of the node's tier take of it, tables and holes not counted; 0 when there is none. */
    public long pageCostBytes() {
        TierStats stats = stats();
        return stats.pool == null ? 0 : stats.pool.costBytes;
    }

    /** What it held and did of each cache group that has open files, by name; empty when there is no tier. */
    public List<GroupStats> groupStats() {
        NodeTier tier = life.tier();
        return tier == null ? List.of() : tier.groupStats();
    }

    /** Of the pool's slabs, by number; empty when there is no tier. */
    public List<SlabStats> slabStats() {
        NodeTier tier = life.tier();
        return tier == null ? List.of() : tier.slabStats();
    }

    /** What the pool holds by size class, from the smallest slot up; empty when there is no tier. */
    public List<ClassStats> classStats() {
        NodeTier tier = life.tier();
        return tier == null ? List.of() : tier.classStats();
    }

    /**
     * Compacts the node's tier to the end; nothing to do when there is none.
     * @param progress ends it by throwing
     * @throws PoolEnding if the tier is closed meanwhile
     */
    public MoveCounts compact(MoveProgress progress) {
        NodeTier tier = life.tier();
        return tier == null ? new MoveCounts() : tier.compact(progress);
    }

    /**
     * Changes the limit, of an open tier at once as {@link TierControl#resize} does, and of those that are opened later.
     * @param progress ends it by throwing: the open tier has less by then perhaps, and those that are opened later what they would have had
     * @return false if the open tier still has more
     * @throws IllegalArgumentException below {@link #leastLimitBytes}; nothing has changed then
     * @throws PoolEnding if the tier is closed meanwhile
     */
    public boolean resize(long limitBytes, MoveProgress progress) {
        NodeTier tier = life.limitForNextTier(null, limitBytes);
        boolean done = true;
        while (tier != null) {
            done = resize(tier, limitBytes, progress);
            tier = life.limitForNextTier(tier, limitBytes);
        }
        return done;
    }

    private boolean resize(NodeTier tier, long limitBytes, MoveProgress progress) {
        try {
            return tier.resize(sample.part(limitBytes), progress);
        }
        catch (StorageException e) {
            throw new IgniteException("Failed to write dirty pages to their files", e);
        }
    }

    /** @return 0 when there is no tier */
    public long leastLimitBytes() {
        NodeTier tier = life.tier();
        return tier == null ? 0 : tier.leastLimitBytes() * sample.oneOf();
    }

    /** Changes how tiers work: the open one at once, and those that are opened later. @param change refuses by throwing */
    public void tune(UnaryOperator<TierTuning> change) {
        NodeTier open = life.tune(change);
        if (open != null)
            open.tune(life::tuning);
    }

    public TierTuning tuning() {
        return life.tuning();
    }

    /**
     * Evicts pages of the node's tier, of which there are none when there is no tier. Dirty ones are written to their files first if need be.
     * @param progress ends it by throwing
     * @return null when there is no tier, or it is off
     * @throws IgniteException if a dirty page could not be written
     * @throws PoolEnding if the tier is closed meanwhile
     */
    public MadeRoom evict(long bytes, MoveProgress progress) {
        NodeTier tier = life.tier();
        try {
            return tier == null ? null : tier.evict(bytes, progress);
        }
        catch (StorageException e) {
            throw new IgniteException("Failed to write dirty pages to their files", e);
        }
    }

    /**
     * Checks the node's tier, and compares its clean pages with their files, which it reads as slowly as a warm-up does.
     * @param progress told from time to time which share is done; ends it by throwing; may be null
     * @return nothing found when there is no tier, or it is off
     * @throws PoolEnding if the tier is closed meanwhile
     */
    public Verification verify(DoubleConsumer progress) {
        NodeTier tier = life.tier();
        return tier == null ? new Verification() : tier.verify(new ReadBudget(settings.warmUpBytesPerSecond), progress);
    }

    /**
     * Writes dirty pages to their files, drops all pages and gives the memory back: stores work as stock Ignite's until {@link #turnOn}, also after
     * deactivation and activation.
     * @throws IgniteException if a dirty page could not be written; the tier takes no pages any more then, and another call tries again
     */
    public void turnOff() {
        turnOff(share -> { });
    }

    /** As {@link #turnOff()}. @param progress told which share of the dirty pages is written; ends it by throwing, which is like a page that could not be written */
    public void turnOff(DoubleConsumer progress) {
        if (settings.hasVolatileGroups && hasVolatileFiles())
            throw new IgniteException(TierSwitch.HAS_VOLATILE_GROUPS);
        NodeTier open = life.setOff(true);
        try {
            if (open != null)
                open.onOff.turnOff(progress);
        }
        catch (StorageException e) {
            throw notTurnedOff(open, e);
        }
    }

    /** It is on if a volatile cache group has come meanwhile, and then those that are opened later are, too. */
    private IgniteException notTurnedOff(NodeTier open, StorageException cause) {
        if (!open.onOff.isOn())
            return new IgniteException("Failed to write dirty pages to their files", cause);
        life.setOff(false);
        return new IgniteException(TierSwitch.HAS_VOLATILE_GROUPS, cause);
    }

    /** Begins again with an empty tier. @throws IgniteException as {@link #turnOff} */
    public void turnOn() {
        NodeTier open = life.setOff(false);
        try {
            if (open != null)
                open.onOff.turnOn();
        }
        catch (StorageException e) {
            throw new IgniteException("Failed to write dirty pages to their files", e);
        }
    }

    /** Or may have, once the cluster is active again. */
    private boolean hasVolatileFiles() {
        NodeTier open = life.tier();
        return open == null || open.volatileFiles.get() > 0;
    }

    /** Stops reading pages that were in the tier before a restart; if that is over nothing is done but that one that failed counts as stopped. */
    public void stopWarmUp() {
        WarmRestart warm = life.warmRestart();
        if (warm != null)
            warm.stopWarmUp();
    }

    /**
     * As {@link Tracing#start}.
     * @return false when there is no tier
     */
    public boolean startTrace(Path file, long maxRecords) throws IOException {
        NodeTier tier = life.tier();
        if (tier == null)
            return false;
        tier.startTrace(file, maxRecords);
        return true;
    }

    /** What is being traced; null when nothing is. */
    public PageTrace trace() {
        NodeTier tier = life.tier();
        return tier == null ? null : tier.trace();
    }

    /** As {@link Tracing#stop}. */
    public PageTrace stopTrace() {
        NodeTier tier = life.tier();
        return tier == null ? null : tier.stopTrace();
    }
}
