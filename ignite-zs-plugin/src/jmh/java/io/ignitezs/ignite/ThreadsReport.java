package io.ignitezs.ignite;

import io.ignitezs.mem.Memory;
import io.ignitezs.pool.ZsPool;
import io.ignitezs.tier.Pools;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;

/**
 * Two threads against one: reads and stores of pages; and, without a codec between, objects stored and freed in the pool, where threads
 * can only get in each other's way in the locks of classes, the handle table and the arena.
 */
final class ThreadsReport {
    private static final String[] CODECS = {"lz4", "zstd:1"};
    private static final long LIMIT_BYTES = 512L << 20;
    private static final int OBJECT_BYTES = 1622;
    private static final int LEAST_BYTES = 600;
    private static final int MOST_BYTES = 2900;
    private static final int OBJECTS_PER_THREAD = 16 << 10;

    private ThreadsReport() {
    }

    static void print(int rounds) throws IOException {
        PageSet pages = PageDump.read(PageGroup.MIXED);
        MachineLoad load = new MachineLoad();
        load.begin();
        for (String codec : CODECS)
            printTier(pages, codec, rounds);
        printPool("pool, objects of all classes", LEAST_BYTES, MOST_BYTES, rounds);
        printPool("pool, objects of one class", OBJECT_BYTES, OBJECT_BYTES, rounds);
        load.end();
        System.out.println("Meanwhile: " + load);
    }

    private static void printTier(PageSet pages, String codec, int rounds) {
        int[] order = pages.shuffled();
        try (LoadedTier tier = LoadedTier.open(codec, LIMIT_BYTES, 0).load(pages)) {
            new SideBySide("read " + codec, rounds)
                .add("tier", 1, () -> reader(tier, order))
                .add("tier", 2, () -> reader(tier, order))
                .print();
            new SideBySide("store " + codec, rounds)
                .add("tier", 1, () -> writer(tier, pages, order))
                .add("tier", 2, () -> writer(tier, pages, order))
                .print();
        }
    }

    private static Runnable reader(LoadedTier tier, int[] order) {
        Visitor visitor = new Visitor();
        return () -> tier.read(order[visitor.next(order.length)], visitor.page);
    }

    private static Runnable writer(LoadedTier tier, PageSet pages, int[] order) {
        Visitor visitor = new Visitor();
        return () -> {
            int page = order[visitor.next(order.length)];
            tier.store(page, pages.view(visitor.view, page));
        };
    }

    private static void printPool(String title, int leastBytes, int mostBytes, int rounds) {
        try (LoadedTier tier = LoadedTier.open("lz4", LIMIT_BYTES, 0)) {
            ZsPool pool = Pools.of(tier.tier());
            new SideBySide(title, rounds)
                .add("free and store", 1, () -> replacer(pool, leastBytes, mostBytes))
                .add("free and store", 2, () -> replacer(pool, leastBytes, mostBytes))
                .print();
        }
    }

    /** Frees one of its objects at random and stores another one in its stead. */
    private static Runnable replacer(ZsPool pool, int leastBytes, int mostBytes) {
        ByteBuffer content = ByteBuffer.allocateDirect(PageSet.PAGE_BYTES);
        Random random = new Random(3);
        long[] handles = new long[OBJECTS_PER_THREAD];
        return () -> {
            int place = random.nextInt(handles.length);
            if (handles[place] != 0)
                pool.free(handles[place]);
            int bytes = leastBytes + random.nextInt(mostBytes - leastBytes + 1);
            handles[place] = pool.store(Memory.address(content), bytes, 1);
        };
    }
}
