package io.ignitezs.plugin;

import io.ignitezs.codec.Codec;
import io.ignitezs.codec.Codecs;
import io.ignitezs.ignite.IgniteInternals;
import io.ignitezs.ignite.PageStoreSettings;
import io.ignitezs.tier.EvictionOrders;
import io.ignitezs.tier.TierConfiguration;
import io.ignitezs.zspage.SizeClasses;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.ignite.IgniteException;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.configuration.DataRegionConfiguration;
import org.apache.ignite.configuration.DataStorageConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.lang.IgniteProductVersion;

/** Turns a node's configuration into settings, or refuses it: names the property, its value and what is allowed. */
final class ConfigurationCheck {
    private static final List<Integer> PAGE_SIZES = List.of(1024, 2048, 4096, 8192, 16384);
    /** Ignite's own cache; never volatile, whatever the patterns match. */
    private static final String SYSTEM_GROUP = "ignite-sys-cache";
    private static final String CODECS = "lz4 | zstd | zstd:<-7..19>";

    private static final int MAX_SHADOW_ONE_OF = 64;
    private static final long MIN_SHADOW_BYTES = 16L << 20;
    private static final long MIN_WARM_UP_BYTES_PER_SECOND = 64L << 10;
    private static final long MAX_WARM_UP_BYTES_PER_SECOND = 1L << 40;
    private static final String WARM_UP_SPEEDS = "bytes, 64k to 1t";
    private static final int MAX_WARM_LIST_PERIOD_SECONDS = 86_400;

    private final NodeConfiguration configuration;
    private final ZsConfiguration bean;
    private final IgniteConfiguration node;

    ConfigurationCheck(NodeConfiguration configuration, IgniteConfiguration node) {
        this.configuration = configuration;
        this.node = node;
        bean = configuration.bean();
    }

    /** All that can be told before the node has looked at its storage. @param allowedBytes memory that the process may use */
    PageStoreSettings settings(IgniteProductVersion ignite, long allowedBytes) {
        checkIgnite(ignite);
        checkStorage(node.getDataStorageConfiguration());
        checkMode();
        checkResidency();
        checkWatermarks();
        checkCompaction();
        checkAdmission();
        checkPatterns("includedCacheGroups", bean.getIncludedCacheGroups());
        checkPatterns("excludedCacheGroups", bean.getExcludedCacheGroups());
        checkVolatile();
        PageStoreSettings settings = new PageStoreSettings();
        settings.limitBytes = limitBytes(allowedBytes);
        settings.writeBack = bean.getMode() == ZsMode.WRITE_BACK;
        settings.shadowOneOf = isShadow() ? shadowOneOf(settings.limitBytes) : 0;
        settings.codec = codec();
        settings.exclusive = bean.getResidency() == ZsResidency.EXCLUSIVE;
        settings.chainLimit = chainLimit();
        settings.highWatermark = bean.getHighWatermark();
        settings.lowWatermark = bean.getLowWatermark();
        settings.evictionOrder = evictionOrder();
        settings.maxRawShare = bean.getMaxRawShare();
        settings.keepsTakenPages = true;
        settings.groups = new QuotaCheck(configuration).quotas(settings.limitBytes);
        settings.compaction = bean.isCompaction();
        settings.compactionStartShare = bean.getCompactionStartShare();
        settings.compactionStopShare = bean.getCompactionStopShare();
        settings.compactionCpuShare = bean.getCompactionCpuShare();
        settings.checksum = bean.isChecksum();
        settings.excludeEncrypted = bean.isExcludeEncrypted();
        settings.warmRestart = bean.isWarmRestart() && !isShadow();
        settings.warmUpBytesPerSecond = warmUpBytesPerSecond();
        settings.warmListPeriodMillis = TimeUnit.SECONDS.toMillis(warmListPeriodSeconds());
        settings.includedGroup =
            new CacheGroupPatterns(List.of(bean.getIncludedCacheGroups()), List.of(bean.getExcludedCacheGroups()));
        settings.hasVolatileGroups = bean.getVolatileCacheGroups().length > 0;
        settings.volatileGroup = volatileGroup();
        return settings;
    }

    /** Ignite has added its system cache to the configuration by now. @param stored cache groups that the node has files of */
    void checkNames(Collection<String> stored) {
        Set<String> known = new TreeSet<>(stored);
        CacheConfiguration<?, ?>[] caches = node.getCacheConfiguration();
        if (caches != null)
            Stream.of(caches).forEach(cache -> known.add(cache.getGroupName() == null ? cache.getName() : cache.getGroupName()));
        checkNames("includedCacheGroups", bean.getIncludedCacheGroups(), known);
        checkNames("excludedCacheGroups", bean.getExcludedCacheGroups(), known);
        checkNames("volatileCacheGroups", bean.getVolatileCacheGroups(), known);
        checkNames("cacheGroupQuotas", bean.getCacheGroupQuotas().keySet().toArray(new String[0]), known);
        checkNames("cacheGroupGuarantees", bean.getCacheGroupGuarantees().keySet().toArray(new String[0]), known);
    }

