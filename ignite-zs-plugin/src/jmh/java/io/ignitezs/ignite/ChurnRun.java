package io.ignitezs.ignite;

import io.ignitezs.mem.Memory;
import io.ignitezs.pool.MoveCounts;
import io.ignitezs.tier.TierStats;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** One tier that is filled, churned, left to itself and compacted; prints a row for each of that. */
final class ChurnRun {
    /** For each page: there is always room, and slabs are not much smaller or larger than in a pool that is full. */
    private static final long ROOM_BYTES_PER_PAGE = 2236;
    private static final int SAMPLES = 400;
    private static final long STEADY_NANOS = 500_000_000;
    private static final long POLL_NANOS = 5_000_000;

    private final PageSet pages;
    private final int count;
    private final String codec;
    private final double startShare;
    private final LoadedTier tier;
    private final ByteBuffer view = Memory.newView();
    private final Visitor visitor = new Visitor();
    private final BitSet held = new BitSet();
    private final long residentBefore = MachineLoad.residentBytes();
    private final MachineLoad load = new MachineLoad();
    private String title;
    private long begunNanos;
    private long begunMoverNanos;
    private MoveCounts movesBefore;

    /**
     * @param count      pages
     * @param startShare of free slots, at which compaction in the background starts; 0 is off
     */
    ChurnRun(PageSet pages, int count, String codec, double startShare) {
        this.pages = pages;
        this.count = count;
        this.codec = codec;
        this.startShare = startShare;
        long limitBytes = count * ROOM_BYTES_PER_PAGE;
        tier = startShare > 0 ? LoadedTier.openWithCompaction(codec, limitBytes, 0, startShare)
            : LoadedTier.openWithoutCompaction(codec, limitBytes, 0);
    }

    static void printHeader() {
        System.out.printf("%n%-8s %-7s %-5s %-9s %8s %8s %8s %8s %8s %8s %9s %9s %9s %8s %8s %8s %8s%n", "churn", "codec", "start", "when", "used/obj",
            "frm/obj", "used MiB", "tables", "free", "rss MiB", "1 segment", "moved MiB", "freed MiB", "mv/freed", "migr MiB", "cpu ms", "wall ms");
    }

    /** @param pairs pages of the set: which one a page is at first, and which one it becomes; over and over */
    void print(String churn, int[][] pairs) {
        title = String.format("%-8s %-7s %-5s ", churn, codec, startShare > 0 ? String.format("%.3f", startShare) : "off");
        printHeader();
        load.begin();
        begin(tier.tier().stats());
        for (int page = 0; page < count; page++)
            store(page, pairs[page % pairs.length][0]);
        print("fresh");
        churn(pairs);
        waitUntilSteady();
        print("later");
        long before = CpuClock.nanos();
        tier.tier().control().compact(null);
        begunMoverNanos -= CpuClock.nanos() - before;
        print("compacted");
        load.end();
        System.out.println("Meanwhile: " + load);
        visitor.close();
        tier.close();
    }

    private void churn(int[][] pairs) {
        int[] operations = operations(count);
        double[] used = new double[SAMPLES];
        double[] frames = new double[SAMPLES];
        for (int sample = 0; sample < SAMPLES; sample++) {
            int end = (int)((long)operations.length * (sample + 1) / SAMPLES);
            for (int operation = (int)((long)operations.length * sample / SAMPLES); operation < end; operation++)
                apply(operations[operation], pairs);
            TierStats stats = tier.tier().stats();
            used[sample] = usedShare(stats);
            frames[sample] = frameShare(stats);
        }
        print("churned");
        Arrays.sort(used);
        Arrays.sort(frames);
        System.out.printf("%s%-9s %8.4f %8.4f%n", title, "p95", used[SAMPLES * 95 / 100], frames[SAMPLES * 95 / 100]);
        System.out.printf("%s%-9s %8.4f %8.4f%n", title, "max", used[SAMPLES - 1], frames[SAMPLES - 1]);
    }

