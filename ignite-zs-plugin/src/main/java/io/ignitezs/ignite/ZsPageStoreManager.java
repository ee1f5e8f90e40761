package io.ignitezs.ignite;

import io.ignitezs.mem.SlabStats;
import io.ignitezs.pool.ClassStats;
import io.ignitezs.pool.CompactionSettings;
import io.ignitezs.pool.MoveCounts;
import io.ignitezs.pool.MoveProgress;
import io.ignitezs.tier.GroupSettings;
import io.ignitezs.tier.GroupStats;
import io.ignitezs.tier.MadeRoom;
import io.ignitezs.tier.PageTier;
import io.ignitezs.tier.PageTrace;
import io.ignitezs.tier.RateLimitedWarning;
import io.ignitezs.tier.TierConfiguration;
import io.ignitezs.tier.TierControl;
import io.ignitezs.tier.TierStats;
import io.ignitezs.tier.TierTuning;
import io.ignitezs.tier.Tracing;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.IgniteException;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.internal.GridKernalContext;
import org.apache.ignite.internal.managers.encryption.EncryptionCacheKeyProvider;
import org.apache.ignite.internal.pagemem.PageIdAllocator;
import org.apache.ignite.internal.processors.cache.CacheGroupContext;
import org.apache.ignite.internal.processors.cache.CacheGroupDescriptor;
import org.apache.ignite.internal.processors.cache.persistence.DataRegion;
import org.apache.ignite.internal.processors.cache.persistence.GridCacheDatabaseSharedManager;
import org.apache.ignite.internal.processors.cache.persistence.StorageException;
import org.apache.ignite.internal.processors.cache.persistence.file.EncryptedFileIOFactory;
import org.apache.ignite.internal.processors.cache.persistence.file.FileIOFactory;
import org.apache.ignite.internal.processors.cache.persistence.file.FilePageStoreManager;
import org.apache.ignite.internal.processors.cache.persistence.file.FileVersionCheckingFactory;
import org.apache.ignite.internal.processors.subscription.GridInternalSubscriptionProcessor;
import org.apache.ignite.lang.IgniteOutClosure;

/**
 * Ignite's page store manager with a tier beside the files of cache groups. The tier lives from the first pooled store to the
 * end of {@link #stop0}, when the last store has stopped; after deactivation and activation there is a new one.
 */
public final class ZsPageStoreManager extends FilePageStoreManager {
    private final PageStoreSettings settings;
    private final Consumer<String> warning;

    /** Of pages that the tier is shown. */
    private final PageSample sample;

    /** Where Ignite's factory method leaves the encrypting file factory that it makes on the way; set while it runs. */
    private final ThreadLocal<EncryptedFileIOFactory[]> encryptedFactory = new ThreadLocal<>();

    /** Null when not open. Written under this object's lock. */
    private volatile NodeTier tier;

    /** Null when not started. */
    private volatile VolatileStores volatiles;

    /** Of the tier, open or to be opened. Written under this object's lock. */
    private volatile long limitBytes;

    /** Of the tier, open or to be opened. Written under this object's lock. */
    private volatile TierTuning tuning;

    /** Tiers that are opened now are turned off. Written under this object's lock. */
    private volatile boolean isOff;

    /** No tier is opened now: not started, stopped, or opening has failed. Guarded by this object's lock. */
    private boolean withoutTier = true;

    /** Null when the tier is not open, or the settings do not want it. Written under this object's lock. */
    private volatile WarmRestart warmRestart;

    public ZsPageStoreManager(GridKernalContext context, PageStoreSettings settings) {
        super(context);
        this.settings = settings;
        limitBytes = settings.limitBytes;
        sample = new PageSample(Math.max(1, settings.shadowOneOf), settings.shadowWhich);
        tuning = new TierTuning(settings.codec, settings.highWatermark, settings.lowWatermark,
            new CompactionSettings(settings.compactionStartShare, settings.compactionStopShare, settings.compactionCpuShare));
        warning = new RateLimitedWarning(settings.warning);
        if (settings.warmRestart || settings.shadowOneOf > 0)
            listenToStop(context.internalSubscriptionProcessor());
    }

    /** Null when not open. */
    NodeTier tier() {
        return tier;
    }

    /** What the node's tier held and did since it was opened; zeros but for the limit when there is none. */
    public TierStats tierStats() {
        NodeTier tier = this.tier;
        TierStats stats = tier == null ? new TierStats() : tier.stats();
        stats.passThrough |= tier == null && isOff;
        WarmRestart warm = warmRestart;
        if (warm != null)
            warm.addTo(stats);
        if (stats.limitBytes == 0)
            stats.limitBytes = sample.part(limitBytes);
        if (tier != null && tier.shadow != null)
            tier.shadow.addTo(stats, stats.pages == 0 ? 0 : tier.pagesThatFit((int)(stats.pool.costBytes / stats.pages)), tier.classStats());
        return stats;
    }

