package io.ignitezs.tier;

import io.ignitezs.codec.Codec;
import io.ignitezs.codec.PageShape;
import io.ignitezs.mem.MemorySource;
import io.ignitezs.pool.CompactionSettings;
import io.ignitezs.zspage.SizeClasses;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** What a tier is opened with. Whoever fills it in has checked it; here mistakes are assertions. */
public final class TierConfiguration {
    /** Chain limit picked by the limit. */
    public static final int CHAIN_LIMIT_BY_SIZE = 0;

    /** Eviction is in the background and its order hardly costs anything, so little room needs to be kept free. */
    public static final double DEFAULT_HIGH_WATERMARK = 0.98;
    public static final double DEFAULT_LOW_WATERMARK = 0.97;

    public static final EvictionOrders DEFAULT_EVICTION_ORDER = EvictionOrders.S3_FIFO;

    /** Room enough for a checkpoint of the usual size; the other half stays for pages that are read. */
    public static final double DEFAULT_DIRTY_SHARE = 0.5;

    /** Measured, see docs/admission.md. */
    public static final double DEFAULT_MAX_RAW_SHARE = 0.25;

    /** Up to so many pages in the limit: this chain limit. */
    private static final int[][] CHAIN_LIMITS_BY_PAGES = {{12 << 10, 5}, {32 << 10, 8}, {128 << 10, 12}};

    /** Bytes of a page: 1, 2, 4, 8 or 16 KiB. */
    public int pageBytes = 4096;

    /** All that the tier may take from the operating system. */
    public long limitBytes;

    /** Frames of a zspage at most, 4..16, or {@link #CHAIN_LIMIT_BY_SIZE}. */
    public int chainLimit = CHAIN_LIMIT_BY_SIZE;

    /** For new pages. This and what else is volatile {@link TierControl#tune} may change while the tier is in use. */
    public volatile Codec codec;

    /** Whether new pages get a checksum that is verified on every read. */
    public boolean checksum = true;

    /** Share of the limit at which pages begin to be evicted in the background. */
    public volatile double highWatermark = DEFAULT_HIGH_WATERMARK;

    /** Share of the limit at which that stops. */
    public volatile double lowWatermark = DEFAULT_LOW_WATERMARK;

    /** One of so many runs of pages comes here; only traces say so. */
    public int shownOneOf = 1;

    /** Which pages are evicted first. */
    public EvictionOrders evictionOrder = DEFAULT_EVICTION_ORDER;

    /**
     * Whether {@link PageTier#take} leaves a clean page here while less than the low watermark is occupied, or hardly any read comes to a file: the room
     * would gain nothing otherwise, and what the data region drops unchanged need not be encoded again.
     */
    public boolean keepsTakenPages;

    /** Pages that the data regions have from which pages are taken and come back: 0 if nobody takes any, or it is not known. Then none counts as in use there. */
    public long regionPages;

    /** Share of the limit that dirty pages may occupy. */
    public double dirtyShare = DEFAULT_DIRTY_SHARE;

    /** Share of the limit that pages which do not compress may take once the tier is full. */
    public double maxRawShare = DEFAULT_MAX_RAW_SHARE;

    /** By name: how the tier treats a group. */
    public Function<String, GroupSettings> groups = name -> new GroupSettings();

    /** Tells pages of indexes, of which no position or limit may be changed. */
    public Predicate<ByteBuffer> indexPages = page -> false;

    /** How pages are stripped before compression; null leaves them as they are. */
    public PageShape shape;

    /** Whether the pool is kept dense in the background. */
    public boolean compaction = true;

    /** Share of the pool that could be freed at which that begins, and share at which it ends. */
    public volatile double compactionStartShare = CompactionSettings.DEFAULT_START_SHARE;
    public volatile double compactionStopShare = CompactionSettings.DEFAULT_STOP_SHARE;

    /** How much of one processor it may use while it works. */
    public volatile double compactionCpuShare = CompactionSettings.DEFAULT_CPU_SHARE;

    /** Where memory comes from. */
    public MemorySource memory = MemorySource.os();

    /** Told of each damaged object and the like; {@link RateLimitedWarning} keeps that from flooding a log. */
    public Consumer<String> warning = message -> { };

    /** Whether reads are counted and timed. False only where it is measured what that costs: hits, misses and their latencies are 0 then. */
    public boolean measuresReads = true;

    /** Told of each damaged page, beside {@link #warning}. */
    public Runnable damaged = () -> { };

    /** Names of the background threads. */
    public String threadName = "zs-evictor";
    public String compactionThreadName = "zs-compaction";
    public String traceThreadName = "zs-trace";

    /**
     * The chain limit to be used. Longer chains waste less of each zspage, but each class has a zspage that is only partly used; which weighs
     * more depends on how large the pool is. Measured, see docs/benchmarks.md.
     */
    int effectiveChainLimit() {
        return chainLimit == CHAIN_LIMIT_BY_SIZE ? chainLimitBySize(limitBytes, pageBytes) : chainLimit;
    }

    /** What it is by default for a limit. */
    public static int chainLimitBySize(long limitBytes, int pageBytes) {
        long limitPages = limitBytes / pageBytes;
        for (int[] step : CHAIN_LIMITS_BY_PAGES)
            if (limitPages <= step[0])
                return step[1];
        return SizeClasses.MAX_CHAIN_LIMIT;
    }
}
