package io.ignitezs.plugin;

import io.ignitezs.pool.CompactionSettings;
import io.ignitezs.tier.TierConfiguration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.ignite.plugin.PluginConfiguration;

/**
 * How a node's compressed pool is set up. A bean for Spring; given to {@link ZsPluginProvider#setConfiguration}, or to
 * {@code IgniteConfiguration.setPluginConfigurations} when the provider was found on the class path.
 * Read once, when the node starts; what is wrong in it stops the node with a message that says what is allowed.
 */
public final class ZsConfiguration implements PluginConfiguration {
    /** Default of {@link #getMaxSize}. */
    public static final String DFLT_MAX_SIZE = "25%";

    /** Default of {@link #getCodec}. */
    public static final String DFLT_CODEC = "lz4";

    /** Default of {@link #getHighWatermark}. */
    public static final double DFLT_HIGH_WATERMARK = TierConfiguration.DEFAULT_HIGH_WATERMARK;

    /** Default of {@link #getLowWatermark}. */
    public static final double DFLT_LOW_WATERMARK = TierConfiguration.DEFAULT_LOW_WATERMARK;

    /** Default of {@link #getEvictionOrder}. */
    public static final String DFLT_EVICTION_ORDER = TierConfiguration.DEFAULT_EVICTION_ORDER.text();

    /** Default of {@link #getMaxRawShare}. */
    public static final double DFLT_MAX_RAW_SHARE = TierConfiguration.DEFAULT_MAX_RAW_SHARE;

    /** Default of {@link #getChainLimit}. */
    public static final int DFLT_CHAIN_LIMIT = TierConfiguration.CHAIN_LIMIT_BY_SIZE;

    /** Default of {@link #getCompactionStartShare}. */
    public static final double DFLT_COMPACTION_START_SHARE = CompactionSettings.DEFAULT_START_SHARE;

    /** Default of {@link #getCompactionStopShare}. */
    public static final double DFLT_COMPACTION_STOP_SHARE = CompactionSettings.DEFAULT_STOP_SHARE;

    /** Default of {@link #getCompactionCpuShare}. */
    public static final double DFLT_COMPACTION_CPU_SHARE = CompactionSettings.DEFAULT_CPU_SHARE;

    /** Default of {@link #getWarmUpBytesPerSecond}: a quarter of what a modest disk of a cloud reads, and a quarter of one processor for compressing it. */
    public static final String DFLT_WARM_UP_BYTES_PER_SECOND = "32m";

    /** Default of {@link #getWarmListPeriodSeconds}. */
    public static final int DFLT_WARM_LIST_PERIOD_SECONDS = 300;

    private boolean enabled = true;
    private ZsMode mode = ZsMode.WRITE_THROUGH;
    private ZsResidency residency = ZsResidency.EXCLUSIVE;
    private String maxSize = DFLT_MAX_SIZE;
    private String codec = DFLT_CODEC;
    private double highWatermark = DFLT_HIGH_WATERMARK;
    private double lowWatermark = DFLT_LOW_WATERMARK;
    private String evictionOrder = DFLT_EVICTION_ORDER;
    private double maxRawShare = DFLT_MAX_RAW_SHARE;
    private ZsPagePolicy pagePolicy = ZsPagePolicy.ALL;
    private Map<String, String> cacheGroupQuotas = Map.of();
    private Map<String, String> cacheGroupGuarantees = Map.of();
    private boolean compaction = true;
    private double compactionStartShare = DFLT_COMPACTION_START_SHARE;
    private double compactionStopShare = DFLT_COMPACTION_STOP_SHARE;
    private double compactionCpuShare = DFLT_COMPACTION_CPU_SHARE;
    private String[] includedCacheGroups = {};
    private String[] excludedCacheGroups = {};
    private String[] volatileCacheGroups = {};
    private int chainLimit = DFLT_CHAIN_LIMIT;
    private boolean checksum = true;
    private boolean excludeEncrypted;
    private boolean warmRestart = true;
    private String warmUpBytesPerSecond = DFLT_WARM_UP_BYTES_PER_SECOND;
    private int warmListPeriodSeconds = DFLT_WARM_LIST_PERIOD_SECONDS;

    /** Whether the node has a pool. Default true. When false the node runs as if the plugin were not there. */
    public boolean isEnabled() {
        return enabled;
    }

    public ZsConfiguration setEnabled(boolean enabled) {
        this.enabled = enabled;
        return this;
    }

    /** What a page write means. Default {@link ZsMode#WRITE_THROUGH}. */
    public ZsMode getMode() {
        return mode;
    }

    public ZsConfiguration setMode(ZsMode mode) {
        this.mode = mode;
        return this;
    }

    /** Whether the pool keeps pages that are in a data region. Default {@link ZsResidency#EXCLUSIVE}. */
    public ZsResidency getResidency() {
        return residency;
    }

    public ZsConfiguration setResidency(ZsResidency residency) {
        this.residency = residency;
        return this;
    }