    private Predicate<String> volatileGroup() {
        List<String> patterns = List.of(bean.getVolatileCacheGroups());
        return patterns.isEmpty() ? group -> false : new CacheGroupPatterns(patterns, List.of(SYSTEM_GROUP));
    }

    private boolean isShadow() {
        return bean.getMode() == ZsMode.SHADOW;
    }

    /** As few pages as possible, but so many that the fixed costs of a small pool do not show much. */
    private static int shadowOneOf(long limitBytes) {
        return (int)Long.highestOneBit(Math.max(1, Math.min(MAX_SHADOW_ONE_OF, limitBytes / MIN_SHADOW_BYTES)));
    }

    /** Such a group cannot be without the pool. */
    private void checkVolatile() {
        if (isShadow() && bean.getVolatileCacheGroups().length > 0)
            throw refuse("volatileCacheGroups", Arrays.toString(bean.getVolatileCacheGroups()), "none with mode=SHADOW, in which no page is only in the pool");
        checkPatterns("volatileCacheGroups", bean.getVolatileCacheGroups());
        CacheGroupPatterns pooled = new CacheGroupPatterns(List.of(), List.of(bean.getExcludedCacheGroups()));
        for (String pattern : bean.getVolatileCacheGroups())
            if (CacheGroupPatterns.isName(pattern) && !pooled.test(pattern))
                throw refuse("volatileCacheGroups", pattern, "a cache group that is not excluded by excludedCacheGroups");
    }

    private void checkNames(String property, String[] patterns, Set<String> known) {
        for (String pattern : patterns)
            if (CacheGroupPatterns.isName(pattern) && !known.contains(pattern))
                throw refuse(property, pattern, "a cache group of this node " + known
                    + ", or for one that is created later a pattern with * or ?, such as " + pattern + '*');
    }

    private void checkIgnite(IgniteProductVersion ignite) {
        String version = ignite.major() + "." + ignite.minor() + '.' + ignite.maintenance();
        if (!version.equals(IgniteInternals.SUPPORTED_VERSION))
            throw refuse("igniteVersion", version, IgniteInternals.SUPPORTED_VERSION);
    }

    private void checkStorage(DataStorageConfiguration storage) {
        if (!isPersistent(storage))
            throw refuse("persistenceEnabled", false, "true for at least one data region");
        int pageBytes = storage.getPageSize();
        if (pageBytes != 0 && !PAGE_SIZES.contains(pageBytes))
            throw refuse("pageSize", pageBytes, PAGE_SIZES.toString());
    }

    /** @param storage of a node, or null */
    static boolean isPersistent(DataStorageConfiguration storage) {
        if (storage == null)
            return false;
        DataRegionConfiguration[] others = storage.getDataRegionConfigurations();
        return storage.getDefaultDataRegionConfiguration().isPersistenceEnabled()
            || others != null && Stream.of(others).anyMatch(DataRegionConfiguration::isPersistenceEnabled);
    }

    private void checkMode() {
        if (bean.getMode() == null)
            throw refuse("mode", null, NodeConfiguration.modes());
    }

    private void checkResidency() {
        if (bean.getResidency() == null)
            throw refuse("residency", null, ZsResidencyEditor.allowed());
    }

    private void checkWatermarks() {
        double high = bean.getHighWatermark();
        double low = bean.getLowWatermark();
        if (!(high > 0 && high <= 1))
            throw refuse("highWatermark", high, "above 0, at most 1");
        if (!(low > 0 && low < high))
            throw refuse("lowWatermark", low, "above 0, below highWatermark=" + high);
    }

    private void checkAdmission() {
        double raw = bean.getMaxRawShare();
        if (!(raw >= 0 && raw <= 1))
            throw refuse("maxRawShare", raw, "from 0 to 1");
        if (bean.getPagePolicy() == null)
            throw refuse("pagePolicy", null, ZsPagePolicyEditor.allowed());
        checkPatterns("cacheGroupQuotas", bean.getCacheGroupQuotas().keySet().toArray(new String[0]));
        checkPatterns("cacheGroupGuarantees", bean.getCacheGroupGuarantees().keySet().toArray(new String[0]));
    }

    private void checkCompaction() {
        double start = bean.getCompactionStartShare();
        double stop = bean.getCompactionStopShare();
        double cpu = bean.getCompactionCpuShare();
        if (!(start >= 0 && start <= 1))
            throw refuse("compactionStartShare", start, "from 0 to 1");
        if (!(stop >= 0 && stop <= start))
            throw refuse("compactionStopShare", stop, "from 0 to compactionStartShare=" + start);
        if (!(cpu > 0 && cpu <= 1))
            throw refuse("compactionCpuShare", cpu, "above 0, at most 1");
    }