    /** What the pages of the node's tier take of it, tables and holes not counted; 0 when there is none. */
    public long pageCostBytes() {
        TierStats stats = tierStats();
        return stats.pool == null ? 0 : stats.pool.costBytes;
    }

    /** What can be asked of the node beside its tier. */
    public LiveNode liveNode() {
        return new LiveNode(this, cctx);
    }

    /** The same of each cache group that has open files, by name; empty when there is no tier. */
    public List<GroupStats> groupStats() {
        NodeTier tier = this.tier;
        return tier == null ? List.of() : tier.groupStats();
    }

    /** Of the pool's slabs, by number; empty when there is no tier. */
    public List<SlabStats> slabStats() {
        NodeTier tier = this.tier;
        return tier == null ? List.of() : tier.slabStats();
    }

    /** What the pool holds by size class, from the smallest slot up; empty when there is no tier. */
    public List<ClassStats> classStats() {
        NodeTier tier = this.tier;
        return tier == null ? List.of() : tier.classStats();
    }

    /**
     * Compacts the node's tier to the end; nothing to do when there is none.
     * @param progress ends it by throwing
     * @throws PoolEnding if the tier is closed meanwhile
     */
    public MoveCounts compact(MoveProgress progress) {
        NodeTier tier = this.tier;
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
        NodeTier tier = limitForNextTier(null, limitBytes);
        boolean done = true;
        while (tier != null) {
            done = resize(tier, limitBytes, progress);
            tier = limitForNextTier(tier, limitBytes);
        }
        return done;
    }

    /** Changes how tiers work: the open one at once, and those that are opened later. @param change under this object's lock: refuses by throwing */
    public void tune(UnaryOperator<TierTuning> change) {
        NodeTier open;
        synchronized (this) {
            tuning = change.apply(tuning);
            open = tier;
        }
        if (open != null)
            open.tune(() -> tuning);
    }

    /** What this was made with. */
    public PageStoreSettings settings() {
        return settings;
    }

    public TierTuning tuning() {
        return tuning;
    }

    /**
     * Evicts pages of the node's tier, of which there are none when there is no tier. Dirty ones are written to their files first if need be.
     * @param progress ends it by throwing
     * @return null when there is no tier, or it is off
     * @throws IgniteException if a dirty page could not be written
     * @throws PoolEnding if the tier is closed meanwhile
     */
    public MadeRoom evict(long bytes, MoveProgress progress) {
        NodeTier tier = this.tier;
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
        NodeTier tier = this.tier;
        return tier == null ? new Verification() : tier.verify(readBudget(), progress);
    }

    /** For a thread that reads files beside those who work. */
    ReadBudget readBudget() {
        return new ReadBudget(settings.warmUpBytesPerSecond);
    }

    private boolean resize(NodeTier tier, long limitBytes, MoveProgress progress) {
        try {
            return tier.resize(sample.part(limitBytes), progress);
        }
        catch (StorageException e) {
            throw new IgniteException("Failed to write dirty pages to their files", e);
        }
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
        NodeTier open = setOff(true);
        try {
            if (open != null)
                open.onOff.turnOff(progress);
        }
        catch (StorageException e) {
            throw new IgniteException("Failed to write dirty pages to their files", e);
        }
    }

    /** Begins again with an empty tier. @throws IgniteException as {@link #turnOff} */
    public void turnOn() {
        NodeTier open = setOff(false);
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
        NodeTier open = tier;
        return open == null || open.volatileFiles.get() > 0;
    }

    private synchronized NodeTier setOff(boolean off) {
        isOff = off;
        return tier;
    }

    /**
     * As {@link Tracing#start}.
     * @return false when there is no tier
     */
    public boolean startTrace(Path file, long maxRecords) throws IOException {
        NodeTier tier = this.tier;
        if (tier == null)
            return false;
        tier.startTrace(file, maxRecords);
        return true;
    }

    /** What is being traced; null when nothing is. */
    public PageTrace trace() {
        NodeTier tier = this.tier;
        return tier == null ? null : tier.trace();
    }

    /** As {@link Tracing#stop}. */
    public PageTrace stopTrace() {
        NodeTier tier = this.tier;
        return tier == null ? null : tier.stopTrace();
    }

    /** @return 0 when there is no tier */
    public long leastLimitBytes() {
        NodeTier tier = this.tier;
        return tier == null ? 0 : tier.leastLimitBytes() * sample.oneOf();
    }

    @Override public void start0() throws IgniteCheckedException {
        super.start0();
        synchronized (this) {
            withoutTier = false;
        }
        // Activation starts this once more, when recovery has already made stores.
        if (volatiles == null)
            volatiles = new VolatileStores(this, cctx, settings, this::tierForNewStore);
    }

