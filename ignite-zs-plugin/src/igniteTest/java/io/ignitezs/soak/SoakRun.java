package io.ignitezs.soak;

import io.ignitezs.ResidentMemory;
import io.ignitezs.plugin.ZsPlugin;
import io.ignitezs.plugin.ZsPluginProvider;
import io.ignitezs.plugin.ZsStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;

/**
 * One phase of {@code soak.sh}, in a process of its own:
 * {@code base <seconds> <directory> <file>} runs the load without pool and writes its resident size to the file;
 * {@code pool <seconds> <directory> <file>} runs it with pool and gives the verdict.
 */
public final class SoakRun {
    private static final double MEBIBYTE = 1 << 20;
    private static final double ALLOWED_SHARE = 1.05;
    private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int COMPARED_AT_ONCE = 256;

    private final SoakSizes sizes = new SoakSizes();
    private final SoakCounters counters = new SoakCounters();
    private final long seed;
    private final SoakRows rows;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ending;

    private SoakRun(long seed) {
        this.seed = seed;
        rows = new SoakRows(seed, sizes.keys);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        long seconds = Long.parseLong(arguments[1]);
        Path directory = Path.of(arguments[2]);
        Path file = Path.of(arguments[3]);
        SoakRun run = new SoakRun(Long.getLong("soak.seed", System.nanoTime()));
        boolean passed = arguments[0].equals("base") ? run.base(seconds, directory, file) : run.pool(seconds, directory, file);
        // Ends threads that a failed node may have left.
        Runtime.getRuntime().halt(passed ? 0 : 1);
    }

    /** The size is the most that it ever was: with pool it must never be more than that and the limit together. */
    private boolean base(long seconds, Path directory, Path file) throws IOException, InterruptedException {
        try (Ignite ignite = SoakNode.start(directory, sizes, null)) {
            beginLoad(SoakNode.cache(ignite));
            long[] most = {0};
            runFor(seconds, "without pool", line -> {
                most[0] = Math.max(most[0], ResidentMemory.bytes());
                System.out.printf(Locale.ROOT, "%s, resident %.1f MiB%n", line, ResidentMemory.bytes() / MEBIBYTE);
            });
            endLoad();
            Files.writeString(file, Long.toString(most[0]));
        }
        return isRight();
    }

    private boolean pool(long seconds, Path directory, Path file) throws IOException, InterruptedException {
        long baseBytes = Long.parseLong(Files.readString(file));
        ResidentWatch watch = new ResidentWatch(baseBytes, sizes.mostLimitBytes, this::goesOn);
        try (Ignite ignite = SoakNode.start(directory, sizes, SoakNode.pool(sizes))) {
            ZsPlugin zs = ignite.plugin(ZsPluginProvider.NAME);
            begin("watch", watch);
            beginLoad(SoakNode.cache(ignite));
            begin("resizer", new Resizer(zs, sizes, watch, counters, this::goesOn, seed));
            runFor(seconds, "with pool", line -> System.out.println(line + poolLine(zs.stats(), watch)));
            endLoad();
            compareAll(SoakNode.cache(ignite));
            System.out.println(zs.stats());
            return verdict(zs.stats(), watch);
        }
    }

    private void beginLoad(IgniteCache<Integer, byte[]> cache) throws InterruptedException {
        System.out.println("Loading " + sizes.keys + " rows, seed " + seed + " ...");
        List<SoakWorker> workers = new ArrayList<>();
        for (int number = 0; number < sizes.workers; number++)
            workers.add(new SoakWorker(cache, rows, counters, this::goesOn, number, sizes.workers, seed));
        for (SoakWorker worker : workers)
            begin("loader", worker::load);
        for (Thread thread : threads)
            if (thread.getName().equals("loader"))
                thread.join();
        for (SoakWorker worker : workers)
            begin("worker", worker);
    }

    private void runFor(long seconds, String phase, Consumer<String> printer) {
        long begin = System.nanoTime();
        long end = begin + TimeUnit.SECONDS.toNanos(seconds);
        while (goesOn() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(Math.min(LINE_NANOS, end - System.nanoTime()));
            printer.accept(String.format(Locale.ROOT, "%s %4d s: %,d rows changed, %,d compared", phase,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin), counters.changedRows.sum(), counters.comparedRows.sum()));
        }
    }

    private void endLoad() throws InterruptedException {
        ending = true;
        for (Thread thread : threads)
            thread.join();
    }

    private void compareAll(IgniteCache<Integer, byte[]> cache) {
        for (int from = 0; from < sizes.keys && counters.failure() == null; from += COMPARED_AT_ONCE)
            SoakComparison.compare(cache, rows, counters, from, Math.min(sizes.keys, from + COMPARED_AT_ONCE));
    }

    private boolean verdict(ZsStats stats, ResidentWatch watch) {
        boolean moved = stats.getMovedObjects() > 0 && stats.getReturnedSlabs() > 0;
        if (!moved || counters.resizes.sum() == 0 || stats.getEvictions() == 0)
            counters.fail("there was nothing to prove: " + stats);
        if (stats.getCorruptions() > 0)
            counters.fail("damaged objects in the pool: " + stats.getCorruptions());
        if (watch.worstShare() > ALLOWED_SHARE)
            counters.fail(String.format(Locale.ROOT, "resident size was %.1f %% of the limit over the base", 100 * watch.worstShare()));
        System.out.printf(Locale.ROOT, "%s: %,d rows changed, %,d compared, all %,d at the end; %,d objects moved, %d resizes"
            + " (%d cut short), %.1f MiB given back; resident size at most %.1f %% of the limit%s%n",
            counters.failure() == null ? "PASSED" : "FAILED", counters.changedRows.sum(), counters.comparedRows.sum(), sizes.keys,
            stats.getMovedObjects(), counters.resizes.sum(), counters.resizesCutShort.sum(), stats.getReturnedBytes() / MEBIBYTE,
            100 * watch.worstShare(), counters.failure() == null ? "" : "; " + counters.failure());
        return counters.failure() == null;
    }

    private boolean isRight() {
        if (counters.failure() != null)
            System.out.println("FAILED: " + counters.failure());
        return counters.failure() == null;
    }

    private static String poolLine(ZsStats stats, ResidentWatch watch) {
        return String.format(Locale.ROOT, "; %,d moved, %.0f MiB freed, %.0f MiB given back; pool %.1f of %.1f MiB,"
            + " resident %.1f MiB over base, at most %.1f %% of the limit", stats.getMovedObjects(), stats.getFreedBytes() / MEBIBYTE,
            stats.getReturnedBytes() / MEBIBYTE, stats.getUsedBytes() / MEBIBYTE, stats.getLimitBytes() / MEBIBYTE,
            watch.overBytes() / MEBIBYTE, 100 * watch.worstShare());
    }

    private boolean goesOn() {
        return !ending && counters.failure() == null;
    }

    private void begin(String name, Runnable work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            }
            catch (Throwable e) {
                e.printStackTrace();
                counters.fail(name + ": " + e);
            }
        }, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }
}
