package io.ignitezs.soak;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.apache.ignite.IgniteCache;

/** Changes and compares the rows that it alone writes: those whose key has its number as the remainder. */
final class SoakWorker implements Runnable {
    private static final int BATCH = 16;
    private static final int LOAD_BATCH = 64;

    private final IgniteCache<Integer, byte[]> cache;
    private final SoakRows rows;
    private final SoakCounters counters;
    private final BooleanSupplier goesOn;
    private final int number;
    private final int workers;
    private final SplittableRandom random;

    SoakWorker(
        IgniteCache<Integer, byte[]> cache,
        SoakRows rows,
        SoakCounters counters,
        BooleanSupplier goesOn,
        int number,
        int workers,
        long seed
    ) {
        this.cache = cache;
        this.rows = rows;
        this.counters = counters;
        this.goesOn = goesOn;
        this.number = number;
        this.workers = workers;
        random = new SplittableRandom(seed + number);
    }

    /** Writes every row once. */
    void load() {
        TreeSet<Integer> batch = new TreeSet<>();
        for (int key = number; key < rows.keys(); key += workers) {
            batch.add(key);
            if (batch.size() == LOAD_BATCH || key + workers >= rows.keys()) {
                put(batch);
                batch.clear();
            }
        }
    }

    @Override public void run() {
        while (goesOn.getAsBoolean())
            step(ownKeys());
    }

    private void step(TreeSet<Integer> keys) {
        int kind = random.nextInt(100);
        if (kind < 40)
            put(keys);
        else if (kind < 50)
            remove(keys);
        else if (kind < 75)
            compareOwn(keys);
        else
            compareOthers(anyKeys());
    }

    private void put(TreeSet<Integer> keys) {
        Map<Integer, byte[]> changed = new TreeMap<>();
        for (int key : keys)
            changed.put(key, rows.row(key, rows.begin(key, false)));
        cache.putAll(changed);
        end(keys);
    }

    private void remove(TreeSet<Integer> keys) {
        for (int key : keys)
            rows.begin(key, true);
        cache.removeAll(keys);
        end(keys);
    }

    private void end(TreeSet<Integer> keys) {
        for (int key : keys)
            rows.end(key);
        counters.changedRows.add(keys.size());
    }

    private void compareOwn(TreeSet<Integer> keys) {
        Map<Integer, byte[]> found = cache.getAll(keys);
        for (int key : keys)
            if (!rows.isExact(key, found.get(key)))
                counters.fail(rows.describe(key, found.get(key)));
        counters.comparedRows.add(keys.size());
    }

    private void compareOthers(TreeSet<Integer> keys) {
        Map<Integer, Integer> before = new TreeMap<>();
        for (int key : keys)
            before.put(key, rows.lastDone(key));
        Map<Integer, byte[]> found = cache.getAll(keys);
        for (int key : keys)
            if (!rows.wasPossible(key, found.get(key), before.get(key)))
                counters.fail(rows.describe(key, found.get(key)) + ", done before it was read " + before.get(key));
        counters.comparedRows.add(keys.size());
    }

    private TreeSet<Integer> ownKeys() {
        TreeSet<Integer> keys = new TreeSet<>();
        while (keys.size() < BATCH)
            keys.add(random.nextInt(rows.keys() / workers) * workers + number);
        return keys;
    }

    private TreeSet<Integer> anyKeys() {
        TreeSet<Integer> keys = new TreeSet<>();
        while (keys.size() < BATCH)
            keys.add(random.nextInt(rows.keys()));
        return keys;
    }
}