    @Override public void stop0(boolean cancel) {
        try {
            super.stop0(cancel);
        }
        finally {
            closeTier();
            closeVolatiles();
        }
    }

    private void closeVolatiles() {
        if (volatiles != null)
            volatiles.close();
        volatiles = null;
    }

    @Override public void initializeForCache(CacheGroupDescriptor group, CacheConfiguration<?, ?> cache) throws IgniteCheckedException {
        volatiles.prepare(group, cache);
        super.initializeForCache(group, cache);
    }

    @Override public void shutdownForCacheGroup(CacheGroupContext group, boolean destroy) throws IgniteCheckedException {
        VolatileStores asked = volatiles;
        if (asked != null)
            asked.ending(group.groupId(), destroy);
        super.shutdownForCacheGroup(group, destroy);
    }

    @Override public void beginRecover() {
        volatiles.recover(super::beginRecover);
    }

    @Override public long allocatePage(int groupId, int partition, byte flags) throws IgniteCheckedException {
        if (flags == PageIdAllocator.FLAG_DATA)
            volatiles.checkRoom(groupId, limitBytes);
        return super.allocatePage(groupId, partition, flags);
    }

    @Override public FileVersionCheckingFactory getPageStoreFactory(int groupId, EncryptionCacheKeyProvider keys) {
        if (keys == null)
            return factory(groupId, super.getPageStoreFactory(groupId, null), getPageStoreFileIoFactory());
        EncryptedFileIOFactory[] made = new EncryptedFileIOFactory[1];
        encryptedFactory.set(made);
        try {
            FileVersionCheckingFactory stock = super.getPageStoreFactory(groupId, keys);
            return settings.excludeEncrypted ? stock : factory(groupId, stock, made[0]);
        }
        finally {
            encryptedFactory.remove();
        }
    }

    /**
     * Only Ignite's own factory method may finish an encrypting factory, so the one for the current format (the first) is
     * taken from there.
     */
    @Override public EncryptedFileIOFactory encryptedFileIoFactory(
        FileIOFactory plain,
        int groupId,
        EncryptionCacheKeyProvider keys
    ) {
        EncryptedFileIOFactory factory = super.encryptedFileIoFactory(plain, groupId, keys);
        EncryptedFileIOFactory[] made = encryptedFactory.get();
        if (made != null && made[0] == null)
            made[0] = factory;
        return factory;
    }

    private FileVersionCheckingFactory factory(int groupId, FileVersionCheckingFactory stock, FileIOFactory ioFactory) {
        return new ZsPageStoreFactory(stock, ioFactory, this::pageSize, file -> pagesOf(groupId, file), () -> tier,
            (type, path, files, tracker) -> volatileStore(groupId, type, path, files, tracker));
    }

    /** Stores are also made while there are no cache groups: of a snapshot, while the cluster is inactive. */
    private VolatilePageStore volatileStore(int groupId, byte type, IgniteOutClosure<Path> path, FileIOFactory files, LongConsumer tracker)
        throws IgniteCheckedException {
        VolatileStores asked = volatiles;
        return asked == null ? null : asked.create(groupId, type, path, files, tracker);
    }

    /** @return null if the file is not to be pooled */
    private StorePages pagesOf(int groupId, Path file) {
        String group = LiveFiles.group(workDir().toPath(), file);
        if (group == null || !settings.includedGroup.test(group))
            return null;
        NodeTier tier = tierForNewStore();
        return tier == null ? null : newPages(tier, groupId, group, file);
    }

    private StorePages newPages(NodeTier tier, int groupId, String group, Path file) {
        try {
            return new StorePages(tier, file.toString(), group, groupId, LiveFiles.partition(file));
        }
        catch (Throwable e) {
            tier.failed("openIndex", e);
            return null;
        }
    }

    /** Opens it at the first pooled store: before that Ignite may not know the page size yet. @return null if there is none */
    private synchronized NodeTier tierForNewStore() {
        if (tier == null && !withoutTier)
            openTier();
        return tier;
    }

    private void openTier() {
        try {
            Shadow shadow = shadow();
            tier = new NodeTier(damaged -> openPageTier(damaged, shadow), writeBacks(), residency(), shadow, new WalPageLog(cctx, this::pageMemoryOf),
                () -> FullRegions.exist(cctx.database()), warning, settings.warning);
            if (isOff)
                tier.onOff.turnOff();
        }
        catch (Throwable e) {
            withoutTier = true;
            warning.accept("Failed to open the cold tier, the node goes on without it [limitBytes=" + limitBytes
                + ", cause=" + e + ']');
            return;
        }
        listen(database -> database.addCheckpointListener(tier.compactionTrigger));
        if (settings.warmRestart)
            warmRestart = newWarmRestart(tier);
    }

