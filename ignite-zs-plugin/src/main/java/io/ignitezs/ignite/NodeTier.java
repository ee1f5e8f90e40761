package io.ignitezs.ignite;

import io.ignitezs.mem.SlabStats;
import io.ignitezs.pool.ClassStats;
import io.ignitezs.pool.MoveCounts;
import io.ignitezs.pool.MoveProgress;
import io.ignitezs.tier.GroupStats;
import io.ignitezs.tier.MadeRoom;
import io.ignitezs.tier.MissRatioSampler;
import io.ignitezs.tier.PageIndex;
import io.ignitezs.tier.PageTier;
import io.ignitezs.tier.PageTrace;
import io.ignitezs.tier.TierControl;
import io.ignitezs.tier.TierStats;
import io.ignitezs.tier.TierTuning;
import io.ignitezs.tier.Tracing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.ignite.internal.processors.cache.persistence.StorageException;

/** The tier of one node, with what its stores share: the gate that guards its end, and the warnings about its failures. */
final class NodeTier {
    /** Changes only while nobody is inside the gate. */
    volatile PageTier tier;
    final TierGate gate = new TierGate();
    final TierSwitch onOff;
    final CompactionTrigger compactionTrigger;
    final WriteBacks writeBacks;

    /** Null if all pages may be here and in their data region. */
    final Residency residency;

    /** Null if the tier serves what it has. */
    final Shadow shadow;

    final LostPages lostPages;

    /** Open partitions that are nowhere else: while there are any, the tier is not turned off. */
    final AtomicInteger volatileFiles = new AtomicInteger();

    private final Function<Runnable, PageTier> opener;
    private final Set<StorePages> stores = ConcurrentHashMap.newKeySet();
    private final Consumer<String> warning;
    private final AtomicLong failures = new AtomicLong();
    private volatile boolean closing;

    /** Null if nothing waits to be written. */
    private final BackgroundWriteBack background;

    /**
     * @param opener       makes a tier that tells of each damaged page
     * @param writeBacks   closed with this
     * @param residency    null if pages may be here and in their data region
     * @param shadow       null for a tier that serves what it has
     * @param log          of the changes of pages
     * @param regionIsFull whether Ignite replaces pages of a data region now
     * @param notice       told of what must not be kept back by other warnings
     */
    NodeTier(Function<Runnable, PageTier> opener, WriteBacks writeBacks, Residency residency, Shadow shadow, PageLog log,
        BooleanSupplier regionIsFull, Consumer<String> warning, Consumer<String> notice) {
        this.opener = opener;
        onOff = new TierSwitch(this, System::nanoTime, notice, warning);
        tier = opener.apply(onOff::damaged);
        this.residency = residency;
        this.shadow = shadow;
        lostPages = new LostPages(log, warning);
        this.writeBacks = writeBacks;
        this.warning = warning;
        background = writeBacks.areDelayed ? startBackground() : null;
        compactionTrigger = new CompactionTrigger(this::compactSoon, regionIsFull, System::nanoTime, this::compactionFailed);
    }

    private BackgroundWriteBack startBackground() {
        try {
            return new BackgroundWriteBack(writeBacks, () -> tier.dirtyShare(), warning, writeBacks.threadName);
        }
        catch (Throwable e) {
            tier.close();
            writeBacks.close();
            throw e;
        }
    }

    /** Counts a failure of the tier and reports it: the caller goes on with the file. Never throws. */
    void failed(String what, Throwable failure) {
        try {
            long count = failures.incrementAndGet();
            onOff.failed(failure);
            warning.accept("Cold tier failed, the page file is used instead [operation=" + what + ", failures=" + count + ", cause=" + failure + ']');
        }
        catch (Throwable e) {
            // Where memory is short there may be none to tell of it, nor for a thread that turns the tier off: the next failure tries again.
        }
    }

    /** As {@link PageTier#keepDirty}. */
    boolean keepDirty(PageIndex index, int pageIndex, int clears, ByteBuffer page) {
        if (!onOff.enterDirty())
            return false;
        try {
            boolean kept = tier.keepDirty(index, pageIndex, clears, page, 0);
            if (kept && background != null)
                background.keptDirty();
            return kept;
        }
        finally {
            onOff.leaveDirty();
        }
    }

    /** Of all stores that have pages here, or will have when the tier is turned on again. */
    void add(StorePages store) {
        stores.add(store);
        ifOpen(open -> store.openIfNeeded());
    }

    void remove(StorePages store) {
        stores.remove(store);
    }

    Collection<StorePages> stores() {
        return stores;
    }

    /** As {@link PageTier#hasRoomBelowLow}. */
    boolean hasRoomBelowLow() {
        return ifOpen(PageTier::hasRoomBelowLow, false);
    }

    /** As {@link PageTier#pagesThatFit}. */
    long pagesThatFit(int costBytes) {
        return ifOpen(open -> open.pagesThatFit(costBytes), 0L);
    }

    boolean hasDirtyPages() {
        return stores.stream().anyMatch(store -> store.dirty().exist());
    }

    /** While nobody is inside the gate. If it fails there is no tier, as before. */
    void reopen() {
        tier = opener.apply(onOff::damaged);
        try {
            stores.forEach(StorePages::reopen);
        }
        catch (Throwable e) {
            tier.close();
            throw e;
        }
    }

    /** Those that were made while all others were opened again. */
    void openLateStores() {
        ifOpen(open -> stores.forEach(StorePages::openIfNeeded));
    }

    /** Zeros while closed. */
    TierStats stats() {
        TierStats stats = openStats();
        stats.passThrough = !onOff.isOn();
        stats.turnOffs = onOff.turnOffs();
        stats.failures = failures.get();
        return stats;
    }