    /** A percentage has nothing to be one of, so it comes out as too little. */
    private long warmUpBytesPerSecond() {
        String text = bean.getWarmUpBytesPerSecond();
        long bytes = 0;
        try {
            bytes = MemorySize.parse(text, 0);
        }
        catch (IllegalArgumentException e) {
            throw refuse("warmUpBytesPerSecond", text, WARM_UP_SPEEDS);
        }
        if (bytes < MIN_WARM_UP_BYTES_PER_SECOND || bytes > MAX_WARM_UP_BYTES_PER_SECOND)
            throw refuse("warmUpBytesPerSecond", text, WARM_UP_SPEEDS);
        return bytes;
    }

    private int warmListPeriodSeconds() {
        int seconds = bean.getWarmListPeriodSeconds();
        if (seconds < 1 || seconds > MAX_WARM_LIST_PERIOD_SECONDS)
            throw refuse("warmListPeriodSeconds", seconds, "1.." + MAX_WARM_LIST_PERIOD_SECONDS);
        return seconds;
    }

    private void checkPatterns(String property, String[] patterns) {
        for (String pattern : patterns)
            if (CacheGroupPatterns.isMalformed(pattern))
                throw refuse(property, pattern == null ? null : '"' + pattern + '"',
                    "a cache group's name, or a pattern with * or ?, without blanks around it");
    }

    private EvictionOrders evictionOrder() {
        try {
            return EvictionOrders.parse(bean.getEvictionOrder());
        }
        catch (IllegalArgumentException e) {
            throw refuse("evictionOrder", bean.getEvictionOrder(), EvictionOrders.allowed());
        }
    }

    private long limitBytes(long allowedBytes) {
        PoolSize sizes = new PoolSize(0, allowedBytes);
        try {
            return sizes.parse(bean.getMaxSize());
        }
        catch (IllegalArgumentException e) {
            throw refuse("maxSize", bean.getMaxSize(), sizes.toString());
        }
    }

    private int chainLimit() {
        int limit = bean.getChainLimit();
        boolean bySize = limit == TierConfiguration.CHAIN_LIMIT_BY_SIZE;
        if (!bySize && (limit < SizeClasses.MIN_CHAIN_LIMIT || limit > SizeClasses.MAX_CHAIN_LIMIT))
            throw refuse("chainLimit", limit, "0 (by size) or " + SizeClasses.MIN_CHAIN_LIMIT + ".." + SizeClasses.MAX_CHAIN_LIMIT);
        return limit;
    }

    /** A known codec may be unable to run here: zstd needs its native library, which other jars bring too, and older. */
    private Codec codec() {
        try {
            return Codecs.parse(bean.getCodec());
        }
        catch (IllegalArgumentException e) {
            throw refuse("codec", bean.getCodec(), CODECS);
        }
        catch (IllegalStateException | LinkageError e) {
            throw BadConfiguration.refuse(configuration.nameOf("codec"), bean.getCodec(), CODECS, e);
        }
    }

    private IgniteException refuse(String property, Object value, String allowed) {
        return BadConfiguration.refuse(configuration.nameOf(property), value, allowed);
    }

    private String compaction() {
        return bean.getCompactionStopShare() + ".." + bean.getCompactionStartShare() + " with " + bean.getCompactionCpuShare() + " CPU";
    }

    /** What is on, for the log. */
    @Override public String toString() {
        return "mode=" + bean.getMode() + ", residency=" + bean.getResidency() + ", maxSize=" + bean.getMaxSize()
            + ", watermarks=" + bean.getLowWatermark() + ".." + bean.getHighWatermark()
            + ", evictionOrder=" + bean.getEvictionOrder()
            + ", maxRawShare=" + bean.getMaxRawShare() + ", pagePolicy=" + bean.getPagePolicy()
            + ", cacheGroupQuotas=" + bean.getCacheGroupQuotas() + ", cacheGroupGuarantees=" + bean.getCacheGroupGuarantees()
            + ", compaction=" + (bean.isCompaction() ? compaction() : "off")
            + ", includedCacheGroups=" + Arrays.toString(bean.getIncludedCacheGroups())
            + ", excludedCacheGroups=" + Arrays.toString(bean.getExcludedCacheGroups())
            + ", volatileCacheGroups=" + Arrays.toString(bean.getVolatileCacheGroups())
            + ", checksum=" + bean.isChecksum()
            + ", warmRestart=" + (bean.isWarmRestart() ? bean.getWarmUpBytesPerSecond() + "/s" : "off");
    }
}