    /** All memory of the pool, its tables included. Default {@value #DFLT_MAX_SIZE}. */
    public String getMaxSize() {
        return maxSize;
    }

    /**
     * @param maxSize bytes, with a suffix {@code k}, {@code m}, {@code g} or {@code t} if larger units are meant
     *     ({@code 512m}, {@code 4g}), or a percentage ({@code 25%}) of the memory that the process may use: the least of
     *     its control groups' limits and the host's memory
     */
    public ZsConfiguration setMaxSize(String maxSize) {
        this.maxSize = maxSize;
        return this;
    }

    /** How pages are compressed. Default {@value #DFLT_CODEC}. */
    public String getCodec() {
        return codec;
    }

    /** @param codec {@code lz4}, {@code zstd} or {@code zstd:<level>} with a level of -7..19 */
    public ZsConfiguration setCodec(String codec) {
        this.codec = codec;
        return this;
    }

    /** Share of the size at which pages begin to leave in the background. Default {@value #DFLT_HIGH_WATERMARK}. */
    public double getHighWatermark() {
        return highWatermark;
    }

    /** @param highWatermark above the low watermark, at most 1 */
    public ZsConfiguration setHighWatermark(double highWatermark) {
        this.highWatermark = highWatermark;
        return this;
    }

    /** Share of the size at which pages no longer leave. Default {@value #DFLT_LOW_WATERMARK}. */
    public double getLowWatermark() {
        return lowWatermark;
    }

    /** @param lowWatermark above 0, below the high watermark */
    public ZsConfiguration setLowWatermark(double lowWatermark) {
        this.lowWatermark = lowWatermark;
        return this;
    }

    /** Which pages leave first. Default {@link #DFLT_EVICTION_ORDER}. */
    public String getEvictionOrder() {
        return evictionOrder;
    }

    /** @param evictionOrder {@code s3-fifo}, which protects pages that are used more than once, or {@code clock} */
    public ZsConfiguration setEvictionOrder(String evictionOrder) {
        this.evictionOrder = evictionOrder;
        return this;
    }

    /**
     * Share of the size that pages which do not compress may take once the pool is full; while there is room they may take more. Default
     * {@value #DFLT_MAX_RAW_SHARE}.
     */
    public double getMaxRawShare() {
        return maxRawShare;
    }

    /** @param maxRawShare 0..1; 0 keeps such pages out of a full pool, 1 treats them like all others */
    public ZsConfiguration setMaxRawShare(double maxRawShare) {
        this.maxRawShare = maxRawShare;
        return this;
    }

    /** Which pages are taken in, and which stay longest. Default {@link ZsPagePolicy#ALL}. */
    public ZsPagePolicy getPagePolicy() {
        return pagePolicy;
    }

    public ZsConfiguration setPagePolicy(ZsPagePolicy pagePolicy) {
        this.pagePolicy = pagePolicy;
        return this;
    }

    /** What cache groups may take of the pool at most. Default none: each may take all of it. */
    public Map<String, String> getCacheGroupQuotas() {
        return Collections.unmodifiableMap(cacheGroupQuotas);
    }

    /**
     * @param quotas by name of a cache group or pattern, as for {@link #setIncludedCacheGroups}: bytes ({@code 512m}) or a percentage of the
     *     pool's size ({@code 20%}), for each group that matches. The exact name counts before patterns, of patterns the first that matches.
     *     What pages take counts, tables do not. A group at its quota evicts its own pages
     */
    public ZsConfiguration setCacheGroupQuotas(Map<String, String> quotas) {
        cacheGroupQuotas = new LinkedHashMap<>(quotas);
        return this;
    }

    /** What is left to cache groups while pages of others can go. Default none. */
    public Map<String, String> getCacheGroupGuarantees() {
        return Collections.unmodifiableMap(cacheGroupGuarantees);
    }

    /**
     * @param guarantees as for {@link #setCacheGroupQuotas}. Pages of a group that takes no more than this are not evicted as long as another group
     *     has pages beyond its own guarantee that can be. Nothing is set aside: others may use what a group does not
     */
    public ZsConfiguration setCacheGroupGuarantees(Map<String, String> guarantees) {
        cacheGroupGuarantees = new LinkedHashMap<>(guarantees);
        return this;
    }

    /**
     * Whether the pool is kept dense in the background: holes that overwritten and dropped pages leave are filled, and memory that is not needed
     * goes back to the operating system. Default true. {@link ZsPlugin#compact()} works either way.
     */
    public boolean isCompaction() {
        return compaction;
    }

    public ZsConfiguration setCompaction(boolean compaction) {
        this.compaction = compaction;
        return this;
    }

    /** Share of the pool's memory that could be freed at which compaction begins. Default {@value #DFLT_COMPACTION_START_SHARE}. */
    public double getCompactionStartShare() {
        return compactionStartShare;
    }

    /** @param compactionStartShare 0..1; less keeps the pool denser, and moves more */
    public ZsConfiguration setCompactionStartShare(double compactionStartShare) {
        this.compactionStartShare = compactionStartShare;
        return this;
    }