    private TierStats openStats() {
        return ifOpen(open -> {
            TierStats stats = open.stats();
            writeBacks.addTo(stats);
            if (residency != null)
                residency.addTo(stats);
            return stats;
        }, new TierStats());
    }

    /** Empty once closed. */
    List<GroupStats> groupStats() {
        return ifOpen(PageTier::groupStats, List.of());
    }

    /** Empty once closed. */
    List<ClassStats> classStats() {
        return ifOpen(PageTier::classStats, List.of());
    }

    /** Empty once closed. */
    List<SlabStats> slabStats() {
        return ifOpen(PageTier::slabStats, List.of());
    }

    /** To the end. @param progress ends it by throwing */
    MoveCounts compact(MoveProgress progress) {
        if (!onOff.isOn() && !closing)
            return new MoveCounts();
        enter();
        try {
            return tier.control().compact(whileOpen(progress));
        }
        finally {
            gate.leave();
        }
    }

    /** As {@link TierControl#resize}; dirty pages, which cannot be dropped, are written first. */
    boolean resize(long limitBytes, MoveProgress progress) throws StorageException {
        if (!onOff.isOn() && !closing)
            return true;
        enter();
        try {
            MoveProgress checked = whileOpen(progress);
            if (limitBytes < tier.stats().limitBytes)
                writeBacks.flushAll(() -> checked.report(0, 1));
            return tier.control().resize(limitBytes, checked);
        }
        finally {
            gate.leave();
        }
    }

    /** As {@link TierControl#tune}; while the tier is off, the next one is opened like that. @param tuning asked when nobody turns the tier off or on */
    void tune(Supplier<TierTuning> tuning) {
        onOff.whileSteady(() -> ifOpen(open -> open.control().tune(tuning.get())));
    }

    /** As {@link TierControl#evict}; if clean pages are too few, dirty ones are written first. @return null if the tier is off */
    MadeRoom evict(long bytes, MoveProgress progress) throws StorageException {
        if (!onOff.isOn() && !closing)
            return null;
        enter();
        try {
            TierStats stats = tier.stats();
            MoveProgress checked = whileOpen(progress);
            if (bytes > stats.pool.costBytes - stats.dirtyBytes - stats.pinnedBytes)
                writeBacks.flushAll(() -> checked.report(0, 1));
            return tier.control().evict(bytes, checked);
        }
        finally {
            gate.leave();
        }
    }

    /**
     * Checks the tier, and compares its pages with their files; finds nothing if it is off.
     * @param budget   for reading files
     * @param progress told often; ends it by throwing; may be null
     */
    Verification verify(ReadBudget budget, DoubleConsumer progress) {
        if (!onOff.isOn() && !closing)
            return new Verification();
        enter();
        try {
            return new Verifier(this, budget, share -> {
                if (progress != null)
                    progress.accept(share);
                checkOpen();
            }).verify(stores);
        }
        finally {
            gate.leave();
        }
    }

    /** As {@link Tracing#startSampling}. @return false if the tier is off */
    boolean startSampling(MissRatioSampler sampler) {
        return onOff.isOn() && ifOpen(open -> {
            open.tracing().startSampling(sampler);
            return true;
        }, false);
    }

    /** As {@link Tracing#stopSampling}. */
    void stopSampling(MissRatioSampler sampler) {
        ifOpen(open -> open.tracing().stopSampling(sampler));
    }

    /** What is being traced; null if nothing is. */
    PageTrace trace() {
        return ifOpen(open -> open.tracing().current(), null);
    }

    /** As {@link Tracing#start}. */
    void startTrace(Path file, long maxRecords) throws IOException {
        enter();
        try {
            tier.tracing().start(file, maxRecords);
        }
        finally {
            gate.leave();
        }
    }

    /** As {@link Tracing#stop}. */
    PageTrace stopTrace() {
        return ifOpen(open -> open.tracing().stop(), null);
    }

    /** 0 once closed. */
    long leastLimitBytes() {
        return ifOpen(open -> open.control().leastLimitBytes(), 0L);
    }

    /** Gives all memory back; waits for calls that are still inside. Once only. */
    void close() {
        closing = true;
        onOff.close();
        if (background != null)
            background.close();
        gate.close();
        tier.close();
        writeBacks.close();
    }

    private void compactSoon() {
        ifOpen(open -> open.control().compactSoon());
    }

    private void compactionFailed(Throwable failure) {
        warning.accept("Failed to wake compaction of the cold tier [cause=" + failure + ']');
    }

    private void enter() {
        if (!gate.enter())
            throw closed();
    }

    /** Inside the gate. */
    private <T> T ifOpen(Function<PageTier, T> use, T otherwise) {
        if (!gate.enter())
            return otherwise;
        try {
            return use.apply(tier);
        }
        finally {
            gate.leave();
        }
    }

    private void ifOpen(Consumer<PageTier> use) {
        ifOpen(open -> {
            use.accept(open);
            return null;
        }, null);
    }

    /** Who closes this, or turns it off, waits for whoever is inside: that is to end then. */
    private MoveProgress whileOpen(MoveProgress progress) {
        return (done, total) -> {
            progress.report(done, total);
            checkOpen(); // Last: who is told may take long.
        };
    }

    /** @throws PoolEnding if this is closed or turned off, or just being */
    void checkOpen() {
        if (closing || !onOff.isOn())
            throw closed();
    }

    private static PoolEnding closed() {
        return new PoolEnding("The node closes its compressed pool, or turns it off");
    }
}
