package io.ignitezs.ignite;

import io.ignitezs.mem.Memory;
import io.ignitezs.pool.PoolStats;
import io.ignitezs.tier.TierStats;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * How many bytes a tier takes for what it stores: fresh with room left, full, and while pages push others out; by chain limit and
 * pool size. And what the process takes for it.
 */
final class DensityReport {
    private static final String[] CODECS = {"lz4", "zstd:1"};
    private static final int[] CHAIN_LIMITS = {4, 5, 6, 8, 12, 16};
    private static final int[] SMALL_POOLS_MIB = {16, 64, 256};
    private static final int SLOT_HEADER_BYTES = 8;
    private static final long ROOM_BYTES = 1L << 30;
    private static final int FRESH_PAGES = 240_000;
    private static final int LEAST_STORED_BYTES = 800;
    private static final int QUICK_PAGES = 30_000;

    private DensityReport() {
    }

    /** @param quick fewer pages, which puts more weight on what is not full yet */
    static void print(boolean quick) throws IOException {
        PageGroup[] groups = {PageGroup.DATA, PageGroup.INDEX, PageGroup.MIXED};
        System.out.printf("%n%-6s %-7s %5s %7s %8s %8s %9s %9s %9s %9s %9s%n", "group", "codec", "chain", "pages", "used/obj",
            "used/pg", "1 segment", "meta B/pg", "used MiB", "rss MiB", "rss after");
        for (PageGroup group : groups)
            for (String codec : CODECS)
                for (int chainLimit : CHAIN_LIMITS)
                    printFresh(PageDump.read(group), quick ? QUICK_PAGES : FRESH_PAGES, group, codec, chainLimit);
        System.out.printf("%n%-7s %9s %5s %9s %9s %10s %10s %9s%n", "codec", "limit MiB", "chain", "pages", "limit/obj",
            "evicting", "free share", "used MiB");
        PageSet mixed = PageDump.read(PageGroup.MIXED);
        for (String codec : CODECS)
            for (int limit : SMALL_POOLS_MIB)
                for (int chainLimit : CHAIN_LIMITS)
                    printFull(mixed, codec, (long)limit << 20, chainLimit);
    }

    /** Pages in the order of their files, over and over, into a tier that has more room than they need. */
    private static void printFresh(PageSet pages, int count, PageGroup group, String codec, int chainLimit) throws IOException {
        long residentBefore = MachineLoad.residentBytes();
        LoadedTier tier = LoadedTier.open(codec, ROOM_BYTES, chainLimit);
        ByteBuffer view = Memory.newView();
        for (int page = 0; page < count; page++)
            tier.store(page, pages.view(view, page % pages.count()));
        long resident = MachineLoad.residentBytes() - residentBefore;
        readAll(tier, count);
        TierStats stats = tier.tier().stats();
        PoolStats pool = stats.pool;
        long tables = stats.usedBytes - pool.usableFrames * pool.frameBytes;
        tier.close();
        System.out.printf("%-6s %-7s %5d %7d %8.4f %8.4f %8.2f%% %9.2f %9.2f %9.2f %9.2f%n", group, codec, chainLimit,
            stats.pages, (double)stats.usedBytes / stats.storedBytes, (double)stats.usedBytes / stats.pages / PageSet.PAGE_BYTES,
            100.0 * stats.oneSegmentReads / (stats.oneSegmentReads + stats.twoSegmentReads),
            (double)tables / stats.pages + SLOT_HEADER_BYTES, mebibytes(stats.usedBytes), mebibytes(resident),
            mebibytes(MachineLoad.residentBytes() - residentBefore));
    }

    private static void printFull(PageSet pages, String codec, long limitBytes, int chainLimit) {
        TierStats full = fillUp(pages, codec, limitBytes, chainLimit);
        Evicting evicting = new Evicting();
        try (LoadedTier tier = LoadedTier.open(codec, limitBytes, chainLimit)) {
            int[] order = pages.shuffled();
            ByteBuffer view = Memory.newView();
            int end = 3 * (int)full.pages;
            for (int page = 0; page < end; page++) {
                tier.store(page, pages.view(view, order[page % order.length]));
                if (page > end / 2 && page % 64 == 0)
                    evicting.add(tier.tier().stats());
            }
        }
        System.out.printf("%-7s %9d %5d %9d %9.4f %10.4f %9.2f%% %9.2f%n", codec, limitBytes >> 20, chainLimit, full.pages,
            (double)limitBytes / full.storedBytes, limitBytes / evicting.meanStoredBytes(), 100 * evicting.freeShare(),
            mebibytes(evicting.usedBytes()));
    }

    /** Stores pages in random order until one finds no room. @return what it was just before */
    private static TierStats fillUp(PageSet pages, String codec, long limitBytes, int chainLimit) {
        try (LoadedTier tier = LoadedTier.openWithoutWatermarks(codec, limitBytes, chainLimit)) {
            int[] order = pages.shuffled();
            ByteBuffer view = Memory.newView();
            TierStats before = tier.tier().stats();
            for (int page = 0; true; page++) {
                tier.store(page, pages.view(view, order[page % order.length]));
                TierStats after = tier.tier().stats();
                if (after.refusedFull > 0)
                    return before;
                before = after;
            }
        }
    }

    /** What the process takes for a full pool. Once in a process: memory that was freed may stay with it, for later pools. */
    static void printResident(long limitBytes) throws IOException {
        PageSet pages = PageDump.read(PageGroup.MIXED);
        ByteBuffer view = Memory.newView();
        LoadedTier warmUp = LoadedTier.open("lz4", ROOM_BYTES, 0).load(pages);
        warmUp.load(pages);
        long residentBefore = MachineLoad.residentBytes();
        LoadedTier tier = LoadedTier.open("lz4", limitBytes, 0);
        int end = (int)(limitBytes / LEAST_STORED_BYTES);
        for (int page = 0; page < end; page++)
            tier.store(page, pages.view(view, page % pages.count()));
        long resident = MachineLoad.residentBytes() - residentBefore;
        TierStats stats = tier.tier().stats();
        tier.close();
        System.out.printf("limit MiB %d, pages %d, evicted %d, used MiB %.2f, resident MiB %.2f, after closing %.2f%n",
            limitBytes >> 20, stats.pages, stats.evictions, mebibytes(stats.usedBytes), mebibytes(resident), mebibytes(MachineLoad.residentBytes() - residentBefore));
        warmUp.close();
    }

    private static void readAll(LoadedTier tier, int count) {
        Visitor visitor = new Visitor();
        for (int page = 0; page < count; page++)
            if (!tier.read(page, visitor.page))
                throw new IllegalStateException("Lost page " + page);
        visitor.close();
    }

    private static double mebibytes(long bytes) {
        return bytes / 1048576.0;
    }

    /** Means over samples. */
    private static final class Evicting {
        private int samples;
        private double storedBytes;
        private double freeShare;
        private long usedBytes;

        private void add(TierStats stats) {
            samples++;
            storedBytes += stats.storedBytes;
            freeShare += (double)stats.pool.freeFrames / stats.pool.usableFrames;
            usedBytes = stats.usedBytes;
        }

        private double meanStoredBytes() {
            return storedBytes / samples;
        }

        private double freeShare() {
            return freeShare / samples;
        }

        private long usedBytes() {
            return usedBytes;
        }
    }
}