    /** Half of the pages to be overwritten, and 30 % to be discarded, as complements, in random order. */
    private static int[] operations(int count) {
        Random random = new Random(31);
        int[] overwritten = Arrays.copyOf(shuffled(random, count), count / 2);
        int[] discarded = Arrays.copyOf(shuffled(random, count), count * 3 / 10);
        int[] all = Arrays.copyOf(overwritten, overwritten.length + discarded.length);
        for (int page = 0; page < discarded.length; page++)
            all[overwritten.length + page] = ~discarded[page];
        shuffle(random, all);
        return all;
    }

    private void apply(int operation, int[][] pairs) {
        if (operation < 0) {
            tier.forget(~operation);
            held.clear(~operation);
        }
        else if (held.get(operation))
            store(operation, pairs[operation % pairs.length][1]);
    }

    private void store(int page, int content) {
        tier.store(page, pages.view(view, content));
        held.set(page);
    }

    /** Until the background has not moved anything for a while. */
    private void waitUntilSteady() {
        long movedBefore = -1;
        long since = System.nanoTime();
        while (System.nanoTime() - since < STEADY_NANOS) {
            MoveCounts moves = tier.tier().stats().pool.moves;
            long moved = moves.movedObjects + moves.migratedFrames;
            if (moved != movedBefore)
                since = System.nanoTime();
            movedBefore = moved;
            LockSupport.parkNanos(this, POLL_NANOS);
        }
    }

    private void begin(TierStats stats) {
        movesBefore = stats.pool.moves;
        begunNanos = System.nanoTime();
        begunMoverNanos = MachineLoad.threadNanos("zs-");
    }

    /** What happened since the row before, and what is. */
    private void print(String when) {
        double wallMillis = (System.nanoTime() - begunNanos) / 1e6;
        double moverMillis = (MachineLoad.threadNanos("zs-") - begunMoverNanos) / 1e6;
        long resident = MachineLoad.residentBytes() - residentBefore;
        TierStats stats = tier.tier().stats();
        if (stats.evictions + stats.refusedFull > 0)
            throw new IllegalStateException("Pages found no room");
        MoveCounts moves = stats.pool.moves;
        long moved = moves.movedBytes - movesBefore.movedBytes;
        long freed = moves.freedBytes - movesBefore.freedBytes;
        long migrated = (moves.migratedFrames - movesBefore.migratedFrames) * stats.pageBytes;
        begin(stats);
        System.out.printf("%s%-9s %8.4f %8.4f %8.1f %8.1f %8.1f %8.1f %8.2f%% %9.1f %9.1f %8.2f %8.1f %8.0f %8.0f%n", title, when, usedShare(stats), frameShare(stats),
            mebibytes(stats.usedBytes), mebibytes(stats.usedBytes - stats.pool.usableFrames * stats.pageBytes),
            mebibytes(stats.pool.freeFrames * stats.pageBytes), mebibytes(resident), oneSegmentPercent(), mebibytes(moved), mebibytes(freed), (double)moved / freed,
            mebibytes(migrated), moverMillis, wallMillis);
    }

    private double oneSegmentPercent() {
        TierStats before = tier.tier().stats();
        held.stream().forEach(page -> tier.read(page, visitor.page));
        TierStats after = tier.tier().stats();
        long one = after.oneSegmentReads - before.oneSegmentReads;
        return 100.0 * one / (one + after.twoSegmentReads - before.twoSegmentReads);
    }

    private static double usedShare(TierStats stats) {
        return (double)stats.usedBytes / stats.storedBytes;
    }

    private static double frameShare(TierStats stats) {
        return (double)stats.pool.zspageBytes() / stats.storedBytes;
    }

    private static double mebibytes(long bytes) {
        return bytes / 1048576.0;
    }

    private static int[] shuffled(Random random, int count) {
        int[] order = new int[count];
        Arrays.setAll(order, page -> page);
        shuffle(random, order);
        return order;
    }

    private static void shuffle(Random random, int[] values) {
        for (int place = values.length - 1; place > 0; place--) {
            int other = random.nextInt(place + 1);
            int value = values[place];
            values[place] = values[other];
            values[other] = value;
        }
    }
}
