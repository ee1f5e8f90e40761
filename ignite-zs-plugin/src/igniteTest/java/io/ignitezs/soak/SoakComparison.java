package io.ignitezs.soak;

import java.util.Map;
import java.util.TreeSet;
import org.apache.ignite.IgniteCache;

/** Compares rows that nobody changes. */
final class SoakComparison {
    private SoakComparison() {
    }

    static void compare(IgniteCache<Integer, byte[]> cache, SoakRows rows, SoakCounters counters, int fromKey, int toKey) {
        TreeSet<Integer> keys = new TreeSet<>();
        for (int key = fromKey; key < toKey; key++)
            keys.add(key);
        Map<Integer, byte[]> found = cache.getAll(keys);
        for (int key : keys)
            if (!rows.isExact(key, found.get(key)))
                counters.fail(rows.describe(key, found.get(key)));
        counters.comparedRows.add(keys.size());
    }
}