    /** @return null if it cannot be had */
    private WarmRestart newWarmRestart(NodeTier tier) {
        try {
            DataRegionPages regions = new DataRegionPages(this::pageMemories, this::pageMemoryOf);
            WarmList list = new WarmList(workDir().toPath(), pageSize(), regions, FileOutputStream::new, settings.warning);
            return new WarmRestart(tier, list, regions, settings, pageSize(), this::isActive, WarmRestart.WAIT_MILLIS,
                settings.warning, "zs-warm-restart-" + cctx.igniteInstanceName());
        }
        catch (Throwable e) {
            warning.accept("The cold tier is not warmed up, and no list is kept for the next start [cause=" + e + ']');
            return null;
        }
    }

    private void listenToStop(GridInternalSubscriptionProcessor events) {
        BeforeStop listener = new BeforeStop(this::beforeStop);
        events.registerDatabaseListener(listener);
        events.registerGlobalStateListener(listener);
    }

    private void beforeStop() {
        WarmRestart warm = warmRestart;
        if (warm != null)
            warm.end();
        if (settings.shadowOneOf > 0 && tier != null)
            settings.tried.accept(tierStats());
    }

    private Collection<Object> pageMemories() {
        return cctx.database().dataRegions().stream().filter(region -> region.config().isPersistenceEnabled()).map(DataRegion::pageMemory)
            .collect(Collectors.toList());
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

    /** Stops reading pages that were in the tier before a restart; nothing to do if that is over. */
    public void stopWarmUp() {
        WarmRestart warm = warmRestart;
        if (warm != null)
            warm.stopWarmUp();
    }

    private PageTier openPageTier(Runnable damaged, Shadow shadow) {
        TierConfiguration configuration = configuration();
        configuration.damaged = damaged;
        configuration.shownOneOf = sample.oneOf();
        PageTier opened = PageTier.open(configuration);
        if (shadow != null)
            opened.tracing().startSampling(shadow.reads);
        return opened;
    }

    private Shadow shadow() {
        return settings.shadowOneOf == 0 ? null : new Shadow(sample, pageSize(), settings.evictionOrder);
    }

    private Residency residency() {
        return settings.exclusive ? new Residency(pageSize(), this::pageMemoryOf, warning) : null;
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

    /** Without it the tier is compacted by its own judgement only. */
    private void listen(Consumer<GridCacheDatabaseSharedManager> change) {
        try {
            change.accept((GridCacheDatabaseSharedManager)cctx.database());
        }
        catch (Throwable e) {
            warning.accept("Failed to begin or to end listening to checkpoints [cause=" + e + ']');
        }
    }

    /** @return an open tier other than {@code resized}: it was opened with the limit before; null if the limit holds for all to come */
    private synchronized NodeTier limitForNextTier(NodeTier resized, long limitBytes) {
        if (tier != null && tier != resized)
            return tier;
        this.limitBytes = limitBytes;
        return null;
    }

    private WriteBacks writeBacks() {
        return new WriteBacks(settings.writeBack, pageSize(), "zs-write-back-" + cctx.igniteInstanceName());
    }

    private TierConfiguration configuration() {
        TierConfiguration configuration = new TierConfiguration();
        TierTuning tuned = tuning;
        configuration.pageBytes = pageSize();
        configuration.limitBytes = sample.part(limitBytes);
        configuration.chainLimit = settings.chainLimit;
        configuration.codec = tuned.codec;
        configuration.checksum = settings.checksum;
        configuration.highWatermark = tuned.highWatermark;
        configuration.lowWatermark = tuned.lowWatermark;
        configuration.evictionOrder = settings.evictionOrder;
        configuration.maxRawShare = settings.maxRawShare;
        configuration.keepsTakenPages = settings.keepsTakenPages;
        configuration.groups = group -> settings.volatileGroup.test(group) ? new GroupSettings() : settings.groups.apply(group).ofSmaller(sample.oneOf());
        configuration.indexPages = IndexPages::test;
        configuration.compaction = settings.compaction;
        configuration.compactionStartShare = tuned.compaction.startShare;
        configuration.compactionStopShare = tuned.compaction.stopShare;
        configuration.compactionCpuShare = tuned.compaction.cpuShare;
        configuration.shape = new IgnitePageShape(pageSize());
        configuration.memory = settings.memory;
        configuration.warning = warning;
        configuration.threadName = "zs-evictor-" + cctx.igniteInstanceName();
        configuration.compactionThreadName = "zs-compaction-" + cctx.igniteInstanceName();
        configuration.traceThreadName = "zs-trace-" + cctx.igniteInstanceName();
        return configuration;
    }

    /** A store that is made later gets none, so nothing is left open behind the node. */
    private synchronized void closeTier() {
        withoutTier = true;
        NodeTier open = tier;
        if (open == null)
            return;
        listen(database -> database.removeCheckpointListener(open.compactionTrigger));
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
}
