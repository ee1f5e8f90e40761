package io.ignitezs.ignite;

import io.ignitezs.pool.CompactionSettings;
import io.ignitezs.tier.TierTuning;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The tier of a node, from the first pooled store until Ignite stops its page store manager, after which there may be a new one; and what holds
 * for the open tier and for those that are opened later: their limit, how they work, and whether they are on. All of it is written under this
 * object's lock.
 */
final class TierLife {
    private final boolean warmRestarts;
    private final Consumer<String> warning;

    /** Null when not open. */
    private volatile NodeTier tier;

    private volatile long limitBytes;
    private volatile TierTuning tuning;
    private volatile boolean isOff;

    /** What tiers are made by. Null before the node's first start. Guarded by this object's lock, as is the next. */
    private TierAssembly assembly;

    /** No tier is opened now: not started, stopped, or opening has failed. */
    private boolean withoutTier = true;

    /** Null when the tier is not open, or the settings do not want it. */
    private volatile WarmRestart warmRestart;

    TierLife(PageStoreSettings settings, Consumer<String> warning) {
        this.warning = warning;
        warmRestarts = settings.warmRestart;
        limitBytes = settings.limitBytes;
        tuning = new TierTuning(settings.codec, settings.highWatermark, settings.lowWatermark,
            new CompactionSettings(settings.compactionStartShare, settings.compactionStopShare, settings.compactionCpuShare));
    }

    /** Null when not open. */
    NodeTier tier() {
        return tier;
    }

    /** Null when the tier is not open, or pages are not kept in mind over a restart. */
    WarmRestart warmRestart() {
        return warmRestart;
    }

    long limitBytes() {
        return limitBytes;
    }

    TierTuning tuning() {
        return tuning;
    }

    boolean isOff() {
        return isOff;
    }

    /** From now on a tier may be opened. */
    synchronized void begin(TierAssembly made) {
        assembly = made;
        withoutTier = false;
    }

    /** Opens it at the first pooled store: before that Ignite may not know the page size yet. @return null if there is none */
    synchronized NodeTier forNewStore() {
        if (tier == null && !withoutTier)
            open();
        return tier;
    }

    private void open() {
        try {
            tier = assembly.open(this::limitBytes, this::tuning);
            if (isOff)
                tier.onOff.turnOff();
        }
        catch (Throwable e) {
            withoutTier = true;
            warning.accept("Failed to open the cold tier, the node goes on without it [limitBytes=" + limitBytes
                + ", cause=" + e + ']');
            return;
        }
        assembly.listen(tier);
        if (warmRestarts)
            warmRestart = assembly.warmRestart(tier);
    }

    /** A store that is made later gets none, so nothing is left open behind the node. */
    synchronized void close() {
        withoutTier = true;
        NodeTier open = tier;
        if (open == null)
            return;
        assembly.stopListening(open);
        boolean wasOn = open.onOff.isOn();
        if (warmRestart != null)
            warmRestart.close();
        warmRestart = null;
        try {
            open.close();
        }
        finally {
            isOff |= !wasOn;
            tier = null;
        }
    }

    /** @return an open tier other than {@code resized}: it was opened with the limit before; null if the limit holds for all to come */
    synchronized NodeTier limitForNextTier(NodeTier resized, long limitBytes) {
        if (tier != null && tier != resized)
            return tier;
        this.limitBytes = limitBytes;
        return null;
    }

    /** @param change refuses by throwing @return the open tier, which is to be told; null if there is none */
    synchronized NodeTier tune(UnaryOperator<TierTuning> change) {
        tuning = change.apply(tuning);
        return tier;
    }

    /** Of tiers that are opened now. @return the open one, which is to be told; null if there is none */
    synchronized NodeTier setOff(boolean off) {
        isOff = off;
        return tier;
    }
}