    /** Share of the pool's memory that could be freed at which compaction stops. Default {@value #DFLT_COMPACTION_STOP_SHARE}. */
    public double getCompactionStopShare() {
        return compactionStopShare;
    }

    /** @param compactionStopShare from 0 to the start share */
    public ZsConfiguration setCompactionStopShare(double compactionStopShare) {
        this.compactionStopShare = compactionStopShare;
        return this;
    }

    /** How much of one processor compaction may use while it works. Default {@value #DFLT_COMPACTION_CPU_SHARE}. */
    public double getCompactionCpuShare() {
        return compactionCpuShare;
    }

    /** @param compactionCpuShare above 0, at most 1, which is all of one processor */
    public ZsConfiguration setCompactionCpuShare(double compactionCpuShare) {
        this.compactionCpuShare = compactionCpuShare;
        return this;
    }

    /** Which cache groups go through the pool. Default none named, which means all. */
    public String[] getIncludedCacheGroups() {
        return includedCacheGroups.clone();
    }

    /**
     * @param patterns names of cache groups (of a cache without a group: its own name), where {@code *} stands for any
     *     characters and {@code ?} for one. A name without either must be known when the node starts, so that a
     *     misspelling is found; a cache that is to be created later needs a pattern such as {@code orders*}.
     */
    public ZsConfiguration setIncludedCacheGroups(String... patterns) {
        includedCacheGroups = patterns.clone();
        return this;
    }

    /** Which cache groups do not go through the pool, even if they are included. Default none. */
    public String[] getExcludedCacheGroups() {
        return excludedCacheGroups.clone();
    }

    /** @param patterns as for {@link #setIncludedCacheGroups} */
    public ZsConfiguration setExcludedCacheGroups(String... patterns) {
        excludedCacheGroups = patterns.clone();
        return this;
    }

    /**
     * Which cache groups live as long as the node, in its data region and in the pool, without data on disk. Default none. The same on all server
     * nodes of a cluster. See docs/volatile.md for what is lost when.
     */
    public String[] getVolatileCacheGroups() {
        return volatileCacheGroups.clone();
    }

    /** @param patterns as for {@link #setIncludedCacheGroups} */
    public ZsConfiguration setVolatileCacheGroups(String... patterns) {
        volatileCacheGroups = patterns.clone();
        return this;
    }

    /** Frames of a zspage at most. Default {@value #DFLT_CHAIN_LIMIT}: what wastes least at this size. */
    public int getChainLimit() {
        return chainLimit;
    }

    /** @param chainLimit 0 for what wastes least at this size, or 4..16; more waste fewer bytes, fewer are freed sooner */
    public ZsConfiguration setChainLimit(int chainLimit) {
        this.chainLimit = chainLimit;
        return this;
    }

    /** Whether a stored page has a checksum that is verified on every read. Default true. */
    public boolean isChecksum() {
        return checksum;
    }

    public ZsConfiguration setChecksum(boolean checksum) {
        this.checksum = checksum;
        return this;
    }

    /**
     * Whether encrypted cache groups stay out of the pool. Default false: the pool holds their pages in memory
     * as the data region does, not encrypted, and their files stay encrypted.
     */
    public boolean isExcludeEncrypted() {
        return excludeEncrypted;
    }

    public ZsConfiguration setExcludeEncrypted(boolean excludeEncrypted) {
        this.excludeEncrypted = excludeEncrypted;
        return this;
    }

    /**
     * Whether the node keeps a list of the pages that are in its pool and its data regions, and reads them into the pool again after a restart. Default true. When
     * false no list is written, and one that is there is not read.
     */
    public boolean isWarmRestart() {
        return warmRestart;
    }

    public ZsConfiguration setWarmRestart(boolean warmRestart) {
        this.warmRestart = warmRestart;
        return this;
    }

    /** How much of the disk that reading may take. Default {@value #DFLT_WARM_UP_BYTES_PER_SECOND}. */
    public String getWarmUpBytesPerSecond() {
        return warmUpBytesPerSecond;
    }

    /** @param warmUpBytesPerSecond bytes of pages a second, {@code 64k} to {@code 1t}, with suffixes as for {@link #setMaxSize}; no percentage */
    public ZsConfiguration setWarmUpBytesPerSecond(String warmUpBytesPerSecond) {
        this.warmUpBytesPerSecond = warmUpBytesPerSecond;
        return this;
    }

    /** How often the list is written, beside when the node stops. Default {@value #DFLT_WARM_LIST_PERIOD_SECONDS}. */
    public int getWarmListPeriodSeconds() {
        return warmListPeriodSeconds;
    }

    /** @param warmListPeriodSeconds 1..86400 */
    public ZsConfiguration setWarmListPeriodSeconds(int warmListPeriodSeconds) {
        this.warmListPeriodSeconds = warmListPeriodSeconds;
        return this;
    }
}
