package io.ignitezs.ignite;

import io.ignitezs.tier.GroupSettings;
import io.ignitezs.tier.PageTier;
import io.ignitezs.tier.TierConfiguration;
import io.ignitezs.tier.TierTuning;
import java.io.FileOutputStream;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.IgniteException;
import org.apache.ignite.configuration.DataRegionConfiguration;
import org.apache.ignite.configuration.DataStorageConfiguration;
import org.apache.ignite.internal.processors.cache.CacheGroupDescriptor;
import org.apache.ignite.internal.processors.cache.GridCacheSharedContext;
import org.apache.ignite.internal.processors.cache.persistence.DataRegion;
import org.apache.ignite.internal.processors.cache.persistence.GridCacheDatabaseSharedManager;
import org.apache.ignite.internal.processors.cache.persistence.file.FilePageStoreManager;

/** Puts the tier of a node together: of what the settings say, and with what it needs of Ignite (data regions, checkpoints, the log). Keeps nothing of what it makes. */
final class TierAssembly {
    private final FilePageStoreManager manager;
    private final GridCacheSharedContext<?, ?> cctx;
    private final PageStoreSettings settings;
    private final PageSample sample;
    private final Consumer<String> warning;

    /** @param sample of pages that the tier is shown @param warning keeps back what comes too often */
    TierAssembly(FilePageStoreManager manager, GridCacheSharedContext<?, ?> cctx, PageStoreSettings settings, PageSample sample, Consumer<String> warning) {
        this.manager = manager;
        this.cctx = cctx;
        this.settings = settings;
        this.sample = sample;
        this.warning = warning;
    }

    /** @param limitBytes asked now, as is the other one, and whenever the tier is turned on again */
    NodeTier open(LongSupplier limitBytes, Supplier<TierTuning> tuning) {
        Shadow shadow = shadow();
        return new NodeTier(damaged -> openPageTier(configuration(limitBytes.getAsLong(), tuning.get()), damaged, shadow), writeBacks(), residency(), shadow,
            new WalPageLog(cctx, this::pageMemoryOf), () -> FullRegions.exist(cctx.database()), warning, settings.warning);
    }

    private static PageTier openPageTier(TierConfiguration configuration, Runnable damaged, Shadow shadow) {
        configuration.damaged = damaged;
        PageTier opened = PageTier.open(configuration);
        if (shadow != null)
            opened.tracing().startSampling(shadow.reads);
        return opened;
    }

    private TierConfiguration configuration(long limitBytes, TierTuning tuned) {
        TierConfiguration configuration = new TierConfiguration();
        configuration.pageBytes = manager.pageSize();
        configuration.limitBytes = sample.part(limitBytes);
        configuration.shownOneOf = sample.oneOf();
        configuration.chainLimit = settings.chainLimit;
        configuration.codec = tuned.codec;
        configuration.checksum = settings.checksum;
        configuration.highWatermark = tuned.highWatermark;
        configuration.lowWatermark = tuned.lowWatermark;
        configuration.evictionOrder = settings.evictionOrder;
        configuration.maxRawShare = settings.maxRawShare;
        configuration.keepsTakenPages = settings.keepsTakenPages;
        configuration.regionPages = settings.exclusive ? sample.part(regionBytes()) / manager.pageSize() : 0;
        configuration.groups = group -> settings.volatileGroup.test(group) ? new GroupSettings() : settings.groups.apply(group).ofSmaller(sample.oneOf());
        configuration.indexPages = IndexPages::test;
        configuration.compaction = settings.compaction;
        configuration.compactionStartShare = tuned.compaction.startShare;
        configuration.compactionStopShare = tuned.compaction.stopShare;
        configuration.compactionCpuShare = tuned.compaction.cpuShare;
        configuration.shape = new IgnitePageShape(manager.pageSize());
        configuration.memory = settings.memory;
        configuration.warning = warning;
        configuration.threadName = "zs-evictor-" + cctx.igniteInstanceName();
        configuration.compactionThreadName = "zs-compaction-" + cctx.igniteInstanceName();
        configuration.traceThreadName = "zs-trace-" + cctx.igniteInstanceName();
        return configuration;
    }

    /** Of all data regions whose pages have files, as the configuration says: they are there only later. */
    private long regionBytes() {
        DataStorageConfiguration storage = cctx.kernalContext().config().getDataStorageConfiguration();
        DataRegionConfiguration[] others = storage.getDataRegionConfigurations();
        return Stream.concat(Stream.of(storage.getDefaultDataRegionConfiguration()), Stream.of(others == null ? new DataRegionConfiguration[0] : others))
            .filter(DataRegionConfiguration::isPersistenceEnabled)
            .mapToLong(DataRegionConfiguration::getMaxSize)
            .sum();
    }

    private Shadow shadow() {
        return settings.shadowOneOf == 0 ? null : new Shadow(sample, manager.pageSize(), settings.evictionOrder);
    }

    private Residency residency() {
        return settings.exclusive ? new Residency(manager.pageSize(), this::pageMemoryOf, warning) : null;
    }

    private WriteBacks writeBacks() {
        return new WriteBacks(settings.writeBack && WriteBacks.areSynced(settings.warning), manager.pageSize(), "zs-write-back-" + cctx.igniteInstanceName());
    }

    /** Has it hear of checkpoints: without that it is compacted by its own judgement only. */
    void listen(NodeTier opened) {
        change(database -> database.addCheckpointListener(opened.compactionTrigger));
    }

    void stopListening(NodeTier open) {
        change(database -> database.removeCheckpointListener(open.compactionTrigger));
    }

    private void change(Consumer<GridCacheDatabaseSharedManager> listening) {
        try {
            listening.accept((GridCacheDatabaseSharedManager)cctx.database());
        }
        catch (Throwable e) {
            warning.accept("Failed to begin or to end listening to checkpoints [cause=" + e + ']');
        }
    }

    /** @return null if it cannot be had */
    WarmRestart warmRestart(NodeTier tier) {
        try {
            DataRegionPages regions = new DataRegionPages(this::pageMemories, this::pageMemoryOf);
            WarmList list = new WarmList(manager.workDir().toPath(), manager.pageSize(), regions, FileOutputStream::new, settings.warning);
            return new WarmRestart(tier, list, regions, settings, manager.pageSize(), this::isActive, WarmRestart.WAIT_MILLIS,
                settings.warning, "zs-warm-restart-" + cctx.igniteInstanceName());
        }
        catch (Throwable e) {
            warning.accept("The cold tier is not warmed up, and no list is kept for the next start [cause=" + e + ']');
            return null;
        }
    }

    private Collection<Object> pageMemories() {
        return cctx.database().dataRegions().stream().filter(region -> region.config().isPersistenceEnabled()).map(DataRegion::pageMemory)
            .collect(Collectors.toList());
    }

    /** @return null while Ignite does not know the cache group or has not made its region */
    private Object pageMemoryOf(int groupId) {
        CacheGroupDescriptor group = cctx.cache().cacheGroupDescriptor(groupId);
        try {
            DataRegion region = group == null ? null : cctx.database().dataRegion(group.config().getDataRegionName());
            return region == null ? null : region.pageMemory();
        }
        catch (IgniteCheckedException e) {
            throw new IgniteException(e);
        }
    }

    /** Whether the node's caches have been started. False while Ignite cannot tell. */
    private boolean isActive() {
        try {
            return cctx.kernalContext().state().publicApiActiveState(false) && cctx.exchange().readyAffinityVersion().topologyVersion() > 0;
        }
        catch (RuntimeException e) {
            return false;
        }
    }
}
