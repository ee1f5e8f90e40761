package io.ignitezs.ignite;

import io.ignitezs.codec.Codec;
import io.ignitezs.mem.MemorySource;
import io.ignitezs.pool.CompactionSettings;
import io.ignitezs.tier.EvictionOrders;
import io.ignitezs.tier.GroupSettings;
import io.ignitezs.tier.TierConfiguration;
import io.ignitezs.tier.TierStats;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** What the page store manager of one node is made with. Checked by whoever fills it in; not changed afterwards. */
public final class PageStoreSettings {
    /** A node that is killed does not forget more than what it has learnt meanwhile; writing the list takes a second or two at most. */
    public static final long DEFAULT_WARM_LIST_PERIOD_MILLIS = TimeUnit.MINUTES.toMillis(5);

    /** A quarter of what a modest disk of a cloud reads, and a quarter of one processor for compressing it. */
    public static final long DEFAULT_WARM_UP_BYTES_PER_SECOND = 32L << 20;

    /** All that the node's tier may take from the operating system, until it is resized. */
    public long limitBytes;

    /** Whether pages that a checkpoint writes wait in the tier for its sync; otherwise each is written to its file at once. */
    public boolean writeBack;

    /** 0, or one of so many pages, a power of two, is shown to a tier that has so many times less and serves nothing: see {@link Shadow}. */
    public int shadowOneOf;

    /** Which one of them. */
    public int shadowWhich;

    /** Frames of a zspage at most, 4..16, or {@link TierConfiguration#CHAIN_LIMIT_BY_SIZE}. */
    public int chainLimit = TierConfiguration.CHAIN_LIMIT_BY_SIZE;

    /** For new pages. */
    public Codec codec;

    /** Whether new pages get a checksum that is verified on every read. */
    public boolean checksum;

    /** Whether pages that are in a data region are not kept, where it can be seen which pages the region drops. */
    public boolean exclusive = true;

    /** Whether such pages are kept nevertheless as long as no other page needs the room. */
    public boolean keepsTakenPages;

    /** Shares of the limit between which pages are evicted in the background. */
    public double highWatermark;
    public double lowWatermark;

    /** Share of the limit that pages which do not compress may take once the tier is full. */
    public double maxRawShare = TierConfiguration.DEFAULT_MAX_RAW_SHARE;

    /** By name of a cache group: what it may take of the tier, and what is left to it. */
    public Function<String, GroupSettings> groups = group -> new GroupSettings();

    /** Which pages are evicted first. */
    public EvictionOrders evictionOrder = TierConfiguration.DEFAULT_EVICTION_ORDER;

    /** Whether the tier is kept dense in the background, between which shares of free room, with how much of one processor. */
    public boolean compaction = true;
    public double compactionStartShare = CompactionSettings.DEFAULT_START_SHARE;
    public double compactionStopShare = CompactionSettings.DEFAULT_STOP_SHARE;
    public double compactionCpuShare = CompactionSettings.DEFAULT_CPU_SHARE;

    /** Leaves encrypted cache groups to their files: the tier holds pages in plain text, as the data region does. */
    public boolean excludeEncrypted;

    /** By name of a cache group (the cache's name if it has a group of its own): whether its pages may be kept. */
    public Predicate<String> includedGroup;

    /** Whether there may be volatile cache groups: all server nodes of a cluster have the same, or no such setting. */
    public boolean hasVolatileGroups;

    /** By name of a cache group: whether it is in memory only. */
    public Predicate<String> volatileGroup = group -> false;

    /** Where memory comes from. */
    public MemorySource memory = MemorySource.os();

    /** Whether the node keeps a list of the pages that its tier has, how often it is written, and how fast they are read again after a restart. */
    public boolean warmRestart;
    public long warmListPeriodMillis = DEFAULT_WARM_LIST_PERIOD_MILLIS;
    public long warmUpBytesPerSecond = DEFAULT_WARM_UP_BYTES_PER_SECOND;

    /** Takes messages for the node's log that are no warnings. */
    public Consumer<String> info = message -> { };

    /** Takes what a tier that serves nothing has found, when that ends: the node stops, or the cluster is deactivated. */
    public Consumer<TierStats> tried = stats -> { };

    /** Takes messages for the node's log. */
    public Consumer<String> warning;
}
