package io.ignitezs.ignite;

import io.ignitezs.tier.RateLimitedWarning;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.internal.GridKernalContext;
import org.apache.ignite.internal.managers.encryption.EncryptionCacheKeyProvider;
import org.apache.ignite.internal.pagemem.PageIdAllocator;
import org.apache.ignite.internal.processors.cache.CacheGroupContext;
import org.apache.ignite.internal.processors.cache.CacheGroupDescriptor;
import org.apache.ignite.internal.processors.cache.persistence.file.EncryptedFileIOFactory;
import org.apache.ignite.internal.processors.cache.persistence.file.FileIOFactory;
import org.apache.ignite.internal.processors.cache.persistence.file.FilePageStoreManager;
import org.apache.ignite.internal.processors.cache.persistence.file.FileVersionCheckingFactory;
import org.apache.ignite.internal.processors.subscription.GridInternalSubscriptionProcessor;
import org.apache.ignite.lang.IgniteOutClosure;

/** Ignite's page store manager with a tier beside the files of cache groups: what Ignite calls. The tier itself is in the hands of {@link TierLife}. */
public final class ZsPageStoreManager extends FilePageStoreManager {
    private final PageStoreSettings settings;
    private final Consumer<String> warning;

    /** Of pages that the tier is shown. */
    private final PageSample sample;
    private final TierLife life;
    private final ColdTier coldTier;

    /** Where Ignite's factory method leaves the encrypting file factory that it makes on the way; set while it runs. */
    private final ThreadLocal<EncryptedFileIOFactory[]> encryptedFactory = new ThreadLocal<>();

    /** Null when not started. */
    private volatile VolatileStores volatiles;

    public ZsPageStoreManager(GridKernalContext context, PageStoreSettings settings) {
        super(context);
        this.settings = settings;
        warning = new RateLimitedWarning(settings.warning);
        sample = new PageSample(Math.max(1, settings.shadowOneOf), settings.shadowWhich);
        life = new TierLife(settings, warning);
        coldTier = new ColdTier(life, settings, sample);
        if (settings.warmRestart || settings.shadowOneOf > 0)
            listenToStop(context.internalSubscriptionProcessor());
    }

    /** Null when not open. */
    NodeTier tier() {
        return life.tier();
    }

    /** What is asked of the tier, and done to it. */
    public ColdTier coldTier() {
        return coldTier;
    }

    /** What this was made with. */
    public PageStoreSettings settings() {
        return settings;
    }

    /** What can be asked of the node beside its tier. */
    public LiveNode liveNode() {
        return new LiveNode(this, cctx);
    }

    @Override public void start0() throws IgniteCheckedException {
        super.start0();
        life.begin(new TierAssembly(this, cctx, settings, sample, warning));
        // Activation starts this once more, when recovery has already made stores.
        if (volatiles == null)
            volatiles = new VolatileStores(this, cctx, settings, life::forNewStore);
    }

    @Override public void stop0(boolean cancel) {
        try {
            super.stop0(cancel);
        }
        finally {
            life.close();
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
        VolatileStores asked = volatiles;
        if (flags == PageIdAllocator.FLAG_DATA && asked != null)
            asked.checkRoom(groupId, life.limitBytes());
        return super.allocatePage(groupId, partition, flags);
    }

    @Override public FileVersionCheckingFactory getPageStoreFactory(int groupId, EncryptionCacheKeyProvider keys) {
        if (keys == null)
            return factory(groupId, super.getPageStoreFactory(groupId, null), getPageStoreFileIoFactory(), false);
        EncryptedFileIOFactory[] made = new EncryptedFileIOFactory[1];
        encryptedFactory.set(made);
        try {
            FileVersionCheckingFactory stock = super.getPageStoreFactory(groupId, keys);
            return factory(groupId, stock, made[0], settings.excludeEncrypted);
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

    private FileVersionCheckingFactory factory(int groupId, FileVersionCheckingFactory stock, FileIOFactory ioFactory, boolean isExcluded) {
        return new ZsPageStoreFactory(stock, ioFactory, this::pageSize, file -> isExcluded ? null : pagesOf(groupId, file), life::tier,
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
        NodeTier tier = life.forNewStore();
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

    private void listenToStop(GridInternalSubscriptionProcessor events) {
        BeforeStop listener = new BeforeStop(this::beforeStop);
        events.registerDatabaseListener(listener);
        events.registerGlobalStateListener(listener);
    }

    private void beforeStop() {
        WarmRestart warm = life.warmRestart();
        if (warm != null)
            warm.end();
        if (settings.shadowOneOf > 0 && life.tier() != null)
            settings.tried.accept(coldTier.stats());
    }
}
